// The keys: one table for what they do and for the help that lists them.

// [keys as the help shows them, what they do]
export const HELP = [
  ["← →", "word before, word after"],
  ["↑ ↓", "line above, line below"],
  ["Shift + arrows", "make the selection longer or shorter"],
  [".", "select the span under the cursor; again: the next one there"],
  ["Delete", "remove the span"],
  ["m", "mark all identical mentions like the selected span"],
  ["Shift + 1–9", "the reason for the answer"],
  ["t", "write a note (Esc: back to the text)"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Enter", "submit and open the next article"],
  ["s", "skip"],
  ["b", "back to the article before"],
  ["/", "find in the text (Enter: next, Shift+Enter: previous)"],
  ["Esc", "let go of the selection or the chosen label"],
  ["h", "this help"],
];

const MOVES = {
  ArrowRight: ["walk", 1],
  ArrowLeft: ["walk", -1],
  ArrowDown: ["line", 1],
  ArrowUp: ["line", -1],
};
const PLAIN = {
  ".": ["cycle"],
  Delete: ["remove"],
  Backspace: ["remove"],
  m: ["mentions"],
  t: ["note"],
  Enter: ["submit"],
  s: ["skip"],
  b: ["back"],
  "/": ["find"],
  h: ["help"],
  Escape: ["escape"],
};

// A keydown event to [command, …arguments], or null. `labels` and `answers` map keys to names.
export function commandOf(event, labels, answers) {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey) return altKey ? null : withControl(key.toLowerCase(), shiftKey);
  if (altKey) return null;
  if (key in MOVES) return [...MOVES[key], shiftKey];
  if (shiftKey && /^Digit[1-9]$/.test(code ?? "")) return ["reason", Number(code.slice(5)) - 1];
  if (answers.has(key)) return ["answer", ...answers.get(key)];
  if (labels.has(key)) return ["label", labels.get(key)];
  return PLAIN[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

function withControl(key, shift) {
  if (key === "z") return [shift ? "redo" : "undo"];
  if (key === "y") return ["redo"];
  return null;
}
