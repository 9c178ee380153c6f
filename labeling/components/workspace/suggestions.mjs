// The suggestions of a document that are still open: the server's, and other mentions of what was marked here.

import { placeOf } from "./layer.mjs";
import { mentionsOf } from "./mentions.mjs";

const HERE = { source: "here", score: 0.9, why: "marked in this article" };
const MOST = 60; // mentions of one phrase: what an article says more often tells little, and m marks it all the same
const TELLING = /\p{L}{3}|\p{Lu}{2}/u; // a phrase with less in it is not sought elsewhere

export class Suggestions {
  // offered: [{ start, end, label, source, score, why }] in code points
  constructor(offered) {
    this.offered = offered;
    this.sought = new Map(); // "label phrase" to the mentions of it
  }

  // The open ones in reading order, each with its place as `key`.
  open(opened, layer) {
    const spans = [...layer.spans.values()];
    const marked = new Set(spans.map(({ start, end }) => `${start} ${end}`));
    const held = new Cover(spans);
    const here = this.mentions(opened, spans);
    const nearer = new Cover(here);
    const all = [...here, ...this.offered.filter((one) => !nearer.touches(one))];
    const open = all.filter((one) => !marked.has(`${one.start} ${one.end}`) && !layer.rejected.has(placeOf(one)) && !held.touches(one));
    return open.map((one) => ({ ...one, key: placeOf(one) })).sort((a, b) => a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : 1));
  }

  // Mentions of what people marked in this document, not of what a file brought.
  mentions(opened, spans) {
    const found = new Map();
    for (const span of spans) {
      if (span.origin === "import") continue;
      const { start, end } = opened.inUnits(span);
      const phrase = `${span.label} ${opened.folds.slice(start, end)}`;
      if (!this.sought.has(phrase)) this.sought.set(phrase, this.seek(opened, start, end, span.label));
      for (const one of this.sought.get(phrase)) found.set(placeOf(one), one);
    }
    return [...found.values()];
  }

  seek(opened, start, end, label) {
    if (!TELLING.test(opened.text.slice(start, end))) return [];
    const found = mentionsOf(opened, start, end);
    if (found.length > MOST) return [];
    return found.map((place) => ({ ...HERE, ...opened.inCodePoints(...place), label }));
  }
}

// Tells whether a place shares a character with any of many of the same label.
class Cover {
  constructor(places) {
    this.byLabel = new Map();
    for (const place of [...places].sort((a, b) => a.start - b.start)) {
      const { starts, ends } = this.byLabel.get(place.label) ?? { starts: [], ends: [] };
      starts.push(place.start);
      ends.push(Math.max(place.end, ends.at(-1) ?? 0)); // the furthest end so far
      this.byLabel.set(place.label, { starts, ends });
    }
  }

  touches({ start, end, label }) {
    const { starts, ends } = this.byLabel.get(label) ?? { starts: [], ends: [] };
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
