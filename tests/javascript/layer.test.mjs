// The fold in the browser gives what it gives in Python: both read the same cases.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fold } from "../../labeling/components/workspace/layer.mjs";

const cases = JSON.parse(readFileSync(new URL("../cases/layers.json", import.meta.url), "utf-8"));

for (const { name, operations, expect } of cases) {
  test(name, () => {
    const layer = fold(operations);
    const rejected = [...layer.rejected].map((place) => place.split(" ").map((part, at) => (at < 2 ? Number(part) : part)));
    const found = { ...layer, spans: [...layer.spans.values()], rejected, background: [...layer.background.values()] };
    assert.deepEqual(found, { rejected: [], background: [], ...expect });
  });
}
