// Beside the text: the questions with everybody's answers, the differences, and gold as it stands.

import { button, element, setText } from "../workspace/elements.mjs";
import { Panel } from "../workspace/panel.mjs";
import { AGREED, isAnswer } from "./settling.mjs";
import { actionsOf, headingOf, rowsOf, verdictIn } from "./versions.mjs";

export class GoldPanel extends Panel {
  // act: what Panel asks for, and { go(key), take(key, coder), both(key), neither(key), edit(key), explain(key, reason), agree() }
  constructor(act) {
    super(act);
    this.items = new Map(); // key to { state, element }
    this.left = element("span", { class: "quiet", data: { sitrep: "left" } });
    this.agree = button("agree", "", () => act.agree(), { class: "agree" });
    this.differences = element("ol", { class: "differences", "aria-label": "Differences" });
    this.why = element("input", { type: "text", class: "why", placeholder: "Why? (r, optional)", "aria-label": "Reason", maxlength: 1000, data: { sitrep: "why" } });
    this.offers.replaceWith(element("h2", {}, "Differences ", this.left), this.agree, this.differences);
    this.note.placeholder = "Note on the gold layer (t)";
    this.element.append(this.note); // settling comes first
    this.element.setAttribute("aria-label", "Question, differences and gold");
    [...this.element.querySelectorAll("h2")].at(-1).firstChild.data = "Gold ";
    this.list.setAttribute("aria-label", "Gold");
  }

  build(scheme) {
    super.build(scheme);
    this.items.clear();
    this.differences.replaceChildren();
    for (const { values } of this.controls.values()) {
      const section = values[0].closest("section");
      section.append(element("div", { class: "versions" }));
    }
  }

  // Gold's rows; quotes are the text's.
  row(opened, span, state) {
    const made = super.row(opened, span, state);
    made.dataset.sitrep = "gold";
    return made;
  }

  // shown: { opened, coders (names), at, states: Map of key to { isSettled, verdict, reason }, nOpen, nToAgree }
  drawDifferences(shown) {
    const spans = shown.opened.differences.filter((one) => !isAnswer(one));
    setText(this.left, shown.nOpen ? `${shown.nOpen} open` : spans.length ? "all settled" : "none");
    this.agree.hidden = !shown.nToAgree;
    if (shown.nToAgree) this.agree.replaceChildren(`Take the ${shown.nToAgree === 1 ? "one" : shown.nToAgree} that all agree on`, element("kbd", {}, "a"));
    for (const difference of shown.opened.differences) this.drawItem(difference, shown);
    const wanted = new Set(spans.map(({ key }) => key));
    for (const [key, item] of this.items) {
      if (wanted.has(key) || key.startsWith("answer:")) continue;
      item.element.remove();
      this.items.delete(key);
    }
    this.drawWhy(shown);
  }

  drawItem(difference, shown) {
    const { key } = difference;
    const isCurrent = key === shown.at;
    const { isSettled, verdict, reason } = shown.states.get(key);
    const state = JSON.stringify([difference, isCurrent, isSettled, verdict, reason]);
    const before = this.items.get(key);
    if (before?.state === state) return;
    const item = isAnswer(difference) ? this.question(difference, shown) : this.item(difference, shown);
    Object.assign(item.dataset, { sitrep: "difference", key, kind: difference.kind, state: isSettled || difference.kind === AGREED ? "settled" : "open" });
    item.setAttribute("aria-current", String(isCurrent));
    if (before && before.element !== item) before.element.replaceWith(item);
    else if (!before && !isAnswer(difference)) this.differences.append(item);
    this.items.set(key, { state, element: item });
    if (isCurrent) requestAnimationFrame(() => item.scrollIntoView({ block: "nearest" }));
  }

  // The section of a question, with what each coder answered.
  question(difference, { coders, at }) {
    const section = this.controls.get(difference.question).values[0].closest("section");
    const versions = section.querySelector(".versions");
    versions.replaceChildren(...rowsOf(difference, coders, (name) => this.act.take(difference.key, name)));
    section.classList.toggle("current", at === difference.key);
    return section;
  }

  item(difference, { opened, coders, at, states }) {
    const { key } = difference;
    const { isSettled, verdict } = states.get(key);
    const isOpen = key === at || !isSettled;
    const what = element("span", { class: "heading" }, headingOf(difference, coders));
    const told = isSettled ? element("span", { class: "verdict" }, verdictIn(verdict)) : null;
    const quote = isOpen ? null : element("bdi", { class: "quiet", dir: "auto" }, opened.quoteOf(difference));
    const head = element("button", { type: "button", class: "head", "aria-expanded": String(isOpen), on: { click: () => this.act.go(key) } }, what, quote, told);
    const made = element("li", {}, head);
    if (isOpen) {
      made.append(...rowsOf(difference, coders, (name) => this.act.take(key, name)));
      made.append(actionsOf(coders.length, !/^(only|attributes)$/.test(difference.kind), { both: () => this.act.both(key), neither: () => this.act.neither(key), edit: () => this.act.edit(key) }));
    }
    if (isSettled && key !== at && verdict?.reason) made.append(element("p", { class: "quiet reason" }, [verdict.by, verdict.reason].filter(Boolean).join(": ")));
    return made;
  }

  // The one field for a reason stands at the current difference.
  drawWhy({ at, states }) {
    const item = this.items.get(at)?.element;
    if (!item) return this.why.remove();
    if (this.why.parentElement !== item) {
      item.append(this.why);
      this.why.value = states.get(at).reason ?? "";
    } else if (this.root().activeElement !== this.why) this.why.value = states.get(at).reason ?? "";
    return undefined;
  }

  draw(opened, layer, selected) {
    super.draw(opened, layer, selected);
    this.list.dataset.empty = String(!layer.spans.size);
  }
}
