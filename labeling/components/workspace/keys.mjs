// The keys: one table for what they do and for the help that lists them.

// [keys as the help shows them, what they do]
export const HELP = [
  ["Tab, Shift+Tab", "next suggestion, the one before"],
  ["a, x", "take or reject the suggestion"],
  ["Shift+A", "take all suggestions of this label in the article"],
  ["Shift+X", "reject all suggestions that read like this one"],
  ["l", "a label by its name: type a part of it, Enter takes it (↑ ↓: another one)"],
  ["← →", "word before, word after"],
  ["↑ ↓", "line above, line below"],
  ["Shift + arrows", "make the selection longer or shorter"],
  [".", "select the span under the cursor; again: the next one there"],
  ["[ ]", "take the start or the end of the span; arrows move it by word, Alt + arrows by character"],
  ["m", "mark all identical mentions like the span"],
  ["Shift+M", "the same, only where nothing is marked"],
  ["e", "details of the span: numbers choose, Enter goes on"],
  ["c", "confirm the details that are proposed"],
  ["g", "this paragraph, or the selected span, retells an older event"],
  ["Delete", "remove the span"],
  ["Shift + 1–9", "the reason for the answer"],
  ["t", "write a note (Esc: back to the text)"],
  ["k", "comment on the selected words, the span, or the article (Ctrl+Enter saves)"],
  ["w", "where else these words are marked"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Enter", "submit and open the next article"],
  ["s", "skip"],
  ["b", "back to the article before"],
  ["/", "find in the text (Enter: next, Shift+Enter: previous)"],
  ["+ −", "larger or smaller text"],
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
  a: ["accept"],
  x: ["reject"],
  m: ["mentions", false],
  "[": ["edge", "start"],
  "]": ["edge", "end"],
  e: ["edit"],
  c: ["confirm"],
  g: ["background"],
  "+": ["size", 1],
  "=": ["size", 1],
  "-": ["size", -1],
  t: ["note"],
  k: ["comment"],
  w: ["elsewhere"],
  l: ["labelByName"],
  Enter: ["submit"],
  s: ["skip"],
  b: ["back"],
  "/": ["find"],
  h: ["help"],
  Escape: ["escape"],
};

const SHIFTED = { a: ["acceptAll"], x: ["rejectAll"], m: ["mentions", true] };

// A keydown event to [command, …arguments], or null. `labels` and `answers` map keys to names.
export function commandOf(event, labels, answers) {
  const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey) && !(altKey && /^[[\]]$/.test(key))) return altKey ? null : withControl(key.toLowerCase(), shiftKey);
  if (key in MOVES) return altKey && !/^Arrow(Left|Right)$/.test(key) ? null : [...MOVES[key], shiftKey, altKey];
  if (key === "Tab") return ["offer", shiftKey ? -1 : 1];
  // On some keyboards a bracket is made with AltGr, which looks like Ctrl+Alt: the sign itself counts.
  if (altKey && key !== "[" && key !== "]") return null;
  if (shiftKey && /^Digit[1-9]$/.test(code ?? "")) return ["reason", Number(code.slice(5)) - 1];
  if (answers.has(key)) return ["answer", ...answers.get(key)];
  if (labels.has(key)) return ["label", labels.get(key)];
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return (shiftKey && SHIFTED[plain]) || PLAIN[plain] || null;
}

function withControl(key, shift) {
  if (key === "z") return [shift ? "redo" : "undo"];
  if (key === "y") return ["redo"];
  return null;
}
