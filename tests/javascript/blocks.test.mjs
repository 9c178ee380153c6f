import assert from "node:assert/strict";
import test from "node:test";
import { MOST_UNITS, blocksOf, freeLane, placeOf } from "../../labeling/components/workspace/blocks.mjs";

const joined = (text) => blocksOf(text).map(([start, end]) => text.slice(start, end)).join("");

for (const text of ["", "a", "\n", "a\n\nb\r\nc", "x".repeat(9_999), "word ".repeat(2_000), "😀".repeat(3_000), "a\n".repeat(50)]) {
  test(`blocks hold every character once, and none is too long: ${JSON.stringify(text.slice(0, 12))}`, () => {
    assert.equal(joined(text), text);
    for (const [start, end] of blocksOf(text)) {
      assert.ok(end - start <= MOST_UNITS);
      assert.ok(!/^[\udc00-\udfff]/.test(text.slice(start, end)), "a block begins inside a pair");
    }
  });
}

test("a very long paragraph is cut after a blank", () => {
  const [[, end]] = blocksOf("word ".repeat(2_000));
  assert.equal(end % 5, 0);
});

test("the place of a unit is the block that begins at or before it", () => {
  const blocks = [0, 5, 9];
  assert.deepEqual([0, 4, 5, 8, 9, 99].map((unit) => placeOf(blocks, (start) => start, unit)), [0, 0, 1, 1, 2, 2]);
});

test("overlapping spans lie in lanes of their own, others share one", () => {
  const spans = [];
  const add = (start, end) => spans.push({ start, end, lane: freeLane(spans, start, end) });
  for (const [start, end] of [[0, 10], [2, 5], [3, 4], [5, 8], [10, 12]]) add(start, end);
  assert.deepEqual(spans.map((span) => span.lane), [0, 1, 2, 1, 0]);
});
