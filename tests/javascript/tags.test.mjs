import assert from "node:assert/strict";
import test from "node:test";
import { stepInto } from "../../labeling/components/workspace/tags.mjs";

test("a tag that would be cut at an edge of the page steps back just inside it", () => {
  assert.equal(stepInto(380, 425, 2, 418), -7);
  assert.equal(stepInto(-6, 39, 2, 418), 8); // text from right to left
  assert.equal(stepInto(100, 145, 2, 418), 0);
});

test("a tag wider than the page begins at its left edge, for it is read from there", () => {
  assert.equal(stepInto(20, 620, 2, 418), -18);
});
