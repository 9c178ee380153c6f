// How a text is cut for display: blocks of at most 2,000 units, and the segments between the edges of spans.

export const MOST_UNITS = 2000;

// [start, end) of each block: a paragraph with its line end, or a piece of a very long one, cut after a blank.
export function blocksOf(text) {
  const blocks = [];
  let start = 0;
  while (start < text.length) {
    const line = text.indexOf("\n", start);
    const paragraph = line < 0 ? text.length : line + 1;
    while (paragraph - start > MOST_UNITS) {
      const end = cutBefore(text, start, start + MOST_UNITS);
      blocks.push([start, end]);
      start = end;
    }
    blocks.push([start, paragraph]);
    start = paragraph;
  }
  return blocks.length ? blocks : [[0, 0]];
}

function cutBefore(text, start, most) {
  const blank = text.lastIndexOf(" ", most - 1);
  if (blank > start + MOST_UNITS / 2) return blank + 1;
  const low = text.charCodeAt(most);
  return low >= 0xdc00 && low <= 0xdfff ? most - 1 : most;
}

// The place in a sorted list of blocks or segments (by `start`) that holds `unit`.
export function placeOf(list, startOf, unit) {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(list[middle]) <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

// The lowest lane that no overlapping span has; a span keeps its lane as long as it is there.
export function freeLane(spans, start, end) {
  const taken = new Set();
  for (const span of spans) if (span.start < end && span.end > start) taken.add(span.lane);
  let lane = 0;
  while (taken.has(lane)) lane++;
  return lane;
}

// [start, end) of the paragraph that holds `unit`, without its line end.
export function paragraphOf(text, unit) {
  const start = text.lastIndexOf("\n", unit - 1) + 1;
  const line = text.indexOf("\n", unit);
  const end = line < 0 ? text.length : line;
  return [start, text[end - 1] === "\r" && end - 1 > start ? end - 1 : end];
}

// [start, end) of the sentence that holds `unit`, without the blanks around it.
export function sentenceOf(text, unit) {
  const [from, until] = paragraphOf(text, unit);
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(text.slice(from, until))) {
    const start = from + index;
    if (unit < start + segment.length) return [start + (segment.length - segment.trimStart().length), start + segment.trimEnd().length];
  }
  return [from, until];
}
