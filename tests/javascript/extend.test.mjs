// A layer that grows by one operation after another is the layer that a fold of all of them gives.

import assert from "node:assert/strict";
import test from "node:test";
import { extend, fold } from "../../labeling/components/workspace/layer.mjs";

// A random log, the same for the same seed.
function log(seed) {
  let state = seed;
  const chance = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;
  const kinds = ["span.add", "span.add", "span.change", "span.remove", "answer.set", "note.set", "suggestion.reject", "background.set", "work.submit", "work.skip", "group.undo", "group.redo"];
  return Array.from({ length: 1 + chance(20) }, (_, number) => {
    const kind = kinds[chance(kinds.length)];
    const start = chance(4);
    const group = kind.startsWith("work.") || kind.startsWith("group.") ? null : `g${chance(5)}`;
    const keys = { start, end: start + 1 + chance(3), label: ["BASE", "ACTOR"][chance(2)], value: [true, false][chance(2)] };
    if (kind === "answer.set") Object.assign(keys, { question: "q", value: ["yes", null][chance(2)] });
    return { op_id: `o${number}`, group_id: group, kind, span_id: `s${chance(4)}`, target: `g${chance(5)}`, text: `t${chance(3)}`, ...keys };
  });
}

test("growing by one operation is folding anew", () => {
  let grown = 0;
  for (let seed = 1; seed <= 2000; seed++) {
    const operations = log(seed);
    let layer = fold([]);
    const undone = new Set();
    operations.forEach((operation, place) => {
      const before = operations.slice(0, place);
      if (operation.kind === "group.undo" && before.some(({ group_id }) => group_id === operation.target)) undone.add(operation.target);
      if (operation.kind === "group.redo") undone.delete(operation.target);
      const usable = !undone.has(operation.group_id);
      if (usable && extend(layer, operation)) grown++;
      else layer = fold(operations.slice(0, place + 1));
      assert.deepEqual(layer, fold(operations.slice(0, place + 1)), JSON.stringify(operations.slice(0, place + 1)));
    });
  }
  assert.ok(grown > 10000);
});
