// The text on the page: flat segments with underlines in lanes, dashed for suggestions; only what is touched is drawn again.

import { blocksOf, freeLane, paragraphOf, placeOf } from "./blocks.mjs";
import { foldBlocks } from "./folds.mjs";

const startOfBlock = (block) => block.start;
const startOfSegment = (segment) => segment.start;

export class TextView {
  // colors: Map of label name to #rrggbb
  constructor(host, colors) {
    Object.assign(this, { host, colors, spans: new Map(), blocks: [], selected: null, pointed: null });
    this.segmentOf = new WeakMap(); // text node to segment
  }

  // folds: [{ start, end, why }] in units, shown as one line each until somebody opens it
  show(text, folds = []) {
    this.text = text;
    this.spans = new Map();
    this.selected = this.pointed = null;
    const page = document.createDocumentFragment();
    this.blocks = blocksOf(text).map(([start, end]) => {
      const element = document.createElement("div");
      element.className = classOf(text, start, end);
      element.dir = "auto";
      const block = { start, end, element, segments: [] };
      block.segments.push(this.segment(block, start, end, []));
      element.append(block.segments[0].element);
      page.append(element);
      return block;
    });
    this.host.replaceChildren(page);
    this.folds = foldBlocks(this.blocks, folds);
  }

  // Makes the drawn spans, or the drawn suggestions, those of `wanted`, a Map of id to { start, end, label } in units.
  draw(wanted, isOffer = false) {
    for (const [id, span] of this.spans) {
      if (span.isOffer !== isOffer) continue;
      const next = wanted.get(id);
      if (!next || next.start !== span.start || next.end !== span.end || next.label !== span.label) this.remove(id);
    }
    for (const [id, span] of wanted) if (!this.spans.has(id)) this.add(id, span, isOffer);
  }

  // Draws one span as it is now; null takes it away.
  put(id, span) {
    if (this.spans.has(id)) this.remove(id);
    if (span) this.add(id, span, false);
  }

  add(id, { start, end, label }, isOffer) {
    const span = { id, start, end, label, isOffer, lane: freeLane(this.spans.values(), start, end) };
    this.spans.set(id, span);
    this.each(span, (segment) => segment.spans.push(span));
  }

  remove(id) {
    const span = this.spans.get(id);
    this.spans.delete(id);
    this.each(span, (segment) => segment.spans.splice(segment.spans.indexOf(span), 1));
  }

  select(id) {
    const before = this.spans.get(this.selected);
    this.selected = id;
    for (const span of [before, this.spans.get(id)]) if (span) this.each(span, () => {});
  }

  // Makes this suggestion the one that keys act on.
  point(id) {
    if (id === this.pointed) return;
    const before = this.spans.get(this.pointed);
    this.pointed = id;
    for (const span of [before, this.spans.get(id)]) if (span) this.each(span, () => {});
  }

  // Makes these stretches, in units, the ones that are shown as background.
  shade(stretches) {
    for (const block of this.blocks) {
      block.element.classList.toggle("background", stretches.some(({ start, end }) => start < block.end && block.start < end));
    }
  }

  blockAt(unit) {
    return this.blocks[placeOf(this.blocks, startOfBlock, unit)];
  }

  // [start, end) of the paragraph around a unit, without its line end.
  paragraphAt(unit) {
    return paragraphOf(this.text, unit);
  }

  // Opens what is folded over a unit.
  unfoldAt(unit) {
    this.folds.get(this.blockAt(unit))?.();
  }

  // Splits segments at the span's edges, lets `change` act on those inside, and draws them again.
  each(span, change) {
    let place = placeOf(this.blocks, startOfBlock, span.start);
    for (; place < this.blocks.length && this.blocks[place].start < span.end; place++) {
      const block = this.blocks[place];
      const first = this.split(block, span.start);
      const last = span.end >= block.end ? block.segments.length : this.split(block, span.end);
      for (let at = first; at < last; at++) {
        change(block.segments[at]);
        this.paint(block.segments[at]);
      }
    }
  }

  // The place of the segment that begins at `unit`, made if need be.
  split(block, unit) {
    if (unit <= block.start) return 0;
    const place = placeOf(block.segments, startOfSegment, unit);
    const segment = block.segments[place];
    if (segment.start === unit) return place;
    const rest = this.segment(block, unit, segment.end, [...segment.spans]);
    segment.end = unit;
    segment.node.data = this.text.slice(segment.start, unit);
    segment.element.after(rest.element);
    block.segments.splice(place + 1, 0, rest);
    this.paint(segment);
    this.paint(rest);
    return place + 1;
  }

  segment(block, start, end, spans) {
    const element = document.createElement("span");
    const node = document.createTextNode(this.text.slice(start, end));
    element.append(node);
    const segment = { block, start, end, spans, element, node };
    this.segmentOf.set(node, segment);
    return segment;
  }

  paint({ element, spans, start }) {
    if (!spans.length) {
      element.removeAttribute("class");
      element.removeAttribute("style");
      delete element.dataset.tag;
      return;
    }
    const lines = spans.map(({ label, lane, isOffer }) => {
      const color = `var(--${label}, ${this.colors.get(label)})`;
      const stroke = isOffer ? `repeating-linear-gradient(90deg,${color} 0 4px,transparent 4px 8px)` : `linear-gradient(${color},${color})`;
      return `${stroke} 0 calc(1.3em + ${lane * 4}px) / 100% ${isOffer ? 2 : 3}px no-repeat`;
    });
    const top = spans.reduce((a, b) => (a.isOffer !== b.isOffer ? (a.isOffer ? b : a) : b.end - b.start < a.end - a.start ? b : a));
    const strength = spans.some(({ id }) => id === this.selected || id === this.pointed) ? 34 : top.isOffer ? 0 : 13;
    const tint = `color-mix(in srgb, var(--${top.label}) ${strength}%, transparent)`;
    const deepest = Math.max(...spans.map((span) => span.lane));
    element.className = spans.some(({ id }) => id === this.pointed) ? "marked pointed" : top.isOffer ? "marked offered" : "marked";
    element.style.cssText = `background:${[...lines, `linear-gradient(${tint},${tint}) 0 0 / 100% 1.3em no-repeat`].join(",")};padding-bottom:${deepest * 4 + 6}px`;
    const begun = spans.filter((span) => span.start === start).map(tagOf);
    const before = spans.filter((span) => span.start < start).sort((a, b) => b.start - a.start)[0];
    if (before) element.style.setProperty("--aside", asideOf(tagOf(before), start - before.start));
    if (begun.length) element.dataset.tag = begun.join(" ");
    else delete element.dataset.tag;
  }

  // Ids of the spans, or of the suggestions, over a unit, the shortest first.
  idsAt(unit, isOffer = false) {
    const over = [...this.spans.values()].filter((span) => span.isOffer === isOffer && span.start <= unit && unit < span.end);
    return over.sort((a, b) => a.end - a.start - (b.end - b.start)).map((span) => span.id);
  }

  // (node, offset) of the DOM to a unit of the text; null outside it.
  unitAt(node, offset) {
    const segment = this.segmentOf.get(node);
    if (segment) return segment.start + offset;
    const inside = node.childNodes?.[offset] ?? node.childNodes?.[node.childNodes.length - 1];
    if (!this.host.contains(node)) return null;
    if (!inside) return null;
    const after = offset >= node.childNodes.length;
    const texts = document.createTreeWalker(inside, NodeFilter.SHOW_TEXT);
    let found = inside.nodeType === Node.TEXT_NODE ? inside : texts.nextNode();
    while (after && texts.nextNode()) found = texts.currentNode;
    const at = this.segmentOf.get(found);
    return at ? (after ? at.end : at.start) : null;
  }

  // A unit of the text to (node, offset); at an edge the side that `before` names.
  nodeAt(unit, before = false) {
    const block = this.blocks[placeOf(this.blocks, startOfBlock, before ? Math.max(0, unit - 1) : unit)];
    const segment = block.segments[placeOf(block.segments, startOfSegment, before ? Math.max(block.start, unit - 1) : unit)];
    return [segment.node, Math.min(unit - segment.start, segment.node.length)];
  }
}

const tagOf = ({ label, isOffer }) => (isOffer ? `${label}?` : label);

// How far a tag steps aside for that of a span which begins a few characters before and reaches over it: the width of
// the one less that of the other, both about.
const asideOf = (tag, characters) => `calc(${((tag.length + 0.5) * 0.36).toFixed(2)}rem - ${characters} * .43 * var(--size, 17px))`;

// A blank line is no paragraph and has no number.
function classOf(text, start, end) {
  const begins = start === 0 || text[start - 1] === "\n";
  const classes = ["block", text[end - 1] === "\n" && "paragraph", begins && text.slice(start, end).trim() && "numbered"];
  return classes.filter(Boolean).join(" ");
}
