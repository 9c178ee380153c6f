import assert from "node:assert/strict";
import test from "node:test";
import { Selection } from "../../labeling/components/workspace/selection.mjs";

const text = "Near Taji base complex today.";
const words = ["Near", "Taji", "base", "complex", "today", "."];
const starts = words.map((word) => text.indexOf(word));

function selectionOf([start, end]) {
  const selection = new Selection({ getSelection: () => null }, { text });
  selection.reset({ starts, ends: words.map((word, at) => starts[at] + word.length) });
  selection.setRange(start, end);
  return selection;
}
const range = (words) => [text.indexOf(words), text.indexOf(words) + words.length];

test("Shift and an arrow make what the mouse selected one word longer or shorter", () => {
  const selection = selectionOf(range("Taji base"));
  assert.equal(selection.text(), "Taji base");
  selection.walk(1, true);
  assert.equal(selection.text(), "Taji base complex");
  selection.walk(-1, true);
  selection.walk(-1, true);
  assert.equal(selection.text(), "Taji");
  selection.walk(-1, true);
  assert.equal(selection.text(), "Near Taji");
});

test("parts of words stay as they were selected", () => {
  assert.equal(selectionOf(range("aji ba")).text(), "aji ba");
  assert.equal(selectionOf(range(" ")).text(), " ");
});

test("after a suggestion the next arrow begins at its words", () => {
  const selection = selectionOf(range("Near"));
  selection.leaveAt(text.indexOf("complex"));
  assert.equal(selection.kind, "none");
  selection.walk(1, false);
  assert.equal(selection.text(), "complex");
});
