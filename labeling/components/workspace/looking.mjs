// Looking at one place: where else its words are marked, and the place that an address names. Methods of Workspace.

import { reveal } from "./scrolling.mjs";

export const SPANS_TAB = "sitrep-spans"; // one tab beside the article, however often it is asked for

// "12-21" to { start, end } in code points, where a text of so many has that place; else null.
export function placeNamed(name, length) {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(name ?? "");
  const [start, end] = found ? [Number(found[1]), Number(found[2])] : [0, 0];
  return start < end && end <= length ? { start, end } : null;
}

export const looking = {
  elsewhere() {
    const at = this.lookedAt();
    if (!at) return this.say("Select words or a span first, then w shows where else they are marked.");
    return window.open(this.addressOfSpans(at.quote), SPANS_TAB)?.focus();
  },

  lookedAt() {
    return this.opened && (this.placeAtHand() ?? this.currentOffer());
  },

  addressOfSpans(quote) {
    return `${this.server.base}/spans?phrase=${encodeURIComponent(quote)}`;
  },

  // The span that lies just there, or the words.
  showPlace(name) {
    const place = this.opened && placeNamed(name, this.opened.length);
    if (!place) return;
    const [id] = [...this.layer.spans].find(([, { start, end }]) => start === place.start && end === place.end) ?? [];
    if (id) return this.pick(id);
    return this.showWords(place);
  },

  // Brings these words into sight, selected, and the keys to the text.
  showWords(place) {
    const { start, end } = this.opened.inUnits(place);
    this.select(null);
    this.view.unfoldAt(start);
    this.selection.setRange(start, end);
    reveal(this.view, this.page, start, end);
    this.drawSoon();
    this.focus();
  },
};
