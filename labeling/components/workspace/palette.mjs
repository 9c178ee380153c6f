// The labels above the text: press one to mark the selection, or choose one first and then drag.

import { button, element } from "./elements.mjs";

export class Palette {
  constructor(act) {
    this.act = act; // act.label(name)
    this.element = element("div", { class: "palette", role: "toolbar", "aria-label": "Labels" });
    this.element.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  }

  build(scheme) {
    this.buttons = scheme.labels.map(({ name, key, guideline }) =>
      button("label", element("span", {}, element("i", { style: `--label: var(--${name})` }), name, element("kbd", {}, key)), () => this.act.label(name), {
        data: { sitrep: "label", label: name },
        title: guideline,
        "aria-pressed": "false",
      }),
    );
    this.element.replaceChildren(...this.buttons);
  }

  draw(sticky) {
    for (const choice of this.buttons) choice.setAttribute("aria-pressed", String(choice.dataset.label === sticky));
  }
}
