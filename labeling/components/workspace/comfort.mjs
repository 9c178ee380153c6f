// How the text is set: its size, the space between its lines, numbers of paragraphs. Remembered by the browser.

import { button, element } from "./elements.mjs";

const KEY = "sitrep:comfort";
const SIZES = [15, 17, 19, 22, 26]; // pixels
const SPACES = [1.75, 2.1, 2.5]; // line heights; tags need the room between
const DEFAULT = { size: 1, space: 1, numbers: true };

export class Comfort {
  // host: the element whose style is set; moved(): called after the text has moved
  constructor(host, storage, moved) {
    Object.assign(this, { host, storage, moved, set: { ...DEFAULT, ...read(storage) } });
    const choice = (name, label, title, run) => button(name, label, run, { title });
    this.numbers = button("numbers", "¶ numbers", () => this.change({ numbers: !this.set.numbers }), { title: "Numbers of paragraphs" });
    this.box = element("div", { class: "comfort", hidden: true, role: "group", "aria-label": "Reading" });
    this.box.append(
      choice("smaller", "A−", "Smaller text (−)", () => this.resize(-1)),
      choice("larger", "A+", "Larger text (+)", () => this.resize(1)),
      choice("tighter", "↕−", "Less space between lines", () => this.change({ space: this.set.space - 1 })),
      choice("wider", "↕+", "More space between lines", () => this.change({ space: this.set.space + 1 })),
      this.numbers,
    );
    this.toggle = button("comfort", "Aa", () => this.open(this.box.hidden), { title: "Size and spacing of the text", "aria-expanded": "false" });
    this.element = element("div", { class: "reading" }, this.toggle, this.box);
    this.apply();
  }

  open(isOpen) {
    this.box.hidden = !isOpen;
    this.toggle.setAttribute("aria-expanded", String(isOpen));
  }

  resize(step) {
    this.change({ size: this.set.size + step });
  }

  change(changed) {
    const next = { ...this.set, ...changed };
    this.set = { ...next, size: within(next.size, SIZES), space: within(next.space, SPACES) };
    try {
      this.storage?.setItem(KEY, JSON.stringify(this.set));
    } catch {
      // full or forbidden: it holds for this visit
    }
    this.apply();
    this.moved();
  }

  apply() {
    this.host.style.setProperty("--size", `${SIZES[this.set.size]}px`);
    this.host.style.setProperty("--space", SPACES[this.set.space]);
    this.host.dataset.numbers = String(this.set.numbers);
    this.numbers.setAttribute("aria-pressed", String(this.set.numbers));
  }
}

const within = (place, list) => Math.max(0, Math.min(list.length - 1, place));

function read(storage) {
  try {
    const { size, space, numbers } = JSON.parse(storage.getItem(KEY));
    const isSound = SIZES[size] && SPACES[space] && typeof numbers === "boolean";
    return isSound ? { size, space, numbers } : {};
  } catch {
    return {};
  }
}
