import assert from "node:assert/strict";
import test from "node:test";
import { placeNamed } from "../../labeling/components/workspace/looking.mjs";

test("a place is named by its first and its last code point, and lies in the text", () => {
  assert.deepEqual(placeNamed("12-21", 21), { start: 12, end: 21 });
  for (const name of ["12-22", "21-12", "12-12", "-1-3", "1-2-3", "1e1-12", "", null, undefined, "999999999999-9999999999999"]) {
    assert.equal(placeNamed(name, 21), null, name);
  }
});
