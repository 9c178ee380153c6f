import assert from "node:assert/strict";
import test from "node:test";
import { countAt, listed, messageOf, short } from "../../labeling/components/workspace/threads.mjs";

const said = (...kinds) => kinds.map((kind, n) => ({ id: String(n), kind }));
const thread = (id, start, end, more = {}) => ({ id, start, end, quote: start === null ? null : "x", span_id: null, is_resolved: false, comments: said("comment"), ...more });
const article = thread("article", null, null);
const early = thread("early", 0, 4);
const late = thread("late", 20, 29, { span_id: "s1", comments: said("comment", "resolve", "reopen", "comment") });
const done = thread("done", 20, 29, { is_resolved: true });
const ids = (threads) => threads.map(({ id }) => id);

test("a span counts the comments of the open threads about it, by its id or its place", () => {
  const all = [early, late, done, article];
  assert.equal(countAt(all, { span_id: "s1", start: 20, end: 25 }), 2, "its edge was moved since");
  assert.equal(countAt(all, { span_id: "s2", start: 20, end: 29 }), 2, "another one's mark of the same words");
  assert.equal(countAt(all, { span_id: "s3", start: 1, end: 4 }), 0);
});

test("threads that touch what is at hand stand first, resolved ones are left out unless asked for", () => {
  const all = [early, late, done, article];
  assert.deepEqual(ids(listed(all, null, false)), ["early", "late", "article"]);
  assert.deepEqual(ids(listed(all, { start: 28, end: 40 }, false)), ["late", "early", "article"]);
  assert.deepEqual(ids(listed(all, { start: 29, end: 40 }, true)), ["early", "late", "done", "article"]);
});

test("a message says what it is about and nothing else", () => {
  const place = { start: 3, end: 7, quote: "Taji", label: "BASE" };
  assert.deepEqual(messageOf("i", "Sure?", null), { id: "i", kind: "comment", text: "Sure?" });
  assert.deepEqual(messageOf("i", "Sure?", place), { id: "i", kind: "comment", text: "Sure?", start: 3, end: 7, quote: "Taji" });
  assert.deepEqual(messageOf("i", "Sure?", { ...place, span_id: "s" }).span_id, "s");
  assert.deepEqual(messageOf("i", "Yes.", { thread: "t", author: "Amal" }), { id: "i", thread_id: "t", kind: "comment", text: "Yes." });
});

test("long words are cut in the middle", () => {
  assert.equal(short("Camp Taji"), "Camp Taji");
  assert.equal(short("a".repeat(40) + "z".repeat(40)), `${"a".repeat(32)} … ${"z".repeat(12)}`);
});
