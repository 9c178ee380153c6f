// What people do to the layer: each action is operations, on the page at once and in the outbox. Methods of Workspace.

import { mentionsOf } from "./mentions.mjs";

export const marking = {
  // Makes one operation, or several that one undo takes back, and lets the page and the outbox know at once.
  operate(kind, ...each) {
    const undoable = !kind.startsWith("work.") && !kind.startsWith("group.");
    this.operateAll(each.map((keys) => [kind, keys]), undoable ? crypto.randomUUID() : null);
  },

  // each: [kind, keys]
  operateAll(each, group_id = crypto.randomUUID()) {
    if (!this.opened) return;
    const made = each.map(([kind, keys]) => ({ op_id: crypto.randomUUID(), group_id, kind, ...keys }));
    this.outbox.add(this.opened.id, made);
    this.countTime();
    this.takeIn(made);
  },

  label(name, byButton = false) {
    if (!this.opened) return;
    if (this.selected && this.selection.kind !== "range") return this.relabel(name);
    if (this.offered.isPointed && this.currentOffer()) return this.takeAs(this.currentOffer(), name);
    if (this.selection.kind === "range" || (this.selection.kind === "cursor" && !byButton)) return this.mark(name, !byButton);
    this.sticky = this.sticky === name ? null : name;
    this.say(this.sticky ? `${name} chosen: drag over words. Esc lets go.` : "No label chosen.");
    return this.drawSoon();
  },

  takeAs(one, name) {
    return one.label === name ? this.accept(one.key) : this.acceptAs(one, name);
  },

  relabel(name) {
    const { label, start, end, attributes } = this.layer.spans.get(this.selected);
    if (label === name) return undefined;
    if (this.twin({ start, end }, name)) return this.say(`Marked already: ${name}.`);
    const allowed = new Map(this.scheme.labels.find((other) => other.name === name).attributes.map((one) => [one.name, one]));
    const fits = ([attribute, value]) => allowed.get(attribute)?.type === "integer" || allowed.get(attribute)?.values.includes(value);
    const kept = Object.fromEntries(Object.entries(attributes).filter(fits));
    this.operate("span.change", { span_id: this.selected, label: name, attributes: kept });
    return this.say(`Now ${name}.`);
  },

  // The span that marks these code points with this label, if there is one.
  twin({ start, end }, label) {
    return [...this.layer.spans.values()].find((span) => span.start === start && span.end === end && span.label === label);
  },

  mark(label, byKeys) {
    const place = this.opened.inCodePoints(...this.selection.range);
    if (this.twin(place, label)) return this.say(`Marked already: ${label}.`);
    const attributes = this.defaultsFor(label, place.start, place.end);
    this.last = crypto.randomUUID();
    this.operate("span.add", { span_id: this.last, ...place, label, attributes, origin: "hand" });
    this.say(`${label}: ${place.quote}`);
    if (byKeys) this.selection.setCursor(this.selection.range[1] - 1);
    else this.selection.clear();
    return undefined;
  },

  // Identical mentions of the span at hand that its label does not mark yet; `only`: where nothing is marked at all.
  otherMentions(span, only) {
    const { start, end } = this.opened.inUnits(span);
    const spans = [...this.layer.spans.values()];
    const held = only ? spans : spans.filter(({ label }) => label === span.label);
    const found = mentionsOf(this.opened, start, end).map((place) => this.opened.inCodePoints(...place));
    const isFree = (place) => !held.some((one) => (only ? one.start < place.end && place.start < one.end : one.start === place.start && one.end === place.end));
    return found.filter(isFree);
  },

  mentions(only = false) {
    const span = this.detailed();
    if (!span) return this.say("Select a span first, then m marks its other mentions.");
    this.previewMentions(false);
    const found = this.otherMentions(span, only);
    if (!found.length) return this.say("No other mention.");
    const { label } = span;
    const { [this.backgroundOf(label)?.name]: _, ...attributes } = span.attributes; // that depends on the place
    const made = found.map((place) => ({ span_id: crypto.randomUUID(), ...place, label, origin: "mention" }));
    this.operate("span.add", ...made.map((one) => ({ ...one, attributes: { ...attributes, ...this.defaultsFor(label, one.start, one.end) } })));
    return this.say(`${found.length} more marked ${label}. Ctrl+Z takes them back.`);
  },

  answer(question, value) {
    const now = this.layer.answers[question]?.value;
    this.operate("answer.set", { question, value: now === value ? null : value, reason: null });
  },

  reason(question, reason) {
    const answer = this.layer.answers[question];
    if (reason && answer) this.operate("answer.set", { question, value: answer.value, reason: answer.reason === reason ? null : reason });
  },

  reasonByNumber(place) {
    for (const question of this.scheme.questions) {
      const value = question.values.find(({ name }) => name === this.layer.answers[question.name]?.value);
      if (value?.reasons[place]) this.reason(question.name, value.reasons[place]);
    }
  },

  note(text) {
    if (this.layer && text !== this.layer.note) this.operate("note.set", { text });
  },

  undo() {
    const target = this.layer?.undo.at(-1);
    if (target) this.operate("group.undo", { target });
  },

  redo() {
    const target = this.layer?.redo.at(-1);
    if (target) this.operate("group.redo", { target });
  },

  remove() {
    const span = this.detailed();
    if (!span) return this.say("No span here.");
    this.say(`Removed ${span.label}.`);
    return this.operate("span.remove", { span_id: span.span_id });
  },
};
