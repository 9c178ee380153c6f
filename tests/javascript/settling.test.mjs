// Decisions: after any of them gold holds what was chosen, the difference is settled, and one undo takes it back.

import assert from "node:assert/strict";
import test from "node:test";
import { commandOf } from "../../labeling/components/adjudication/gold_keys.mjs";
import { agreement, concerns, decision, isSettled, madeFor, rejections, verdictOn, versionOf } from "../../labeling/components/adjudication/settling.mjs";
import { fold, placeOf } from "../../labeling/components/workspace/layer.mjs";

let n = 0;
const newId = () => `id${n++}`;
const span = (start, end, label, attributes = {}) => ({ start, end, label, quote: "x", attributes });
const edges = { key: "0-7-ACTOR", kind: "edges", start: 0, end: 7, versions: { Amal: [span(0, 7, "ACTOR")], Bea: [span(3, 7, "ACTOR")] } };
const details = { key: "9-12-BASE", kind: "attributes", start: 9, end: 12, versions: { Amal: [span(9, 12, "BASE", { site: "base" })], Bea: [span(9, 12, "BASE", { site: "airport", event: "focus" })] } };
const asked = { key: "answer:q", kind: "answer", question: "q", versions: { Amal: { value: "yes", reason: null }, Bea: null } };
const agreed = { key: "20-22-BASE", kind: "agreed", start: 20, end: 22, versions: { Amal: [span(20, 22, "BASE")], Bea: [span(20, 22, "BASE")] } };

// Gold as it grows: `decide` adds operations and folds anew.
function gold() {
  const log = [];
  const layer = () => fold(log);
  const add = (each, from, group_id = newId()) => {
    for (const [kind, keys] of each) log.push({ op_id: newId(), group_id: kind.startsWith("group.") ? null : group_id, kind, ...keys, from });
  };
  const decide = (difference, choice, coders, wanted = versionOf(difference, coders)) =>
    add(decision(difference, wanted, layer(), madeFor(difference.key, log), newId), { difference: difference.key, choice, coders });
  return { log, layer, add, decide, places: () => [...layer().spans.values()].map(placeOf).sort() };
}

test("taking one coder's version gives it and settles the difference", () => {
  const { layer, decide, places } = gold();
  assert.equal(isSettled(edges, layer()), false);
  decide(edges, "take", ["Bea"]);
  assert.deepEqual(places(), ["3 7 ACTOR"]);
  assert.equal(isSettled(edges, layer()), true);
});

test("neither settles without a mark, both give all", () => {
  const { layer, decide, places } = gold();
  decide(edges, "neither", []);
  assert.deepEqual([places(), isSettled(edges, layer())], [[], true]);
  decide(edges, "both", ["Amal", "Bea"]);
  assert.deepEqual(places(), ["0 7 ACTOR", "3 7 ACTOR"]);
});

test("deciding again replaces, and an undo brings the former decision back", () => {
  const { log, layer, add, decide, places } = gold();
  decide(edges, "take", ["Amal"]);
  decide(edges, "take", ["Bea"]);
  assert.deepEqual(places(), ["3 7 ACTOR"]);
  assert.deepEqual(verdictOn(edges.key, log, layer()).coders, ["Bea"]);
  add([["group.undo", { target: layer().undo.at(-1) }]]);
  assert.deepEqual(places(), ["0 7 ACTOR"]);
  assert.deepEqual(verdictOn(edges.key, log, layer()).coders, ["Amal"]);
  assert.equal(isSettled(edges, layer()), true);
});

test("what was edited goes when a version is taken after all", () => {
  const { log, layer, add, decide, places } = gold();
  const mark = [["span.add", { span_id: "own", ...span(1, 7, "ACTOR") }]];
  add([...mark, ...rejections(edges, layer(), mark)], { difference: edges.key, choice: "edit", coders: [] });
  assert.deepEqual([places(), isSettled(edges, layer())], [["1 7 ACTOR"], true]);
  assert.equal(verdictOn(edges.key, log, layer()).choice, "edit");
  decide(edges, "take", ["Amal"]);
  assert.deepEqual(places(), ["0 7 ACTOR"]);
});

test("moving the edge of what was taken keeps the difference settled", () => {
  const { layer, add, decide } = gold();
  decide(edges, "take", ["Amal"]);
  const moved = [["span.change", { span_id: [...layer().spans.keys()][0], start: 1, end: 7, quote: "x" }]];
  add([...moved, ...rejections(edges, layer(), moved)], { difference: edges.key, choice: "edit", coders: [] });
  assert.equal(isSettled(edges, layer()), true);
});

test("a mark is another version by its label or by its characters, a nested one of another label is not", () => {
  const found = [span(5, 9, "ACTOR"), span(0, 5, "BASE"), span(4, 6, "BASE"), span(7, 9, "ACTOR")].map((mark) => concerns(edges, mark));
  assert.deepEqual(found, [true, true, true, false]);
  const wide = { ...edges, versions: { Amal: [span(0, 20, "CASUALTY")], Bea: [] } };
  assert.deepEqual([span(4, 8, "ACTOR"), span(1, 20, "ACTOR"), span(15, 30, "CASUALTY")].map((mark) => concerns(wide, mark)), [false, true, true]);
});

test("of other details both means all of them, the first coder's where they contradict", () => {
  const { layer, decide } = gold();
  decide(details, "take", ["Bea"]);
  decide(details, "both", ["Amal", "Bea"]);
  assert.deepEqual([...layer().spans.values()].map(({ attributes }) => attributes), [{ site: "base", event: "focus" }]);
});

test("the same decision again is one operation, so that a reason can go with it", () => {
  for (const coders of [["Amal"], []]) {
    const { log, layer, decide } = gold();
    decide(edges, "take", coders);
    const before = log.length;
    decide(edges, "take", coders);
    assert.equal(log.length, before + 1);
    assert.equal(isSettled(edges, layer()), true);
  }
});

test("what all agree on is taken once", () => {
  const { layer, add, places } = gold();
  const yes = { key: "answer:r", kind: "agreed", question: "r", versions: { Amal: { value: "no", reason: null }, Bea: { value: "no", reason: null } } };
  const all = [asked, yes, edges, agreed];
  add(agreement(all, [{ start: 0, end: 30 }], layer(), newId), {});
  assert.deepEqual(places(), ["20 22 BASE"]);
  assert.equal(layer().answers.r.value, "no");
  assert.equal(layer().background.size, 1);
  assert.deepEqual(agreement(all, [{ start: 0, end: 30 }], layer(), newId), []);
  assert.deepEqual([isSettled(asked, layer()), isSettled(yes, layer())], [false, true]);
});

test("digits take a coder, the keys of the question at hand answer, and Alt is left to the browser", () => {
  const key = (name, more = {}) => commandOf({ key: name, ...more }, more.answers);
  assert.deepEqual(key("2"), ["take", 1]);
  assert.deepEqual(key("0"), ["neither"]);
  assert.deepEqual(key("n"), ["step", 1]);
  assert.deepEqual(key("n", { answers: new Map([["n", "no"]]) }), ["answer", "no"]);
  assert.deepEqual([key("ArrowUp"), key("N"), key("b")], [["step", -1], ["step", 1], ["both"]]);
  assert.deepEqual([key("z", { ctrlKey: true }), key("Z", { ctrlKey: true, shiftKey: true })], [["undo"], ["redo"]]);
  assert.deepEqual([key("ArrowLeft", { altKey: true }), key("r", { ctrlKey: true }), key("q")], [null, null, null]);
});
