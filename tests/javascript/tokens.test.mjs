import assert from "node:assert/strict";
import test from "node:test";
import { indexOf } from "../../labeling/components/workspace/offsets.mjs";
import { snapped, tokenAt, tokensInUnits } from "../../labeling/components/workspace/tokens.mjs";

// "😀 Camp Taji, hit": tokens 😀 | Camp | Taji | , | hit, in code points
const text = "😀 Camp Taji, hit";
const tokens = tokensInUnits(indexOf(text), { starts: [0, 2, 7, 11, 13], ends: [1, 6, 11, 12, 16] });
const quote = (range) => range && text.slice(...range);

test("a selection snaps to whole tokens", () => {
  const at = text.indexOf("amp");
  assert.equal(quote(snapped(tokens, at, at + 6)), "Camp Taji");
  assert.equal(quote(snapped(tokens, at - 1, at + 3)), "Camp");
  assert.equal(quote(snapped(tokens, at - 2, at + 4)), "Camp");
  assert.equal(quote(snapped(tokens, 0, 1)), "😀");
});

test("a selection of blanks alone holds nothing", () => {
  assert.equal(snapped(tokens, 2, 3), null);
  assert.equal(snapped({ starts: [], ends: [] }, 0, 1), null);
});

test("the cursor finds the token under a unit, or the next one", () => {
  assert.deepEqual([0, 2, 3, 7, text.length].map((unit) => tokenAt(tokens, unit)), [0, 1, 1, 2, 4]);
  assert.equal(tokenAt({ starts: [], ends: [] }, 0), -1);
});
