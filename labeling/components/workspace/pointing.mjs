// What the mouse and the word cursor point at. Methods of Workspace.

import { reveal } from "./scrolling.mjs";

export const pointing = {
  spanHere() {
    if (this.selected) return this.selected;
    return this.selection.kind === "none" ? null : (this.view.idsAt(this.selection.range[0])[0] ?? null);
  },

  pick(id) {
    this.select(id);
    const { start, end } = this.opened.inUnits(this.layer.spans.get(id));
    this.selection.setCursor(start);
    reveal(this.view, this.page, start, end);
    this.focus();
  },

  select(id) {
    this.selected = id;
    this.view.select(id);
    this.drawSoon();
  },

  cycle() {
    const ids = this.selection.kind === "none" ? [] : this.view.idsAt(this.selection.focus[0]);
    if (!ids.length) return this.say("No span here.");
    const id = ids[(ids.indexOf(this.selected) + 1) % ids.length];
    this.select(id);
    return this.say(`${this.layer.spans.get(id).label}: ${this.opened.quoteOf(this.layer.spans.get(id))}`);
  },

  // A drag is read at once; a click only when the browser has set its selection.
  released(event) {
    if (!this.pressed) return;
    const from = this.pressed;
    this.pressed = null;
    const until = [event.clientX, event.clientY];
    const dragged = Math.abs(until[0] - from[0]) + Math.abs(until[1] - from[1]) > 3;
    if (dragged) this.readMouse(event, this.selection.read() ?? [0, 0], [from, until]);
    else setTimeout(() => this.readMouse(event, this.selection.read()));
  },

  readMouse(event, read, drag = null) {
    if (!this.opened || !read) return;
    // Chromium selects nothing when a drag begins exactly between two characters: ask for the places themselves.
    const found = drag && read[0] === read[1] ? (this.selection.between(...drag) ?? read) : read;
    this.focus();
    if (found[0] === found[1]) return this.click(found[0]);
    const range = event.altKey ? found : this.selection.snap(found);
    if (!range) return;
    this.select(null);
    this.selection.setRange(...range);
    if (this.sticky) this.mark(this.sticky, false);
  },

  click(unit) {
    const ids = this.view.idsAt(unit);
    const id = ids.length ? ids[(ids.indexOf(this.selected) + 1) % ids.length] : null;
    this.select(id);
    this.selection.setCursor(unit);
  },

  goTo(start, end) {
    this.select(null);
    this.selection.setRange(start, end);
    reveal(this.view, this.page, start, end);
  },

  escape() {
    this.sticky = null;
    this.select(null);
    this.selection.clear();
  },

  move(step, extend, byLine) {
    this.select(null);
    if (byLine) this.selection.toLine(step, extend);
    else this.selection.walk(step, extend);
    reveal(this.view, this.page, ...this.selection.focus);
  },
};
