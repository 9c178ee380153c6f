// What is selected: it lives here, in units of the text; the browser's own selection only shows it.

import { placeOf } from "./blocks.mjs";
import { snapped, tokenAt } from "./tokens.mjs";

export class Selection {
  // kind: "none", "cursor" (one token, by keys or a click), "range"
  constructor(root, view) {
    Object.assign(this, { root, view, kind: "none", anchor: [0, 0], focus: [0, 0] });
  }

  reset(tokens) {
    Object.assign(this, { tokens, kind: "none", anchor: [0, 0], focus: [0, 0] });
  }

  get range() {
    return [Math.min(this.anchor[0], this.focus[0]), Math.max(this.anchor[1], this.focus[1])];
  }

  // What is inside of the first and the last word is held as such: Shift and an arrow go on from there, word by word.
  setRange(start, end) {
    const { starts, ends } = this.tokens;
    const [first, last] = [start, end - 1].map((unit) => placeOf(starts, (value) => value, unit));
    const anchor = [start, Math.max(start, Math.min(end, ends[first] ?? end))];
    Object.assign(this, { kind: "range", anchor, focus: [Math.min(end, Math.max(start, starts[last] ?? start)), end] });
    this.paint();
  }

  // The cursor on the token at `unit` or after it.
  setCursor(unit) {
    this.toToken(tokenAt(this.tokens, unit), false);
  }

  clear() {
    this.kind = "none";
    this.native()?.removeAllRanges();
  }

  // Selects nothing; the next arrow begins at `unit`.
  leaveAt(unit) {
    this.clear();
    this.anchor = this.focus = [unit, unit];
  }

  // Walks `step` tokens; `extend` keeps the other end where it is.
  walk(step, extend) {
    if (this.kind === "none") return this.toToken(tokenAt(this.tokens, this.focus[0]), false);
    const here = tokenAt(this.tokens, this.focus[0]);
    const last = this.tokens.starts.length - 1;
    return this.toToken(Math.max(0, Math.min(last, here + step)), extend);
  }

  toToken(token, extend) {
    if (token < 0) return;
    const place = [this.tokens.starts[token], this.tokens.ends[token]];
    if (!extend || this.kind === "none") this.anchor = place;
    this.focus = place;
    this.kind = extend ? "range" : "cursor";
    this.paint();
  }

  // To the token above or below: the one nearest to where this one is on the line before or after.
  toLine(direction, extend) {
    if (this.kind === "none") return this.walk(0, false);
    let token = tokenAt(this.tokens, this.focus[0]);
    const from = this.boxOf(token);
    let best = null;
    let line = null;
    for (let next = token + direction; next >= 0 && next < this.tokens.starts.length; next += direction) {
      const box = this.boxOf(next);
      if (Math.abs(box.top - from.top) < 6) continue;
      line ??= box.top;
      if (Math.abs(box.top - line) >= 6) break;
      const distance = Math.abs((box.left + box.right) / 2 - (from.left + from.right) / 2);
      if (best === null || distance < best) [best, token] = [distance, next];
    }
    return this.toToken(token, extend);
  }

  boxOf(token) {
    const range = document.createRange();
    range.setStart(...this.view.nodeAt(this.tokens.starts[token]));
    range.setEnd(...this.view.nodeAt(this.tokens.ends[token], true));
    return range.getBoundingClientRect();
  }

  // What the mouse selected: null where it is not in the text; a click gives start === end.
  read() {
    const native = this.native();
    if (!native?.rangeCount) return null;
    const { startContainer, startOffset, endContainer, endOffset } = this.staticRange(native);
    const start = this.view.unitAt(startContainer, startOffset);
    const end = this.view.unitAt(endContainer, endOffset);
    return start === null || end === null ? null : [Math.min(start, end), Math.max(start, end)];
  }

  // The range between two points of the window; null where one of them is not in the text. A browser that cannot
  // tell gives the start of its own selection.
  between(...points) {
    const units = points.map(([x, y]) => {
      const place = document.caretPositionFromPoint?.(x, y, { shadowRoots: [this.root] });
      return place ? this.view.unitAt(place.offsetNode, place.offset) : (this.read()?.[0] ?? null);
    });
    return units.includes(null) ? null : units.sort((a, b) => a - b);
  }

  snap([start, end]) {
    return snapped(this.tokens, start, end);
  }

  paint() {
    const [start, end] = this.range;
    this.native()?.setBaseAndExtent(...this.view.nodeAt(start), ...this.view.nodeAt(end, true));
  }

  text() {
    return this.view.text.slice(...this.range);
  }

  native() {
    return this.root.getSelection ? this.root.getSelection() : document.getSelection();
  }

  staticRange(native) {
    const composed = !this.root.getSelection && native.getComposedRanges;
    return composed ? native.getComposedRanges({ shadowRoots: [this.root] })[0] : native.getRangeAt(0);
  }
}
