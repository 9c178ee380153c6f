// The text with a lane for gold and one for each coder: what is agreed stays quiet, what differs does not.

import { freeLane } from "../workspace/blocks.mjs";
import { TextView } from "../workspace/view.mjs";

const BELOW_GOLD = 6; // pixels from gold's line to the first coder's
const STEP = 5;
const DASHES = [[], [7, 3], [2, 3], [10, 2], [4, 4]]; // a coder is told by the place and the pattern of the line, never by color alone

// The pattern of a coder's line, along 1px of background.
export function stroke(coder, color) {
  const [on, off] = DASHES[coder % DASHES.length];
  return on ? `repeating-linear-gradient(90deg,${color} 0 ${on}px,transparent ${on}px ${on + off}px)` : `linear-gradient(${color},${color})`;
}

export const ALL = -1; // the "coder" of what all agree on and gold does not have

const lookOf = (one) => (one ? JSON.stringify([one.start, one.end, one.label, one.coder, one.isCurrent, one.says]) : "");

export class Lanes extends TextView {
  // Gold's spans: those all coders agree on (isQuiet) are drawn thin.
  add(id, { start, end, label, isQuiet }) {
    const gold = [...this.spans.values()].filter((span) => !span.isOffer);
    const span = { id, start, end, label, isQuiet: Boolean(isQuiet), isOffer: false, lane: freeLane(gold, start, end) };
    this.spans.set(id, span);
    this.each(span, (segment) => segment.spans.push(span));
  }

  // Makes the coders' spans those of `wanted`: Map of id to { start, end, label, coder, isCurrent, says (the label in its tag, or
  // "" where that is said before) } in units.
  drawCoders(wanted) {
    for (const [id, span] of this.spans) if (span.isOffer && lookOf(wanted.get(id)) !== span.look) this.remove(id);
    for (const [id, one] of wanted) {
      if (this.spans.has(id)) continue;
      const span = { id, ...one, isOffer: true, look: lookOf(one) };
      this.spans.set(id, span);
      this.each(span, (segment) => segment.spans.push(span));
    }
  }

  paint(segment) {
    const { element, spans, start } = segment;
    if (!spans.length) return super.paint(segment);
    const gold = spans.filter(({ isOffer }) => !isOffer);
    const agreed = spans.filter(({ coder }) => coder === ALL);
    const theirs = spans.filter(({ isOffer, coder }) => isOffer && coder !== ALL);
    const color = (label) => `var(--${label}, ${this.colors.get(label)})`;
    const lines = [
      ...gold.map(({ label, lane, isQuiet }) => `linear-gradient(${color(label)},${color(label)}) 0 calc(1.3em + ${lane * 4}px) / 100% ${isQuiet ? 2 : 3}px no-repeat`),
      ...agreed.map(({ label }) => `${stroke(2, color(label))} 0 1.3em / 100% 2px no-repeat`),
      ...theirs.map(({ label, coder }) => `${stroke(coder, color(label))} 0 calc(1.3em + ${BELOW_GOLD + coder * STEP}px) / 100% 3px no-repeat`),
    ];
    const loud = gold.filter(({ isQuiet, id }) => !isQuiet || id === this.selected);
    const top = loud.length ? loud.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a)) : null;
    if (top) lines.push(tint(color(top.label), loud.some(({ id }) => id === this.selected) ? 34 : 15));
    if (theirs.some(({ isCurrent }) => isCurrent)) lines.push(tint("var(--accent)", 20));
    else if (theirs.length) lines.push(tint("var(--accent)", 7));
    const depth = theirs.length ? BELOW_GOLD + Math.max(...theirs.map(({ coder }) => coder)) * STEP : Math.max(0, ...gold.map(({ lane }) => lane)) * 4;
    element.className = theirs.length ? "marked contested" : top ? "marked" : "marked offered";
    element.style.cssText = `background:${lines.join(",")};padding-bottom:${depth + 5}px`;
    const tag = tagOf(spans.filter((span) => span.start === start));
    if (tag) element.dataset.tag = tag;
    else delete element.dataset.tag;
    return undefined;
  }
}

const tint = (color, strength) => {
  const mixed = `color-mix(in srgb, ${color} ${strength}%, transparent)`;
  return `linear-gradient(${mixed},${mixed}) 0 0 / 100% 1.3em no-repeat`;
};

// Labels of gold and of what is agreed, then of the coders, with their numbers: "BASE", "1·2 ACTOR", "1 ACTOR 2 BASE", "2".
function tagOf(begun) {
  const gold = begun.filter(({ isOffer, coder }) => !isOffer || coder === ALL).map(({ label }) => label);
  const coders = new Map();
  for (const { says, coder, isOffer } of begun) if (isOffer && coder !== ALL) coders.set(says, [...(coders.get(says) ?? []), coder + 1]);
  const theirs = [...coders].map(([says, numbers]) => `${[...new Set(numbers)].sort().join("·")} ${says}`.trim());
  return [...gold, ...theirs].join(" ");
}
