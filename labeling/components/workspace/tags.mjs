// Tags of spans stay inside the page: one that begins at its edge steps back as far as it would be cut.

const GAP = 2; // pixels left at the edge
const WIDEST = 9; // pixels a sign of a tag is wide at most: tags that cannot reach the edge are not measured

export class Tags {
  constructor(page, text) {
    Object.assign(this, { page, text, drawn: new Set() });
    this.drawing = new MutationObserver((changes) => this.fitSoon(changes.map(({ target }) => target)));
    this.drawing.observe(text, { subtree: true, attributes: true, attributeFilter: ["data-tag"] });
    this.sizing = new ResizeObserver(() => this.fit(text.querySelectorAll("[data-tag]")));
    for (const element of [page, text]) this.sizing.observe(element);
  }

  close() {
    this.drawing.disconnect();
    this.sizing.disconnect();
  }

  // Once a frame, whatever was drawn in it.
  fitSoon(elements) {
    if (!this.drawn.size) requestAnimationFrame(() => this.fitDrawn());
    for (const element of elements) this.drawn.add(element);
  }

  fitDrawn() {
    this.fit(this.drawn);
    this.drawn.clear();
  }

  // First all are measured, then all are moved: the page is laid out once.
  fit(elements) {
    const { left, right } = this.page.getBoundingClientRect();
    const bounds = [left, Math.min(right, left + this.page.clientWidth)];
    const steps = [...elements].filter((element) => element.dataset.tag).map((element) => [element, stepOf(element, bounds)]);
    for (const [{ style }, step] of steps) {
      const wanted = step ? `${step}px` : "";
      if (style.getPropertyValue("--step") !== wanted) style.setProperty("--step", wanted);
    }
  }
}

function stepOf(element, [left, right]) {
  const box = element.getClientRects()[0];
  const widest = element.dataset.tag.length * WIDEST;
  if (!box || (box.left + widest < right && box.right - widest > left)) return 0;
  const { left: aside, width } = getComputedStyle(element, "::before");
  const begin = box.left + parseFloat(aside);
  return stepInto(begin, begin + parseFloat(width), left + GAP, right - GAP);
}

// How far [begin, end) has to move to lie between `left` and `right`; at the end of a line too wide for it, to the left.
export function stepInto(begin, end, left, right) {
  if (end > right) return Math.round(Math.max(left - begin, right - end));
  return begin < left ? Math.round(left - begin) : 0;
}
