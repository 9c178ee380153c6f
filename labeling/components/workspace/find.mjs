// Find in the text: all places are counted, one is shown at a time, the first of what is in sight before others.

import { button, element, setText } from "./elements.mjs";

export class Find {
  // act: { text(), inSight(): the first unit that can be read where the page is scrolled to, show(start, end), leave() }
  constructor(act) {
    Object.assign(this, { act, places: [], at: -1, begin: 0 });
    this.input = element("input", {
      type: "search",
      "aria-label": "Find in the text",
      placeholder: "Find in the text",
      on: { input: () => this.look(), keydown: (event) => this.key(event) },
    });
    this.count = element("span", { class: "quiet", role: "status" });
    const previous = button("find-previous", "↑", () => this.step(-1), { "aria-label": "Previous" });
    const next = button("find-next", "↓", () => this.step(1), { "aria-label": "Next" });
    const close = button("find-close", "×", () => this.close(), { "aria-label": "Close" });
    this.element = element("div", { class: "find", hidden: true, data: { sitrep: "find" } });
    this.element.append(this.input, this.count, previous, next, close);
  }

  open() {
    this.element.hidden = false;
    this.begin = this.act.inSight();
    this.input.focus({ preventScroll: true });
    this.input.select();
    this.look();
  }

  close() {
    this.element.hidden = true;
    this.act.leave();
  }

  look() {
    const wanted = this.input.value;
    this.places = [];
    if (wanted) {
      const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu");
      for (const { index, 0: found } of this.act.text().matchAll(pattern)) this.places.push([index, index + found.length]);
    }
    this.at = this.places.findIndex(([start]) => start >= this.begin) - 1;
    if (this.at < -1) this.at = -1; // none further down: the first one
    this.step(1);
  }

  step(direction) {
    if (this.places.length) {
      this.at = (this.at + direction + this.places.length) % this.places.length;
      this.act.show(...this.places[this.at]);
    }
    const found = this.places.length ? `${this.at + 1} of ${this.places.length}` : "not found";
    setText(this.count, this.input.value ? found : "");
  }

  key(event) {
    event.stopPropagation();
    if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") this.close();
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault();
  }
}
