// What is said of a span besides its label: attributes by keys, and whether it retells an older event. Methods of Workspace.

const isNumber = /^\d{1,15}$/;

export const detailing = {
  // The span that the strip shows: what is selected, or was made last.
  detailed() {
    const id = this.selected ?? (this.offered.isPointed ? null : (this.spanHere() ?? this.last));
    return this.layer.spans.get(id) ?? null;
  },

  attributesOf(label) {
    return this.scheme.labels.find(({ name }) => name === label)?.attributes ?? [];
  },

  // Sets an attribute of the span at hand; null takes it away.
  attribute(name, value) {
    const span = this.detailed();
    if (!span) return;
    const { type } = this.attributesOf(span.label).find((one) => one.name === name);
    if (type === "integer" && value !== null && !isNumber.test(String(value))) {
      this.say(`${name} is a whole number.`);
      this.drawSoon();
      return;
    }
    const { [name]: before, ...rest } = span.attributes;
    if ((before ?? null) === value) return;
    this.operate("span.change", { span_id: span.span_id, attributes: value === null ? rest : { ...rest, [name]: value } });
    this.say(value === null ? `${name} cleared.` : `${name}: ${value}.`);
  },

  // e: the first attribute that has no value takes digits; again: the next one; after the last one it ends.
  edit() {
    const span = this.detailed();
    if (!span) return this.say("Select a span first, then e edits its details.");
    const attributes = this.attributesOf(span.label);
    if (!attributes.length) return this.say(`${span.label} has no details.`);
    const here = attributes.findIndex(({ name }) => name === this.editing);
    return this.editAttribute(attributes[here + 1]?.name ?? null);
  },

  editAttribute(name) {
    const span = this.detailed();
    if (span && !this.selected) this.select(span.span_id);
    this.editing = name;
    this.draw();
    const field = name && this.strip.field(name);
    if (field) field.select();
    else this.focus();
    this.say(name ? `${name}: press a number.` : "Details done.");
  },

  // Keys while an attribute is edited; false where the key is not for it.
  keyInDetails(event) {
    const span = this.detailed();
    const attributes = span ? this.attributesOf(span.label) : [];
    const here = attributes.findIndex(({ name }) => name === this.editing);
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const step = { ArrowRight: 1, ArrowLeft: -1, Enter: 1, Tab: event.shiftKey ? -1 : 1 }[event.key];
    if (step) return this.editAttribute(attributes[here + step]?.name ?? null) ?? true;
    if (event.key === "Escape") return this.editAttribute(null) ?? true;
    const { name, values } = attributes[here];
    if (/^(Backspace|Delete|0)$/.test(event.key)) return this.attribute(name, null) ?? true;
    const value = /^[1-9]$/.test(event.key) ? values[Number(event.key) - 1] : undefined;
    if (value === undefined) {
      this.editing = null; // any other key means what it always means
      this.drawSoon();
      return false;
    }
    this.attribute(name, value === span.attributes[name] ? null : value);
    this.editAttribute(attributes[here + 1]?.name ?? null);
    return true;
  },

  // What the words around say of the span, where nobody has said it yet.
  proposalFor(span) {
    const found = this.opened.details.proposals.find(({ start, end, label }) => start === span.start && end === span.end && label === span.label);
    if (!found) return null;
    const differs = Object.entries(found.attributes).filter(([name, value]) => span.attributes[name] !== value);
    return differs.length ? found.attributes : null;
  },

  confirm() {
    const span = this.detailed();
    const proposal = span && this.proposalFor(span);
    if (!proposal) return this.say("Nothing is proposed here.");
    this.operate("span.change", { span_id: span.span_id, attributes: { ...span.attributes, ...proposal } });
    return this.say("Confirmed.");
  },

  // ---- background

  // The attribute that says so, as the scheme names it: { name, value }.
  backgroundOf(label) {
    const attribute = this.attributesOf(label).find((one) => one.background);
    return attribute ? { name: attribute.name, value: attribute.background } : null;
  },

  // Attributes that a new span begins with: those of the stretch it lies in.
  defaultsFor(label, start, end) {
    const background = this.backgroundOf(label);
    const inside = background && [...this.layer.background.values()].some((stretch) => stretch[0] <= start && end <= stretch[1]);
    return inside ? { [background.name]: background.value } : {};
  },

  // g: the selected span, or the paragraph of the cursor, retells an older event; again: it does no longer.
  toggleBackground() {
    if (this.selected) return this.toggleSpanBackground(this.layer.spans.get(this.selected));
    if (this.selection.kind === "none" && !this.offered.isPointed) return this.say("Click into a paragraph first, then g marks it as background.");
    const unit = this.selection.kind === "none" ? this.opened.inUnits(this.currentOffer()).start : this.selection.focus[0];
    const { start, end } = this.opened.inCodePoints(...this.view.paragraphAt(unit));
    const inside = [...this.layer.spans.values()].filter((span) => start <= span.start && span.end <= end);
    const value = !this.layer.background.has(`${start} ${end}`);
    const changes = inside.map((span) => this.backgroundChange(span, value)).filter(Boolean);
    this.operateAll([["background.set", { start, end, value }], ...changes]);
    return this.say(value ? "This paragraph is background." : "This paragraph is no background any more.");
  },

  toggleSpanBackground(span) {
    const background = this.backgroundOf(span.label);
    if (!background) return this.say(`${span.label} cannot be background.`);
    return this.attribute(background.name, span.attributes[background.name] === background.value ? null : background.value);
  },

  // What marking the paragraph does to a span in it: one that says something else keeps that.
  backgroundChange(span, value) {
    const background = this.backgroundOf(span.label);
    const now = background && span.attributes[background.name];
    if (!background || now !== (value ? undefined : background.value)) return null;
    const { [background.name]: _, ...rest } = span.attributes;
    return ["span.change", { span_id: span.span_id, attributes: value ? { ...rest, [background.name]: background.value } : rest }];
  },
};
