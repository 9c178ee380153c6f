import assert from "node:assert/strict";
import { test } from "node:test";

import { Opened } from "../../labeling/components/workspace/opened.mjs";

const at = (second) => `2026-03-01T12:00:0${second}.000Z`;
const note = (op_id, seq, second) => ({ op_id, seq, at: at(second), kind: "note.set", group_id: op_id, text: op_id });

const opened = (operations) =>
  new Opened({
    document: { id: "d", text: "Camp Taji." },
    scheme: { labels: [], questions: [] },
    tokens: { starts: [0, 5], ends: [4, 10] },
    operations,
    version: 1,
  });

test("what another project brought is folded by its time, not after what is there because its seq is higher", () => {
  const document = opened([note("mine", 1, 5)]);
  document.confirm([], { committed: [], seqs: [], times: [], missed: [note("theirs", 2, 3)], version: 2 });
  assert.equal(document.layer([]).note, "mine");
  assert.equal(document.version, 2);
});

test("what this page saved counts from the time the server gave it", () => {
  const document = opened([note("old", 1, 5)]);
  const saved = { op_id: "new", kind: "note.set", group_id: "g", text: "new" };
  document.confirm([saved], { committed: ["new"], seqs: [2], times: [at(6)], missed: [], version: 2 });
  assert.deepEqual(document.confirmed.map(({ op_id, seq }) => [op_id, seq]), [["old", 1], ["new", 2]]);
  assert.equal(document.layer([]).note, "new");
});
