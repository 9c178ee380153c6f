// The strip under the text: the span or the suggestion at hand, what can be said of it and done with it.

import { button, element } from "./elements.mjs";
import { SPANS_TAB } from "./looking.mjs";

const words = (name) => name.replaceAll("_", " ");
const say = (values) => Object.entries(values).map(([name, value]) => (typeof value === "number" ? `${name} ${value}` : value)).join(", ");

export class Strip {
  // act: { attribute(name, value), confirm(), mentions(only), preview(on, only), remove(), accept(), reject(), acceptAll(), elsewhere(quote) }
  constructor(act) {
    this.act = act;
    this.element = element("div", { class: "strip", role: "region", "aria-label": "Details", data: { sitrep: "details" } });
    this.element.addEventListener("mousedown", (event) => event.target.tagName !== "INPUT" && event.preventDefault()); // the selection stays
    this.state = "";
  }

  // shown: { span, quote, attributes, proposal, mentions, free, editing } or { offer, sameLabel } or { hint }
  draw(shown) {
    const state = JSON.stringify(shown);
    if (state === this.state) return;
    const focused = this.element.getRootNode().activeElement;
    const field = this.element.contains(focused) && focused.tagName === "INPUT" ? focused : null;
    if (field && field.value !== field.defaultValue && shown.span?.span_id === this.spanId) return; // somebody is typing
    this.state = state;
    this.spanId = shown.span?.span_id;
    this.element.replaceChildren(...(shown.span ? this.spanParts(shown) : shown.offer ? this.offerParts(shown) : [element("span", { class: "quiet" }, shown.hint ?? "")]));
    this.element.dataset.editing = String(Boolean(shown.editing));
    if (field) this.field(field.dataset.attribute)?.focus({ preventScroll: true });
  }

  field(name) {
    return this.element.querySelector(`input[data-attribute="${CSS.escape(name)}"]`);
  }

  spanParts({ span, quote, attributes, proposal, mentions, free, editing }) {
    const parts = [this.name(span.label, quote)];
    attributes.forEach((attribute, place) => parts.push(this.attribute(attribute, span.attributes[attribute.name], editing === attribute.name, place)));
    if (proposal) parts.push(button("confirm", element("span", {}, `Confirm ${say(proposal)}`, element("kbd", {}, "c")), () => this.act.confirm(), { title: "Read from the words around; you decide (c)" }));
    if (mentions) parts.push(this.mentionsButton("mentions", `Mark ${mentions} more`, "m", false));
    if (free && free !== mentions) parts.push(this.mentionsButton("free-mentions", `${free} where nothing is marked`, "M", true));
    parts.push(this.elsewhere(quote));
    parts.push(button("remove-span", "×", () => this.act.remove(), { title: "Remove (Delete)", "aria-label": `Remove ${span.label} ${quote}` }));
    return parts;
  }

  name(label, quote, mark = "") {
    const shown = element("bdi", { dir: "auto" }, quote.length > 60 ? `${quote.slice(0, 40)} … ${quote.slice(-16)}` : quote);
    return element("span", { class: "what", style: `--label: var(--${label})` }, element("b", {}, `${label}${mark}`), shown);
  }

  elsewhere(quote) {
    const href = this.act.elsewhere(quote);
    return element("a", { href, target: SPANS_TAB, title: "Where else these words are marked (w)", data: { sitrep: "elsewhere" } }, "Elsewhere", element("kbd", {}, "w"));
  }

  mentionsButton(name, label, key, only) {
    const made = button(name, element("span", {}, label, element("kbd", {}, key)), () => this.act.mentions(only));
    for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) made.addEventListener(event, () => this.act.preview(on, only));
    return made;
  }

  attribute({ name, type, values }, value, isEdited, place) {
    const control = type === "integer" ? [this.number(name, value)] : values.map((one, at) => this.choice(name, one, value, isEdited ? at + 1 : 0));
    const title = element("span", { class: "quiet" }, words(name), place === 0 && !isEdited ? element("kbd", {}, "e") : null);
    return element("span", { class: "attribute", role: "group", "aria-label": words(name), "aria-current": isEdited ? "true" : null }, title, ...control);
  }

  choice(name, one, value, number) {
    const key = number ? element("kbd", {}, String(number)) : null;
    return button("attribute", element("span", {}, words(one), key), () => this.act.attribute(name, one === value ? null : one), {
      "aria-pressed": String(one === value),
      data: { sitrep: "attribute", attribute: name, value: one },
    });
  }

  number(name, value) {
    const changed = (event) => this.act.attribute(name, event.target.value === "" ? null : Number(event.target.value));
    return element("input", { inputmode: "numeric", pattern: "[0-9]*", size: 3, "aria-label": words(name), value: value ?? "", data: { sitrep: "attribute", attribute: name }, on: { change: changed } });
  }

  offerParts({ offer, sameLabel }) {
    const keyed = (name, label, key, run) => button(name, element("span", {}, label, element("kbd", {}, key)), run);
    const parts = [this.name(offer.label, offer.quote, "?"), element("span", { class: "quiet" }, offer.why)];
    parts.push(keyed("accept-current", "Take", "a", () => this.act.accept()), keyed("reject-current", "Reject", "x", () => this.act.reject()));
    if (sameLabel > 1) parts.push(keyed("accept-all-current", `Take all ${sameLabel} ${offer.label}`, "Shift+A", () => this.act.acceptAll()));
    parts.push(this.elsewhere(offer.quote));
    return parts;
  }
}
