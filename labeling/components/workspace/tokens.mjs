// Tokens in UTF-16 units: what a selection snaps to and what the word cursor walks over.

import { toUnit } from "./offsets.mjs";
import { placeOf } from "./blocks.mjs";

// { starts, ends } in code points to the same in units.
export function tokensInUnits(index, { starts, ends }) {
  return {
    starts: starts.map((start) => toUnit(index, start)),
    ends: ends.map((end) => toUnit(index, end)),
  };
}

// The token at `unit`, or the next one after it; -1 where there are no tokens.
export function tokenAt(tokens, unit) {
  if (!tokens.starts.length) return -1;
  const place = placeOf(tokens.starts, (start) => start, unit);
  return unit >= tokens.ends[place] && place + 1 < tokens.starts.length ? place + 1 : place;
}

// The smallest run of whole tokens around [start, end); null where it holds none.
export function snapped(tokens, start, end) {
  let first = placeOf(tokens.starts, (value) => value, start);
  if (!tokens.starts.length) return null;
  if (tokens.ends[first] <= start) first++;
  let last = placeOf(tokens.starts, (value) => value, end - 1);
  if (first > last || tokens.starts[last] >= end) return null;
  return [tokens.starts[first], tokens.ends[last]];
}
