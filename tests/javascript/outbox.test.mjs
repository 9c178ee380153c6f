// The outbox against a server that fails in every way: each operation arrives, in order, and is kept until it does.

import assert from "node:assert/strict";
import test from "node:test";
import { MOST_OPERATIONS, Outbox } from "../../labeling/components/workspace/outbox.mjs";

class Storage {
  constructor() {
    this.kept = new Map();
  }
  get length() {
    return this.kept.size;
  }
  key(place) {
    return [...this.kept.keys()][place];
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, value) {
    this.kept.set(key, value);
  }
  removeItem(key) {
    this.kept.delete(key);
  }
}

const operation = (id) => ({ op_id: id, kind: "span.remove" });
const ids = (operations) => operations.map(({ op_id }) => op_id);
const all = (operations) => ({ status: 200, body: { version: 1, committed: ids(operations), seqs: [], refused: [], missed: [] } });
const settled = () => new Promise((resolve) => setImmediate(resolve));

// An outbox on a server that answers by `answers` in turn, then takes everything.
function start({ answers = [], storage = new Storage(), tab = "t1", author = "Amal" } = {}) {
  const seen = { sent: [], refused: [], committed: [], timers: [] };
  const outbox = new Outbox({
    soon: (run) => run(),
    storage,
    author,
    tab,
    send: async (documentId, operations) => {
      seen.sent.push([documentId, ...ids(operations)]);
      const answer = answers.shift() ?? all;
      return answer(operations);
    },
    told: {
      changed() {},
      committed: (documentId, operations) => seen.committed.push(...ids(operations)),
      refused: (documentId, refused, why) => seen.refused.push([refused.op_id, why]),
    },
    timer: (run, pause) => seen.timers.push([run, pause]),
  });
  return { outbox, storage, ...seen };
}

const fails = () => Promise.reject(new Error("gone"));
const says = (status, detail = "no") => () => ({ status, body: { detail } });

test("what is added is sent at once and forgotten when it is on disk", async () => {
  const { outbox, storage, sent } = start();
  outbox.add("d1", [operation("a")]);
  assert.equal(storage.length, 1);
  await settled();
  assert.deepEqual(sent, [["d1", "a"]]);
  assert.deepEqual([outbox.size, storage.length, outbox.state], [0, 0, "idle"]);
});

test("one request at a time; what comes meanwhile waits and goes in order", async () => {
  let answer;
  const { outbox, sent } = start({ answers: [(operations) => new Promise((resolve) => (answer = () => resolve(all(operations))))] });
  outbox.add("d1", [operation("a")]);
  outbox.add("d1", [operation("b")]);
  outbox.add("d2", [operation("c")]);
  await settled();
  assert.deepEqual(sent, [["d1", "a"]]);
  answer();
  await settled();
  assert.deepEqual(sent, [["d1", "a"], ["d1", "b"], ["d2", "c"]]);
});

test("five hundred operations go in messages of at most two hundred", async () => {
  const { outbox, sent } = start();
  outbox.add("d1", Array.from({ length: 500 }, (_, n) => operation(`o${n}`)));
  await settled();
  assert.deepEqual(sent.map((message) => message.length - 1), [MOST_OPERATIONS, MOST_OPERATIONS, 100]);
  assert.equal(new Set(sent.flatMap(([, ...rest]) => rest)).size, 500);
});

test("a server that is gone is tried again after growing pauses, and nothing is lost", async () => {
  const { outbox, sent, timers, storage } = start({ answers: [fails, says(503), fails] });
  outbox.add("d1", [operation("a")]);
  for (const pause of [1000, 2000, 4000]) {
    await settled();
    assert.equal(outbox.state, "offline");
    assert.equal(storage.length, 1);
    const [run, waited] = timers.shift();
    assert.equal(waited, pause);
    run();
  }
  await settled();
  assert.deepEqual([sent.length, outbox.size, outbox.state], [4, 0, "idle"]);
});

test("an answer that is not one of ours is tried again, whatever its status", async () => {
  const { outbox, timers } = start({ answers: [() => ({ status: 200, body: null }), () => ({ status: 200, body: { detail: "?" } })] });
  outbox.add("d1", [operation("a")]);
  await settled();
  assert.deepEqual([outbox.state, outbox.size], ["offline", 1]);
  timers[0][0]();
  await settled();
  assert.deepEqual([outbox.state, outbox.size], ["offline", 1]);
});

test("an old timer does not start a second request", async () => {
  const { outbox, sent, timers } = start({ answers: [fails] });
  outbox.add("d1", [operation("a")]);
  await settled();
  outbox.retry();
  await settled();
  timers[0][0]();
  await settled();
  assert.equal(sent.length, 2);
});

test("a refused operation is told with its reason and never tried again", async () => {
  const refuse = (operations) => ({
    status: 200,
    body: { version: 1, committed: ["a"], seqs: [1], refused: [{ op_id: operations[1].op_id, why: "too long" }], missed: [] },
  });
  const { outbox, sent, refused, committed } = start({ answers: [refuse] });
  outbox.add("d1", [operation("a"), operation("b")]);
  await settled();
  assert.deepEqual([refused, committed, sent.length, outbox.size], [[["b", "too long"]], ["a"], 1, 0]);
});

for (const status of [401, 403, 409]) {
  test(`a ${status} keeps everything and waits for a person`, async () => {
    const { outbox, storage, timers } = start({ answers: [says(status, "sign in")] });
    outbox.add("d1", [operation("a")]);
    await settled();
    assert.deepEqual([outbox.state, outbox.why, outbox.size, storage.length, timers.length], ["blocked", "sign in", 1, 1, 0]);
    outbox.add("d1", [operation("b")]);
    assert.equal(outbox.size, 2);
    outbox.retry();
    await settled();
    assert.equal(outbox.size, 0);
  });
}

test("what is for a document that the server does not know is kept, and the rest goes on", async () => {
  const unknown = says(404, "There is no document 'd1'.");
  const { outbox, storage, committed, refused } = start({ answers: [unknown, all, all, unknown] });
  outbox.add("d1", [operation("a")]);
  outbox.add("d2", [operation("b")]);
  await settled();
  outbox.add("d3", [operation("c")]);
  await settled();
  assert.deepEqual([committed, refused, outbox.size, storage.length], [["b", "c"], [], 1, 1]);
  assert.deepEqual([outbox.state, outbox.status, outbox.why], ["blocked", 404, "There is no document 'd1'."]);
  outbox.retry();
  await settled();
  assert.deepEqual([outbox.state, outbox.size], ["blocked", 1]);
  outbox.retry(); // the document is there again
  await settled();
  assert.deepEqual([committed, outbox.state, storage.length], [["b", "c", "a"], "idle", 0]);
});

test("one operation that the server cannot take is found and refused; the others arrive", async () => {
  const poisoned = (operations) => (ids(operations).includes("bad") ? says(413, "too much")() : all(operations));
  const { outbox, refused, committed } = start({ answers: Array(50).fill(poisoned) });
  outbox.add("d1", [...Array.from({ length: 9 }, (_, n) => operation(`o${n}`)), operation("bad"), operation("last")]);
  await settled();
  await settled();
  assert.deepEqual(refused, [["bad", "too much"]]);
  assert.deepEqual([committed.length, outbox.size], [10, 0]);
});

test("a reload of the tab goes on with what it left", async () => {
  const first = start({ answers: [fails] });
  first.outbox.add("d1", [operation("a"), operation("b")]);
  await settled();
  const second = start({ storage: first.storage });
  second.outbox.adopt(() => true);
  await settled();
  assert.deepEqual(second.sent, [["d1", "a", "b"]]);
  assert.equal(first.storage.length, 0);
});

test("what a closed tab left is adopted once; a living tab's and another person's are left alone", async () => {
  const storage = new Storage();
  for (const [tab, author, id] of [["closed", "Amal", "a"], ["alive", "Amal", "b"], ["closed", "Basim", "c"]]) {
    const left = start({ storage, tab, author, answers: [fails] });
    left.outbox.add("d1", [operation(id)]);
    await settled();
  }
  const mine = start({ storage, tab: "mine" });
  mine.outbox.adopt((tab) => tab === "alive");
  await settled();
  assert.deepEqual(mine.sent, [["d1", "a"]]);
  assert.equal(storage.length, 2);
});

test("storage that is full or forbidden is said, and the memory keeps what waits", async () => {
  const full = new Storage();
  full.setItem = () => {
    throw new Error("full");
  };
  for (const storage of [full, null]) {
    const { outbox } = start({ storage, answers: [fails] });
    outbox.add("d1", [operation("a")]);
    await settled();
    assert.deepEqual([outbox.keeps, outbox.size], [false, 1]);
    outbox.retry();
    await settled();
    assert.equal(outbox.size, 0);
  }
});

test("rubbish in the storage is passed over", async () => {
  const storage = new Storage();
  storage.setItem("sitrep:outbox:{", "x");
  storage.setItem('sitrep:outbox:["Amal","d1","t1"]', "{not json");
  const { outbox, sent } = start({ storage });
  outbox.adopt(() => false);
  await settled();
  assert.deepEqual([sent.length, outbox.size], [0, 0]);
});
