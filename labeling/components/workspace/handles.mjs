// Two handles at the edges of the selected span, or of what a finger selected: drag them to move an edge.

import { element } from "./elements.mjs";

export class Handles {
  // act: { place(start, end, isDone): the edges while they are dragged, and once they are let go; unitAt(x, y, edge, exactly) }
  constructor(article, act) {
    Object.assign(this, { article, act, place: null });
    this.start = element("i", { class: "handle", data: { sitrep: "handle", edge: "start" }, "aria-hidden": "true" });
    this.end = element("i", { class: "handle", data: { sitrep: "handle", edge: "end" }, "aria-hidden": "true" });
    for (const handle of [this.start, this.end]) {
      handle.hidden = true;
      handle.addEventListener("pointerdown", (event) => this.take(event, handle));
      handle.addEventListener("mousedown", (event) => event.stopPropagation()); // is no press on the text
    }
    article.append(this.start, this.end);
  }

  // Puts them at both ends of [start, end); null hides them.
  show(view, place) {
    this.place = place;
    this.start.hidden = this.end.hidden = !place;
    if (!place) return;
    const boxes = [rectOf(view, place[0], "first"), rectOf(view, place[1], "last")];
    const frame = this.article.getBoundingClientRect();
    const isBlockRtl = getComputedStyle(view.blockAt(place[0]).element).direction === "rtl";
    [this.start, this.end].forEach((handle, at) => {
      const box = boxes[at];
      const isRight = (at === 1) !== isRtl(view.text[at ? place[1] - 1 : place[0]], isBlockRtl);
      handle.style.left = `${(isRight ? box.right : box.left) - frame.left}px`;
      handle.style.top = `${box.top - frame.top}px`;
      handle.style.height = `${box.height}px`;
    });
  }

  setThrough(isThrough) {
    for (const handle of [this.start, this.end]) handle.style.pointerEvents = isThrough ? "none" : "";
  }

  take(event, handle) {
    if (!this.place) return;
    event.preventDefault();
    event.stopPropagation();
    const isStart = handle === this.start;
    const lift = event.pointerType === "touch" ? 26 : 0; // the finger is below the line it means
    const [start, end] = this.place;
    const doing = new AbortController();
    let place = this.place;
    this.setThrough(true); // the text below is asked for its places
    const move = (moved) => {
      const unit = this.act.unitAt(moved.clientX, moved.clientY - lift, isStart ? "start" : "end", moved.altKey);
      if (unit === null) return;
      place = isStart ? [Math.min(unit, end - 1), end] : [start, Math.max(unit, start + 1)];
      this.act.place(place, false);
    };
    const done = () => {
      doing.abort();
      this.setThrough(false);
      this.act.place(place, true);
    };
    const { signal } = doing;
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", done, { signal });
    document.addEventListener("pointercancel", () => ((place = this.place), done()), { signal });
  }
}

// Whether a sign is read from right to left: letters by themselves, all else as the paragraph is.
export function isRtl(sign, isBlockRtl) {
  if (/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(sign)) return true;
  return isBlockRtl && !/\p{L}/u.test(sign);
}

function rectOf(view, unit, side) {
  const range = document.createRange();
  const [from, until] = side === "first" ? [unit, unit + 1] : [unit - 1, unit];
  range.setStart(...view.nodeAt(from));
  range.setEnd(...view.nodeAt(until, true));
  const boxes = range.getClientRects();
  return boxes[side === "first" ? 0 : boxes.length - 1] ?? range.getBoundingClientRect();
}
