// Boilerplate folded to one line: the text stays in the page, character for character, and is only not shown.

import { element } from "./elements.mjs";

// Folds the blocks that lie in `folds`; gives a Map of block to what opens its fold.
export function foldBlocks(blocks, folds) {
  const opens = new Map();
  for (const { start, end, why } of folds) {
    const inside = blocks.filter((block) => start <= block.start && block.end <= end);
    if (inside.length) fold(inside, why, opens);
  }
  return opens;
}

function fold(inside, why, opens) {
  const n = inside.filter(({ element }) => element.classList.contains("numbered")).length;
  const label = `${n === 1 ? "1 line" : `${n} lines`} folded: ${why}`;
  const sign = element("div", { class: "fold", role: "button", tabindex: -1, "aria-expanded": "false", "aria-label": label, data: { sitrep: "fold", label } });
  const set = (isOpen) => {
    sign.setAttribute("aria-expanded", String(isOpen));
    for (const block of inside) block.element.classList.toggle("folded", !isOpen);
  };
  sign.addEventListener("click", (event) => {
    event.stopPropagation();
    set(sign.getAttribute("aria-expanded") === "false");
  });
  inside[0].element.before(sign);
  set(false);
  for (const block of inside) opens.set(block, () => set(true));
}
