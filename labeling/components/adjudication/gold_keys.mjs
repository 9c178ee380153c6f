// The keys of the desk: one table for what they do and for the help that lists them.

// [keys as the help shows them, what they do]
export const HELP = [
  ["n, p or arrows", "next difference, the one before"],
  ["1, 2, 3 …", "take this coder’s version"],
  ["b", "take all versions"],
  ["0", "take none of them"],
  ["e", "edit gold: arrows walk the words, Shift selects, a label’s key marks; Esc goes back"],
  ["a", "take what all coders agree on (the first decision does it too)"],
  ["y, n, ?", "answer, where a question is the difference at hand"],
  ["l", "a label by its name, for what is selected"],
  ["r", "say why (Enter: back; the reason goes with the decision)"],
  ["t", "write a note (Esc: back)"],
  ["w", "where else the words of the difference are marked"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Enter", "submit and open the next article"],
  ["s", "leave it for now"],
  ["/", "find in the text"],
  ["+ −", "larger or smaller text"],
  ["h", "this help"],
];
export const HINT = "While gold is edited these keys mark; select words by mouse, and they do at once. Esc goes back to the differences.";

const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, n: 1, p: -1 };
const PLAIN = {
  b: ["both"],
  0: ["neither"],
  e: ["edit"],
  a: ["agree"],
  r: ["why"],
  t: ["note"],
  w: ["elsewhere"],
  l: ["labelByName"],
  s: ["skip"],
  Enter: ["submit"],
  "/": ["find"],
  "+": ["size", 1],
  "=": ["size", 1],
  "-": ["size", -1],
  h: ["help"],
  Escape: ["escape"],
};

// A keydown event to [command, …arguments], or null. answers: the keys of the question at hand, Map of key to value.
export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }, answers = new Map()) {
  if (ctrlKey || metaKey) {
    const sign = key.toLowerCase();
    if (altKey) return null;
    return sign === "z" ? [shiftKey ? "redo" : "undo"] : sign === "y" ? ["redo"] : null;
  }
  if (altKey) return null;
  if (answers.has(key)) return ["answer", answers.get(key)];
  if (/^[1-9]$/.test(key)) return ["take", Number(key) - 1];
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return plain in MOVES ? ["step", MOVES[plain]] : (PLAIN[plain] ?? null);
}
