// Identical mentions of a phrase in the open document: case, apostrophes, dashes and blanks count the same.

import { snapped } from "./tokens.mjs";

const ABBREVIATION = 4; // letters up to which a word in capitals is found in capitals only: "US" is not "us"

// The text for comparing: as long as the text itself, so that places are the same.
export function folded(text) {
  const small = text.toLowerCase();
  const same = small.length === text.length ? small : Array.from(text, smallOf).join("");
  return same.replace(/[‘’ʼ`´′＇]/g, "'").replace(/[‐‑‒–—―−]/g, "-").replace(/[“”„«»]/g, '"').replace(/\s/g, " ");
}

const smallOf = (character) => (character.toLowerCase().length === character.length ? character.toLowerCase() : character);

// Every [start, end) in units, on whole tokens, that reads like [start, end) does, itself included.
export function mentionsOf({ text, folds, tokens }, start, end) {
  const quote = text.slice(start, end);
  const isExact = quote.length <= ABBREVIATION && quote === quote.toUpperCase() && quote !== quote.toLowerCase();
  const wanted = folds.slice(start, end);
  const found = [];
  for (let at = folds.indexOf(wanted); at >= 0; at = folds.indexOf(wanted, at + wanted.length)) {
    if (isExact && text.slice(at, at + quote.length) !== quote) continue;
    const whole = snapped(tokens, at, at + wanted.length);
    if (whole && whole[0] === at && whole[1] === at + wanted.length) found.push(whole);
  }
  return found;
}
