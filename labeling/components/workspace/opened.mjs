// A document as the workspace holds it: text, tokens, the operations known to be on disk, and what they add up to.

import { fold } from "./layer.mjs";
import { folded } from "./mentions.mjs";
import { indexOf, toCodePoint, toUnit } from "./offsets.mjs";
import { Suggestions } from "./suggestions.mjs";
import { tokensInUnits } from "./tokens.mjs";

const NO_DETAILS = { proposals: [], total: null }; // what the words around say of spans

// The order of a fold, as operations_of in store/operations.py has it: not by seq, which a merge of projects deals anew.
const byTime = (a, b) => compared(a.at, b.at) || compared(a.op_id, b.op_id);
const compared = (one, other) => (one < other ? -1 : Number(one > other));

export class Opened {
  constructor(payload) {
    Object.assign(this, payload.document, { scheme: payload.scheme, why: payload.why_now, round: payload.round, version: payload.version });
    this.index = indexOf(this.text);
    this.tokens = tokensInUnits(this.index, payload.tokens);
    this.confirmed = payload.operations;
    this.suggestions = new Suggestions(payload.suggestions ?? []);
    this.boilerplate = (payload.boilerplate ?? []).map((one) => ({ ...one, ...this.inUnits(one) }));
    this.details = payload.details ?? NO_DETAILS;
    this.fetchedAt = Date.now();
    this.threads = []; // of comments, read when the document is shown
    this.draft = null; // a comment that was begun
  }

  // The text for comparing phrases, made when it is first needed.
  get folds() {
    this.foldedText ??= folded(this.text);
    return this.foldedText;
  }

  // How many code points the text has.
  get length() {
    return toCodePoint(this.index, this.text.length);
  }

  // The layer with what still waits on top.
  layer(waiting) {
    const known = new Set(this.confirmed.map((operation) => operation.op_id));
    return fold([...this.confirmed, ...waiting.filter((operation) => !known.has(operation.op_id))]);
  }

  // Takes in what the server said: operations on disk, and those of another tab that this one missed.
  confirm(operations, body) {
    const stored = new Map(body.committed.map((id, place) => [id, { seq: body.seqs[place], at: body.times[place] }]));
    const fresh = [...operations.map((one) => ({ ...one, ...stored.get(one.op_id) })), ...body.missed];
    const known = new Map([...this.confirmed, ...fresh].map((operation) => [operation.op_id, operation]));
    this.confirmed = [...known.values()].sort(byTime);
    this.version = Math.max(this.version, body.version);
    if (body.details) this.details = body.details;
  }

  // Takes in a newer answer of the server.
  renew(payload) {
    this.confirm([], { committed: [], seqs: [], times: [], missed: payload.operations, version: payload.version, details: payload.details });
    this.suggestions = new Suggestions(payload.suggestions ?? []);
    this.fetchedAt = Date.now();
  }

  inUnits({ start, end, label }) {
    return { start: toUnit(this.index, start), end: toUnit(this.index, end), label };
  }

  // [start, end) in units to { start, end, quote } in code points.
  inCodePoints(start, end) {
    const from = toCodePoint(this.index, start);
    const until = toCodePoint(this.index, end, true);
    return { start: from, end: until, quote: this.text.slice(toUnit(this.index, from), toUnit(this.index, until)) };
  }

  quoteOf(span) {
    const { start, end } = this.inUnits(span);
    return this.text.slice(start, end);
  }
}
