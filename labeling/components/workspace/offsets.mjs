// Code points (Python, the database) and UTF-16 units (JavaScript, the DOM): converted here and nowhere else.

// Where the astral characters of a text start, in UTF-16 units; a lone surrogate counts as a character of its own.
export function indexOf(text) {
  const astral = [];
  for (let unit = 0; unit < text.length; unit++) {
    if (text.codePointAt(unit) > 0xffff) astral.push(unit++);
  }
  return { astral: Uint32Array.from(astral), length: text.length };
}

// How many values of a sorted list pass `before` (true for a prefix of it).
function countWhile(list, before) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(list[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

// UTF-16 unit to code point. A unit inside a pair counts as the pair's start, or (`up`) as its end.
export function toCodePoint(index, unit, up = false) {
  const pairs = countWhile(index.astral, (start) => start < unit);
  const inside = pairs > 0 && index.astral[pairs - 1] + 1 === unit;
  return unit - pairs + (inside && up ? 1 : 0);
}

// Code point to UTF-16 unit.
export function toUnit(index, codePoint) {
  return codePoint + countWhile(index.astral, (start, place) => start - place < codePoint);
}
