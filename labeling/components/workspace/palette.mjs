// The labels above the text: press one to mark the selection, choose one first and then drag, or type its name.

import { button, element } from "./elements.mjs";
import { matching } from "./matching.mjs";

export class Palette {
  // act: { label(name, byButton), leave(), say(words), outline(isOn): shows what the label would be for }
  constructor(act) {
    Object.assign(this, { act, at: 0 });
    this.input = element("input", {
      type: "search",
      "aria-label": "Find a label",
      placeholder: "Label … (l)",
      data: { sitrep: "label-find" },
      on: { input: () => this.look(0), keydown: (event) => this.key(event), blur: () => this.close() },
    });
    this.element = element("div", { class: "palette", role: "toolbar", "aria-label": "Labels" });
    this.element.addEventListener("mousedown", (event) => event.target !== this.input && event.preventDefault()); // the selection stays
  }

  build(scheme) {
    this.buttons = scheme.labels.map(({ name, key, guideline }) =>
      button("label", element("span", {}, element("i", { style: `--label: var(--${name})` }), name, key ? element("kbd", {}, key) : null), () => this.act.label(name, true), {
        data: { sitrep: "label", label: name },
        title: guideline,
        "aria-pressed": "false",
      }),
    );
    this.hasKeyless = scheme.labels.some(({ key }) => !key);
    this.element.replaceChildren(...this.buttons, this.input);
    this.close();
  }

  draw(sticky) {
    for (const choice of this.buttons) choice.setAttribute("aria-pressed", String(choice.dataset.label === sticky));
  }

  // ---- choosing by name

  open() {
    this.input.hidden = false;
    this.input.focus({ preventScroll: true });
    this.act.outline(true);
  }

  close() {
    this.act.outline(false);
    this.input.value = "";
    this.input.hidden = !this.hasKeyless;
    this.look(0);
  }

  // What matches comes first, the rest fades; the `at`-th that matches is what Enter takes.
  look(at) {
    const wanted = this.input.value;
    const found = matching(this.buttons.map(({ dataset }) => dataset.label), wanted);
    this.at = found.length ? (at + found.length) % found.length : 0;
    for (const choice of this.buttons) {
      choice.classList.toggle("other", !found.includes(choice.dataset.label));
      choice.classList.toggle("current", Boolean(wanted) && choice.dataset.label === found[this.at]);
    }
    this.found = wanted ? (found[this.at] ?? null) : null;
    this.element.scrollTop = this.element.scrollLeft = 0;
    if (wanted) this.act.say(this.found ?? "No label has this in its name.");
  }

  key(event) {
    event.stopPropagation(); // a letter is a letter here
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.look(this.at + step);
    if (event.key === "Enter" && this.found) this.take(this.found);
    if (event.key === "Escape") this.act.leave();
    if (step || event.key === "Enter" || event.key === "Escape") event.preventDefault();
  }

  take(name) {
    this.act.leave(); // closes it: the field loses the focus
    this.act.label(name, false);
  }
}
