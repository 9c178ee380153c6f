// Code points and UTF-16 units: both sides read the same cases.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { indexOf, toCodePoint, toUnit } from "../../labeling/components/workspace/offsets.mjs";

const cases = JSON.parse(readFileSync(new URL("../cases/offsets.json", import.meta.url), "utf-8"));

for (const { text, pairs } of cases) {
  test(`every offset of ${JSON.stringify(text)} goes there and back`, () => {
    const index = indexOf(text);
    for (const [codePoint, unit] of pairs) {
      assert.equal(toUnit(index, codePoint), unit);
      assert.equal(toCodePoint(index, unit), codePoint);
    }
  });
}

test("a unit inside a pair is the pair's start, or its end", () => {
  const index = indexOf("a😀b");
  assert.equal(toCodePoint(index, 2), 1);
  assert.equal(toCodePoint(index, 2, true), 2);
});
