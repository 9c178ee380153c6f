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
  assert.deepEqual(command("ArrowRight", { shiftKey: true, altKey: false }), ["walk", 1, true, false]);
  assert.deepEqual(command("ArrowLeft", { shiftKey: false, altKey: true }), ["walk", -1, false, true]);
  assert.deepEqual(command("ArrowUp", { shiftKey: false, altKey: false }), ["line", -1, false, false]);
  assert.deepEqual(command("Tab", {}), ["offer", 1]);
  assert.deepEqual(command("Tab", { shiftKey: true }), ["offer", -1]);
  assert.deepEqual(command("a"), ["accept"]);
  assert.deepEqual(command("A"), ["accept"], "caps lock is no Shift");
  assert.deepEqual(command("A", { shiftKey: true }), ["acceptAll"]);
  assert.deepEqual(command("x"), ["reject"]);
  assert.deepEqual(command("m"), ["mentions", false]);
  assert.deepEqual(command("k"), ["comment"]);
  assert.deepEqual(command("w"), ["elsewhere"]);
  assert.deepEqual(command("l"), ["labelByName"]);
  assert.deepEqual(command("M", { shiftKey: true }), ["mentions", true]);
  assert.deepEqual(command("["), ["edge", "start"]);
  assert.deepEqual(command("]", { altKey: true, ctrlKey: true }), ["edge", "end"], "AltGr");
  assert.deepEqual(command("z", { ctrlKey: true }), ["undo"]);
  assert.deepEqual(command("Z", { ctrlKey: true, shiftKey: true }), ["redo"]);
  assert.deepEqual(command("z", { metaKey: true }), ["undo"]);
  assert.deepEqual(command("Enter"), ["submit"]);
  assert.deepEqual(command("S"), ["skip"]);
});

test("keys that are not ours are left to the browser", () => {
  for (const [key, more] of [["c", { ctrlKey: true }], ["F5", {}], ["2", {}], ["r", {}], ["ArrowUp", { altKey: true }], ["a", { ctrlKey: true }], ["m", { altKey: true }]]) {
    assert.equal(command(key, more), null);
  }
});

test("the help has a line for every kind of key", () => {
  const shown = HELP.map(([keys]) => keys).join(" ");
  for (const key of ["Delete", "Enter", "Esc", "Ctrl+Z", "s", "b", "t", "m", "h", "/", ".", "Tab", "a", "x", "Shift+A", "Shift+M", "[", "e", "c", "g", "k", "l"]) assert.ok(shown.includes(key), key);
});
