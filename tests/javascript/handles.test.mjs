import assert from "node:assert/strict";
import test from "node:test";
import { isRtl } from "../../labeling/components/workspace/handles.mjs";

test("the edge of a span lies on the side from which its letters are read, whatever the paragraph", () => {
  assert.deepEqual(["ق", "ﻻ", "C", "é", ".", "7"].map((sign) => isRtl(sign, false)), [true, true, false, false, false, false]);
  assert.deepEqual(["ق", "C", "."].map((sign) => isRtl(sign, true)), [true, false, true]);
});
