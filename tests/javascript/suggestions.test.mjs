import assert from "node:assert/strict";
import test from "node:test";
import { folded, mentionsOf } from "../../labeling/components/workspace/mentions.mjs";
import { Opened } from "../../labeling/components/workspace/opened.mjs";
import { fold } from "../../labeling/components/workspace/layer.mjs";

// A document as the server gives it; its tokens are its words and signs.
function opened(text, suggestions = []) {
  const points = [...text];
  const found = [...text.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)];
  const at = (unit) => [...text.slice(0, unit)].length;
  const tokens = { starts: found.map(({ index }) => at(index)), ends: found.map(({ index, 0: word }) => at(index + word.length)) };
  assert.ok(points.length > 0);
  return new Opened({ document: { id: "d", text }, tokens, scheme: {}, version: 0, operations: [], suggestions });
}

const add = (number, text, quote, label, from = 0) => {
  const unit = text.indexOf(quote, from);
  const start = [...text.slice(0, unit)].length;
  const end = start + [...quote].length;
  return { op_id: `o${number}`, group_id: `g${number}`, kind: "span.add", span_id: `s${number}`, start, end, quote, label };
};
const places = (document, operations) => document.suggestions.open(document, fold(operations)).map(({ quote, label, source }) => `${quote} ${label} ${source}`);

test("folding keeps the length of any text", () => {
  for (const text of ["İstanbul’s “Base”", "ẞß 😀 ﬁ", "a\r\n\tb\u2028c", ""]) assert.equal(folded(text).length, text.length);
  assert.equal(folded("Iraq’s al‑Balad"), "iraq's al-balad");
});

test("mentions are found whatever their case, apostrophe or blank, on whole tokens", () => {
  const document = opened("😀 Camp Taji. CAMP TAJI! camp\nTaji, Camp Tajik");
  const [first] = mentionsOf(document, 3, 12);
  assert.deepEqual(first, [3, 12]);
  assert.equal(mentionsOf(document, 3, 12).length, 3);
});

test("an abbreviation in capitals is found in capitals only", () => {
  const document = opened("US forces told us: US.");
  assert.deepEqual(mentionsOf(document, 0, 2), [[0, 2], [19, 21]]);
});

test("a span suggests its other mentions at once, and no more when they are marked or rejected", () => {
  const text = "Taji was hit. Smoke over Taji. Taji again.";
  const document = opened(text);
  const marked = add(1, text, "Taji", "BASE");
  assert.deepEqual(places(document, [marked]), ["Taji BASE here", "Taji BASE here"]);
  const second = add(2, text, "Taji", "BASE", 10);
  assert.deepEqual(places(document, [marked, second]), ["Taji BASE here"]);
  const rejected = { op_id: "o3", group_id: "g3", kind: "suggestion.reject", start: 31, end: 35, label: "BASE" };
  assert.deepEqual(places(document, [marked, second, rejected]), []);
  const undone = { op_id: "o4", group_id: null, kind: "group.undo", target: "g3" };
  assert.deepEqual(places(document, [marked, second, rejected, undone]), ["Taji BASE here"]);
});

test("what the server suggests gives way to a span over it, to the same place under another label, and to nearer mentions", () => {
  const text = "Camp Taji burns. Camp Taji stands. Katyusha rockets fell.";
  const offered = [
    { start: 5, end: 9, label: "BASE", source: "gazetteer", score: 0.7, quote: "Taji", why: "" },
    { start: 17, end: 34, label: "BASE", source: "dictionary", score: 0.6, quote: "Camp Taji stands.", why: "" },
    { start: 35, end: 51, label: "WEAPON", source: "gazetteer", score: 0.7, quote: "Katyusha rockets", why: "" },
  ];
  const document = opened(text, offered);
  assert.equal(places(document, []).length, 3);
  const camp = add(1, text, "Camp Taji", "BASE");
  assert.deepEqual(places(document, [camp]), ["Camp Taji BASE here", "Katyusha rockets WEAPON gazetteer"]);
  const actor = add(2, text, "Katyusha rockets", "ACTOR");
  assert.deepEqual(places(document, [camp, actor]), ["Camp Taji BASE here"]);
});

test("a number or a short word is not sought elsewhere", () => {
  const text = "12 died, 12 hurt. He and he.";
  const document = opened(text);
  assert.deepEqual(places(document, [add(1, text, "12", "CASUALTY"), add(2, text, "He", "ACTOR")]), []);
});
