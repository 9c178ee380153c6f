// The suggestions of a document that are still open: the server's, and other mentions of what was marked here.

import { placeOf } from "./layer.mjs";
import { mentionsOf } from "./mentions.mjs";

const HERE = { source: "here", score: 0.9, why: "marked in this article" };
const MOST = 60; // mentions of one phrase: what an article says more often tells little, and m marks it all the same
const TELLING = /\p{L}{3}|\p{Lu}{2}/u; // a phrase with less in it is not sought elsewhere

// In reading order; where two begin together the shorter first.
const inOrder = (a, b) => a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : 1);

export class Suggestions {
  // offered: [{ start, end, label, source, score, why }] in code points
  constructor(offered) {
    this.offered = offered.map((one) => ({ ...one, key: placeOf(one) })).sort(inOrder);
    this.sought = new Map(); // "label phrase" to the mentions of it
    this.mentionsBySpan = new WeakMap(); // a span that changes is another object
  }

  // The open ones in reading order, each with its place as `key`.
  open(opened, layer) {
    const spans = [...layer.spans.values()];
    const marked = new Set(spans.map(({ start, end }) => start * 2 ** 21 + end));
    const held = new Cover(spans);
    const isOpen = (one) => !layer.rejected.has(one.key) && !marked.has(one.start * 2 ** 21 + one.end) && !held.touches(one);
    const here = this.mentions(opened, spans).filter(isOpen);
    const nearer = new Cover(here);
    return [...here, ...this.offered.filter((one) => isOpen(one) && !nearer.touches(one))].sort(inOrder);
  }

  // Mentions of what people marked in this document, not of what a file brought.
  mentions(opened, spans) {
    const found = new Map();
    for (const span of spans) for (const one of this.mentionsOf(opened, span)) found.set(one.key, one);
    return [...found.values()];
  }

  mentionsOf(opened, span) {
    let found = this.mentionsBySpan.get(span);
    if (found) return found;
    const { start, end } = opened.inUnits(span);
    const phrase = `${span.label} ${opened.folds.slice(start, end)}`;
    found = this.sought.get(phrase) ?? (span.origin === "import" ? [] : this.seek(opened, start, end, span.label));
    this.sought.set(phrase, found);
    this.mentionsBySpan.set(span, found);
    return found;
  }

  seek(opened, start, end, label) {
    if (!TELLING.test(opened.text.slice(start, end))) return [];
    const found = mentionsOf(opened, start, end);
    if (found.length > MOST) return [];
    return found.map((place) => ({ ...HERE, ...opened.inCodePoints(...place), label })).map((one) => ({ ...one, key: placeOf(one) }));
  }
}

// Tells whether a place shares a character with any of many of the same label.
class Cover {
  constructor(places) {
    this.byLabel = new Map();
    for (const place of [...places].sort((a, b) => a.start - b.start)) {
      const { starts, ends } = this.byLabel.get(place.label) ?? this.begin(place.label);
      starts.push(place.start);
      ends.push(Math.max(place.end, ends.at(-1) ?? 0)); // the furthest end so far
    }
  }

  begin(label) {
    const begun = { starts: [], ends: [] };
    this.byLabel.set(label, begun);
    return begun;
  }

  touches({ start, end, label }) {
    const known = this.byLabel.get(label);
    if (!known) return false;
    const { starts, ends } = known;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && ends[low - 1] > start;
  }
}
