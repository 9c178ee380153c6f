// Judging suggestions: one is current; a person's key or click takes or rejects it. Methods of Workspace.

import { isInSight, reveal } from "./scrolling.mjs";

export const suggesting = {
  // The one that keys act on: what was pointed at, or the first one from where the last was judged.
  currentOffer() {
    const { open, at } = this.offered;
    return open.find(({ key }) => key === this.offered.key) ?? open.find(({ start }) => start >= at) ?? open[0] ?? null;
  },

  pointAt(key) {
    const one = this.offered.open.find((other) => other.key === key);
    if (!one) return;
    Object.assign(this.offered, { key, at: one.start, isPointed: true });
    this.select(null);
    this.selection.clear();
    this.showOffer(one);
    this.say(`${one.label}? ${one.quote}. ${one.why}.`);
    this.focus();
    this.pointOut();
    this.drawSoon();
  },

  showOffer(one) {
    const { start, end } = this.opened.inUnits(one);
    reveal(this.view, this.page, start, end);
  },

  // Tab and Shift+Tab; false where there is none that way, so that Tab goes on to the buttons.
  stepOffer(direction) {
    const { open, key } = this.offered;
    const here = open.findIndex((one) => one.key === key);
    const current = this.currentOffer();
    const next = here < 0 ? (direction > 0 ? current : null) : open[here + direction];
    if (!next) return false;
    this.pointAt(next.key);
    return true;
  },

  // Only what is in sight is judged: a key brings it into sight first.
  judge(judged) {
    const one = this.currentOffer();
    if (!one) return this.say("No suggestion is open.");
    const { start, end } = this.opened.inUnits(one);
    if (!isInSight(this.view, this.page, start, end)) return this.pointAt(one.key);
    return judged.call(this, one.key);
  },

  accept(key) {
    const one = this.offered.open.find((other) => other.key === key);
    if (!one) return;
    this.stepBehind(one);
    const [made] = this.addSpans([one], one.label);
    this.last = made;
    this.say(`${one.label}: ${one.quote}. ${this.offered.open.length} to judge.`);
  },

  reject(key) {
    const { start, end, label, quote } = this.offered.open.find((other) => other.key === key);
    this.stepBehind({ key, start });
    this.operate("suggestion.reject", { start, end, label });
    this.say(`Rejected: ${label} ${quote}. ${this.offered.open.length} to judge.`);
  },

  // Every suggestion of this label that reads the same, as one undo.
  rejectAll(key) {
    const one = this.offered.open.find((other) => other.key === key);
    const sameAs = (other) => other.label === one.label && other.quote.toLowerCase() === one.quote.toLowerCase();
    const all = this.offered.open.filter(sameAs);
    const behind = this.offered.open.find((other) => other.start > one.start && !sameAs(other));
    this.stepBehind(one, behind);
    this.operate("suggestion.reject", ...all.map(({ start, end, label }) => ({ start, end, label })));
    this.say(`${all.length} rejected: ${one.label} ${one.quote}. ${this.offered.open.length} to judge.`);
  },

  acceptAll(label = this.currentOffer()?.label) {
    const all = this.offered.open.filter((one) => one.label === label);
    if (!all.length) return this.say("No suggestion is open.");
    this.addSpans(all, label);
    return this.say(`${all.length} ${label} taken. Ctrl+Z takes them back.`);
  },

  // Takes the one pointed at under another label, and rejects the one proposed: one undo.
  acceptAs(one, label) {
    this.stepBehind(one);
    const { start, end, quote } = one;
    const span_id = crypto.randomUUID();
    this.operateAll([
      ["suggestion.reject", { start, end, label: one.label }],
      ["span.add", { span_id, start, end, quote, label, attributes: this.defaultsFor(label, start, end), origin: "hand" }],
    ]);
    this.last = span_id;
    this.say(`${label}: ${quote}`);
  },

  // `next` becomes current: the first open one behind this. Keys no longer mean a span from before, and the word
  // cursor goes on from here.
  stepBehind({ key, start }, next = this.behind(key)) {
    this.select(null);
    this.last = null;
    this.selection.leaveAt(this.opened.inUnits({ start, end: start }).start);
    Object.assign(this.offered, { key: next?.key ?? null, at: next?.start ?? start, isPointed: false });
  },

  behind(key) {
    const { open } = this.offered;
    return open[open.findIndex((one) => one.key === key) + 1];
  },

  // Adds spans that were suggested, as one undo; returns their ids.
  addSpans(offers, label) {
    const made = offers.map(({ start, end, quote, source }) => ({
      span_id: crypto.randomUUID(),
      start,
      end,
      quote,
      label,
      attributes: this.defaultsFor(label, start, end),
      origin: source === "here" ? "mention" : `suggestion:${source}`.replace(/[^A-Za-z0-9_.:-]/g, "_").slice(0, 64),
    }));
    this.operate("span.add", ...made);
    return made.map(({ span_id }) => span_id);
  },

  // The open suggestions anew, from the layer as it stands.
  offer() {
    Object.assign(this.offered, { open: this.opened.suggestions.open(this.opened, this.layer), isOld: false });
    this.view.draw(new Map(this.offered.open.map((one) => [`? ${one.key}`, this.opened.inUnits(one)])), true);
    this.pointOut();
  },

  // Takes away at once what operations answered: a new span gets the lane that the suggestion had.
  withdraw(operations) {
    const answered = ({ start, end, label }) => (one) =>
      (one.label === label && one.start < end && start < one.end) || (one.start === start && one.end === end);
    for (const operation of operations.filter(({ kind, start }) => /^(span\.add|suggestion\.reject)$/.test(kind) && start !== undefined)) {
      const gone = this.offered.open.filter(answered(operation));
      if (!gone.length) continue;
      for (const { key } of gone) this.view.put(`? ${key}`, null);
      this.offered.open = this.offered.open.filter((one) => !gone.includes(one));
    }
    this.pointOut();
  },

  pointOut() {
    const current = this.currentOffer();
    this.view.point(current ? `? ${current.key}` : null);
  },
};
