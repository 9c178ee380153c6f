// The fold in the browser gives what it gives in Python: both read the same cases.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fold } from "../../labeling/components/workspace/layer.mjs";

const cases = JSON.parse(readFileSync(new URL("../cases/layers.json", import.meta.url), "utf-8"));

for (const { name, operations, expect } of cases) {
  test(name, () => {
    const layer = fold(operations);
    assert.deepEqual({ ...layer, spans: [...layer.spans.values()] }, expect);
  });
}
