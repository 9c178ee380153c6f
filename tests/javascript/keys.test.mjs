import assert from "node:assert/strict";
import test from "node:test";
import { HELP, commandOf } from "../../labeling/components/workspace/keys.mjs";

const labels = new Map([["1", "ACTOR"], ["3", "BASE"]]);
const answers = new Map([["y", ["attack_report", "yes"]], ["?", ["attack_report", "unsure"]]]);
const command = (key, more = {}) => commandOf({ key, ...more }, labels, answers);

test("each key does what the help says", () => {
  assert.deepEqual(command("1"), ["label", "ACTOR"]);
  assert.deepEqual(command("y"), ["answer", "attack_report", "yes"]);
  assert.deepEqual(command("?", { shiftKey: true, code: "Slash" }), ["answer", "attack_report", "unsure"]);
  assert.deepEqual(command("!", { shiftKey: true, code: "Digit1" }), ["reason", 0]);
  assert.deepEqual(command("ArrowRight", { shiftKey: true }), ["walk", 1, true]);
  assert.deepEqual(command("ArrowUp", {}), ["line", -1, undefined]);
  assert.deepEqual(command("z", { ctrlKey: true }), ["undo"]);
  assert.deepEqual(command("Z", { ctrlKey: true, shiftKey: true }), ["redo"]);
  assert.deepEqual(command("z", { metaKey: true }), ["undo"]);
  assert.deepEqual(command("Enter"), ["submit"]);
  assert.deepEqual(command("S"), ["skip"]);
});

test("keys that are not ours are left to the browser", () => {
  for (const [key, more] of [["c", { ctrlKey: true }], ["Tab", {}], ["F5", {}], ["2", {}], ["r", {}], ["ArrowLeft", { altKey: true }]]) {
    assert.equal(command(key, more), null);
  }
});

test("the help has a line for every kind of key", () => {
  const shown = HELP.map(([keys]) => keys).join(" ");
  for (const key of ["Delete", "Enter", "Esc", "Ctrl+Z", "s", "b", "t", "m", "h", "/", "."]) assert.ok(shown.includes(key), key);
});
