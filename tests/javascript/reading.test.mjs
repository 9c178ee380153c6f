// What is read next, and what happens when somebody else of a round takes it first.

import assert from "node:assert/strict";
import test from "node:test";
import { partOf } from "../../labeling/components/workspace/bar.mjs";
import { Reading } from "../../labeling/components/workspace/reading.mjs";

const server = (ids, taken) => ({
  asked: [],
  async queue(n, open) {
    this.asked.push(open);
    return { documents: ids.map((id) => ({ id, title: id, why_now: "" })), is_taken: taken.includes(open) };
  },
  async open() {
    throw new Error("not fetched here");
  },
});

test("the server hears what is open", async () => {
  const one = server(["d1", "d2"], []);
  const reading = new Reading(one, new Map());
  assert.equal(await reading.next(null), "d1");
  assert.equal(await reading.ahead("d1"), false);
  assert.deepEqual(one.asked, [undefined, "d1"]);
});

test("what the queue gave and others took since is told; what was opened by its address stays", async () => {
  const reading = new Reading(server(["d1"], ["d1", "d9"]), new Map());
  const given = await reading.next(null);
  assert.equal(await reading.ahead(given), true);
  assert.equal(await reading.ahead("d9"), false);
});

test("the bar tells one's part of the round at hand, or how many of all are done", () => {
  const progress = { n_done: 3, n_documents: 64, rounds: [] };
  assert.equal(partOf(progress), "3 of 64 done");
  const part = { name: "Week 3", kind: "normal", due: "due Friday", n_done: 2, n_left: 10 };
  const done = { name: "Start", kind: "training", due: "", n_done: 3, n_left: 0 };
  assert.equal(partOf({ ...progress, rounds: [done, part] }), "Week 3: 2 of 12 done, due Friday");
  assert.equal(partOf({ ...progress, rounds: [done, part] }, { name: "Start" }), "Start: 3 of 3 done");
});
