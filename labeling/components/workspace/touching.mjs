// A finger: press long on a word to select it, drag the handles to select more, tap a span or a suggestion. Methods of Workspace.

const LONG = 450; // milliseconds
const AFTER = 1500;
const SLIP = 12; // pixels a finger may move and still press

export const touching = {
  listenToTouch(on) {
    on(this.text, "pointerdown", (event) => event.pointerType === "touch" && this.touched(event));
    on(document, "pointermove", (event) => this.touch && Math.hypot(event.clientX - this.touch.x, event.clientY - this.touch.y) > SLIP && this.endTouch());
    on(document, "pointercancel", () => this.endTouch());
    on(document, "pointerup", () => this.endTouch());
    on(this.text, "contextmenu", (event) => this.byTouch && event.preventDefault()); // the browser's own long press
  },

  // Whether a press of the mouse is only what the browser makes of a long touch.
  isEcho() {
    return Date.now() < (this.quietUntil ?? 0);
  },

  touched({ clientX: x, clientY: y }) {
    this.byTouch = true;
    this.quietUntil = 0;
    this.element.dataset.touch = "true";
    this.touch = { x, y, timer: setTimeout(() => this.pressedLong(x, y), LONG) };
  },

  endTouch() {
    clearTimeout(this.touch?.timer);
    this.touch = null;
  },

  pressedLong(x, y) {
    this.touch = null;
    this.quietUntil = Date.now() + AFTER; // what the browser makes of a press, once the finger is lifted, is no click
    const found = this.selection.between([x, y]);
    const range = found && this.selection.snap([found[0], found[0] + 1]);
    if (!range) return;
    this.select(null);
    this.offered.isPointed = false;
    this.selection.setRange(...range);
    navigator.vibrate?.(10);
    this.say(`Selected: ${this.selection.text()}. Choose a label.`);
    this.drawSoon();
  },

  // The edges that handles are put at: of the selected span, or of what a finger selected.
  heldPlace() {
    const span = this.selected && this.layer.spans.get(this.selected);
    if (span) {
      const { start, end } = this.opened.inUnits(span);
      return [start, end];
    }
    return this.byTouch && this.selection.kind === "range" ? this.selection.range : null;
  },

  // A handle was dragged to give this place; at the end the span, or the selection, gets it.
  placed(place, isDone) {
    this.outline(isDone ? [] : [{ start: place[0], end: place[1] }]);
    if (!isDone) return;
    const span = this.selected && this.layer.spans.get(this.selected);
    if (span) this.setPlace(span, place);
    else this.selection.setRange(...place);
    this.drawSoon();
  },

  // The unit under a point that a dragged edge goes to: the edge of a token, or (`exactly`) the character.
  unitUnder(x, y, edge, exactly) {
    const found = this.selection.between([x, y]);
    if (!found) return null;
    if (exactly) return found[0];
    const token = this.selection.snap([found[0], found[0] + 1]) ?? this.selection.snap([Math.max(0, found[0] - 1), found[0]]);
    return token ? token[edge === "start" ? 0 : 1] : found[0];
  },
};
