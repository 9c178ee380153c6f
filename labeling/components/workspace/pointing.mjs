// What the mouse and the word cursor point at. Methods of Workspace.

import { sentenceOf } from "./blocks.mjs";
import { reveal, topInSight } from "./scrolling.mjs";

const FOUND = "sitrep-found";
const PREVIEW = "sitrep-preview";

function staticPlaces(view, start, end) {
  const [startContainer, startOffset] = view.nodeAt(start);
  const [endContainer, endOffset] = view.nodeAt(end, true);
  return { startContainer, startOffset, endContainer, endOffset };
}

export const pointing = {
  spanHere() {
    if (this.selected) return this.selected;
    return this.selection.kind === "none" ? null : (this.view.idsAt(this.selection.range[0])[0] ?? null);
  },

  pick(id) {
    this.select(id);
    const { start, end } = this.opened.inUnits(this.layer.spans.get(id));
    this.view.unfoldAt(start);
    this.selection.setCursor(start);
    reveal(this.view, this.page, start, end);
    this.focus();
  },

  select(id) {
    if (id !== this.selected) this.edge = this.editing = null;
    if (id) this.offered.isPointed = false;
    this.selected = id;
    this.view.select(id);
    this.drawSoon();
  },

  cycle() {
    const ids = this.selection.kind === "none" ? [] : this.view.idsAt(this.selection.kind === "range" ? this.selection.range[0] : this.selection.focus[0]);
    if (!ids.length) return this.say("No span here.");
    const id = ids[(ids.indexOf(this.selected) + 1) % ids.length];
    this.select(id);
    return this.say(`${this.layer.spans.get(id).label}: ${this.opened.quoteOf(this.layer.spans.get(id))}`);
  },

  // The mouse is released: at once what was dragged or double-clicked over, or the place that was clicked.
  released(event) {
    if (!this.pressed || !this.opened) return;
    const from = this.pressed;
    const until = [event.clientX, event.clientY];
    this.pressed = null;
    const dragged = Math.abs(until[0] - from[0]) + Math.abs(until[1] - from[1]) > 3;
    const read = dragged || event.detail === 2 ? this.selection.read() : null;
    // Chromium selects nothing when a drag begins exactly between two characters: ask for the places themselves.
    const found = read && read[0] < read[1] ? read : this.selection.between(from, until);
    if (!found) return;
    if (!dragged && event.altKey && this.takeOfferAt(found[0])) return;
    this.pointedAt(!dragged && event.detail > 2 ? sentenceOf(this.opened.text, found[0]) : found, event.altKey);
  },

  // Alt and a click on a suggestion take it.
  takeOfferAt(unit) {
    const key = this.offerAt(unit);
    if (!key) return false;
    this.selection.clear();
    this.accept(key);
    return true;
  },

  // The key of the shortest open suggestion over a unit that no span is over.
  offerAt(unit) {
    return this.view.idsAt(unit).length ? null : (this.view.idsAt(unit, true)[0]?.slice(2) ?? null);
  },

  pointedAt(found, exactly) {
    this.focus();
    if (found[0] === found[1]) return this.click(found[0]);
    const range = exactly ? found : this.selection.snap(found);
    if (!range) return;
    this.select(null);
    this.selection.setRange(...range);
    this.offered.isPointed = false;
    if (this.sticky) this.mark(this.sticky, false);
    else this.drawSoon();
  },

  click(unit) {
    const key = this.offerAt(unit);
    if (key) return this.pointAt(key);
    const ids = this.view.idsAt(unit);
    const id = ids.length ? ids[(ids.indexOf(this.selected) + 1) % ids.length] : null;
    this.select(id);
    return this.selection.setCursor(unit);
  },

  // Outlines what m or Shift+M would mark.
  previewMentions(isOn, only = false) {
    const span = isOn && this.detailed();
    this.outline(span ? this.otherMentions(span, only).map((place) => this.opened.inUnits(place)) : []);
  },

  // Outlines the selected words: the browser shows its own selection no longer while a field has the focus.
  outlineSelected(isOn) {
    const [start, end] = this.selection?.range ?? [0, 0];
    this.outline(isOn && this.selection.kind !== "none" ? [{ start, end }] : []);
  },

  // Outlines places, each { start, end } in units, without touching the selection.
  outline(places) {
    if (!globalThis.CSS?.highlights) return;
    if (!places.length) CSS.highlights.delete(PREVIEW);
    else CSS.highlights.set(PREVIEW, new Highlight(...places.map(({ start, end }) => new StaticRange(staticPlaces(this.view, start, end)))));
  },

  firstInSight() {
    return this.selection.between(topInSight(this.text, this.page))?.[0] ?? 0;
  },

  // What the find bar found is shown by a highlight: a selection in the text would end the typing in the bar.
  showFound(start, end) {
    this.found = [start, end];
    this.view.unfoldAt(start);
    const range = new StaticRange(staticPlaces(this.view, start, end));
    globalThis.CSS?.highlights?.set(FOUND, new Highlight(range));
    reveal(this.view, this.page, start, end);
  },

  // Back to the text, with what was found selected, so that a label's key marks it.
  leaveFind() {
    globalThis.CSS?.highlights?.delete(FOUND);
    if (this.found) {
      this.select(null);
      this.selection.setRange(...(this.selection.snap(this.found) ?? this.found)); // whole words, as with the mouse
    }
    this.found = null;
    this.focus();
  },

  escape() {
    this.sticky = this.edge = this.last = null;
    this.offered.isPointed = false;
    this.select(null);
    this.selection.clear();
  },

  move(step, extend, byLine, byCharacter) {
    if (this.edge && !byLine) return this.moveEdge(step, byCharacter);
    this.select(null);
    this.offered.isPointed = false;
    if (byLine) this.selection.toLine(step, extend);
    else this.selection.walk(step, extend);
    this.view.unfoldAt(this.selection.focus[0]);
    return reveal(this.view, this.page, ...this.selection.focus);
  },
};
