// What an adjudicator decides: each decision is operations on gold, with what was chosen from whom, and why. Methods of Desk.

import { isUndoable } from "../workspace/layer.mjs";
import { reveal } from "../workspace/scrolling.mjs";
import { agreement, concerns, decision, isAnswer, isEmpty, isSettled, madeFor, rejections, versionOf } from "./settling.mjs";

const newId = () => crypto.randomUUID();

export const deciding = {
  // ---- which difference is at hand

  current() {
    return this.opened?.differences.find(({ key }) => key === this.at) ?? null;
  },

  difference(key) {
    return this.opened.differences.find((one) => one.key === key);
  },

  openDifferences() {
    return this.opened.differences.filter((one) => one.kind !== "agreed" && !isSettled(one, this.layer));
  },

  go(key) {
    this.endEdit();
    this.at = key;
    const difference = this.current();
    if (difference && !isAnswer(difference)) {
      const { start, end } = this.opened.inUnits(difference);
      this.view.unfoldAt(start);
      reveal(this.view, this.page, start, end);
    }
    this.refresh();
  },

  step(direction) {
    const { differences } = this.opened;
    const here = differences.findIndex(({ key }) => key === this.at);
    const next = differences[here < 0 ? 0 : here + direction];
    if (!next) return this.say(direction > 0 ? "That was the last difference." : "That was the first difference.");
    return this.go(next.key);
  },

  // The next open one behind the one at hand, else the first open one; none: it stays.
  goOn() {
    const { differences } = this.opened;
    const here = differences.findIndex(({ key }) => key === this.at);
    const open = this.openDifferences();
    const next = open.find((one) => differences.indexOf(one) > here) ?? open[0];
    if (next) return this.go(next.key);
    this.refresh();
    return this.say("All settled. Enter submits.");
  },

  // ---- decisions

  take(key, coder) {
    const difference = this.difference(key);
    if (isAnswer(difference)) return this.takeAnswer(difference, coder);
    return this.decide(difference, "take", [coder], versionOf(difference, [coder]));
  },

  takeByNumber(place) {
    const coder = this.opened.coders[place];
    if (!this.current()) return this.say("No difference is at hand.");
    return coder ? this.take(this.at, coder.name) : this.say(`There are ${this.opened.coders.length} coders.`);
  },

  both(key) {
    const difference = this.difference(key);
    if (!difference || isAnswer(difference)) return this.say("Of answers one is taken.");
    const names = this.opened.coders.map(({ name }) => name).filter((name) => difference.versions[name].length);
    return this.decide(difference, "both", names, versionOf(difference, names));
  },

  neither(key) {
    const difference = this.difference(key);
    if (!difference || isAnswer(difference)) return this.say("Answer the question: its keys stand at the values.");
    return this.decide(difference, "neither", [], []);
  },

  decide(difference, choice, coders, wanted) {
    this.at = difference.key;
    const made = madeFor(difference.key, this.operations());
    this.operateAll(decision(difference, wanted, this.layer, made, newId), newId(), this.from(difference.key, choice, coders));
    this.goOn();
  },

  takeAnswer({ key, question, versions }, coder) {
    const version = versions[coder];
    if (!version) return this.say(`${coder} did not answer.`);
    this.at = key;
    this.operateAll([["answer.set", { question, value: version.value, reason: version.reason }]], newId(), this.from(key, "take", [coder]));
    return this.goOn();
  },

  // A value by its key or button; a value that stands is taken back.
  answer(question, value) {
    const key = `answer:${question}`;
    const isSame = this.layer.answers[question]?.value === value;
    this.at = this.difference(key) ? key : this.at;
    this.operateAll([["answer.set", { question, value: isSame ? null : value, reason: null }]], newId(), this.from(key, "answer", []));
    if (!isSame) this.goOn();
  },

  reason(question, reason) {
    const answer = this.layer.answers[question];
    if (!answer) return;
    const keys = { question, value: answer.value, reason: answer.reason === reason ? null : reason };
    this.operateAll([["answer.set", keys]], newId(), this.from(`answer:${question}`, "answer", []));
  },

  from(difference, choice, coders) {
    const reason = this.reasons.get(difference) || null;
    this.reasons.delete(difference);
    return { difference, choice, coders, reason };
  },

  // A reason goes with the next decision on the difference; where that is made already, it is said again with the reason.
  explain(key, words) {
    const reason = words.trim();
    const verdict = this.verdicts.get(key);
    if (reason === (this.reasons.get(key) ?? verdict?.reason ?? "")) return;
    this.reasons.set(key, reason);
    const difference = this.difference(key);
    if (!difference || !isSettled(difference, this.layer) || !verdict?.choice) return;
    const from = this.from(key, verdict.choice, verdict.coders);
    if (isAnswer(difference)) {
      const { value, reason: chosen } = this.layer.answers[difference.question];
      this.operateAll([["answer.set", { question: difference.question, value, reason: chosen }]], newId(), from);
      return;
    }
    const held = [...this.layer.spans.values()].filter((span) => madeFor(key, this.operations()).has(span.span_id));
    this.operateAll(decision(difference, held, this.layer, new Set(), newId), newId(), from);
  },

  agree() {
    const all = this.toAgree();
    if (!all.length) return this.say("Gold has all that everybody agrees on.");
    this.put(all, newId(), { choice: "agreed", coders: this.opened.coders.map(({ name }) => name) });
    return this.say(`${all.length} taken. Ctrl+Z takes them back.`);
  },

  toAgree() {
    return agreement(this.opened.compared, this.opened.agreedBackground, this.layer, newId);
  },

  undo() {
    this.turn("group.undo", this.layer?.undo.at(-1));
  },

  redo() {
    this.turn("group.redo", this.layer?.redo.at(-1));
  },

  // What is undone comes to hand; behind what is redone the next open one does.
  turn(kind, target) {
    if (!target) return;
    const difference = this.operations().find((one) => one.group_id === target)?.from?.difference;
    this.operate(kind, { target });
    if (this.difference(difference)) this.go(difference);
    if (kind === "group.redo") this.goOn();
  },

  // ---- operations

  // All of gold's operations, those that wait too.
  operations() {
    const known = new Set(this.opened.confirmed.map(({ op_id }) => op_id));
    return [...this.opened.confirmed, ...this.outbox.of(this.opened.id).filter(({ op_id }) => !known.has(op_id))];
  },

  // each: [kind, keys]. Whatever is done first brings in what all agree on; a mark over the difference at hand settles it.
  operateAll(each, group_id = newId(), from = null) {
    if (!this.opened) return;
    this.warned = false;
    if (isUndoable({ kind: each[0][0] }) && isEmpty(this.layer)) {
      const all = this.toAgree();
      if (all.length) this.put(all, newId(), { choice: "agreed", coders: this.opened.coders.map(({ name }) => name) });
      const held = new Set([...this.layer.spans.values()].map(({ start, end, label }) => `${start} ${end} ${label}`));
      each = each.filter(([kind, keys]) => kind !== "span.add" || !held.has(`${keys.start} ${keys.end} ${keys.label}`));
      if (!each.length) return;
    }
    const edited = from ? null : this.editedBy(each);
    if (edited) this.put([...each, ...rejections(edited, this.layer, each)], group_id, this.from(edited.key, "edit", []));
    else this.put(each, group_id, from);
  },

  // The difference, the one at hand before others that are open, of which marks are another version.
  editedBy(each) {
    const marks = each.filter(([kind]) => kind.startsWith("span.")).map(([, keys]) => ({ ...this.layer.spans.get(keys.span_id), ...keys }));
    const wanted = [this.current(), ...this.openDifferences()].filter((one) => one && !isAnswer(one));
    return wanted.find((difference) => marks.some((mark) => concerns(difference, mark))) ?? null;
  },

  put(each, group_id, from) {
    const made = each.map(([kind, keys]) => ({ op_id: newId(), group_id, kind, ...keys, ...(from ? { from } : {}) }));
    this.outbox.add(this.opened.id, made);
    this.countTime();
    this.takeIn(made);
  },
};
