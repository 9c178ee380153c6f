// The desk: one text, the coders' layers and gold on it, and the differences beside it. An annotator's workspace on gold.

import { element, setText } from "../workspace/elements.mjs";
import { helpDialog } from "../workspace/help.mjs";
import { placeOf } from "../workspace/layer.mjs";
import { Workspace } from "../workspace/workspace.mjs";
import { Contested } from "./contested.mjs";
import { deciding } from "./deciding.mjs";
import { commandOf, HELP, HINT } from "./gold_keys.mjs";
import { GoldPanel } from "./gold_panel.mjs";
import { ALL, Lanes, stroke } from "./lanes.mjs";
import { isAnswer, isEmpty, isSettled, verdictOn } from "./settling.mjs";

const EDITING = "Editing gold. Arrows walk the words, Shift selects, a label’s key marks. Esc goes back to the differences.";
const DECIDING = "1, 2, … take a version, b all, 0 none, e edits. Or select words, then press a label’s key.";

export class Desk extends Workspace {
  constructor(root, host, server, author) {
    super(root, host, server, author, { box: "gold", make: (payload) => new Contested(payload) });
  }

  layOut() {
    super.layOut();
    Object.assign(this, { at: null, mode: "decide", warned: false, reasons: new Map(), verdicts: new Map() });
    const panel = new GoldPanel({
      answer: (question, value) => this.answer(question, value),
      reason: (question, reason) => this.reason(question, reason),
      note: (text) => this.note(text),
      pick: (id) => this.pick(id),
      remove: (id) => this.operate("span.remove", { span_id: id }),
      go: (key) => this.go(key),
      take: (key, coder) => this.take(key, coder),
      both: (key) => this.both(key),
      neither: (key) => this.neither(key),
      edit: (key) => this.beginEdit(key),
      agree: () => this.agree(),
    });
    this.panel.element.replaceWith(panel.element);
    this.panel = panel;
    panel.why.addEventListener("change", () => this.explain(this.at, panel.why.value));
    this.help.replaceWith((this.help = helpDialog(HELP, HINT)));
    this.bar.page = "/adjudicate";
    this.element.setAttribute("aria-label", "Adjudicator");
    this.element.dataset.sitrep = "adjudicator";
    this.element.classList.add("desk");
    for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "Article"]]) this.page.setAttribute(name, value); // it scrolls by keys too
  }

  viewOf(colors) {
    return new Lanes(this.text, colors);
  }

  // ---- opening and leaving

  show(opened) {
    Object.assign(this, { at: null, mode: "decide", warned: false, verdicts: new Map() });
    this.reasons.clear();
    super.show(opened);
    this.drawLegend(opened);
    const first = this.openDifferences()[0] ?? opened.differences.find((one) => !isAnswer(one)) ?? opened.differences[0];
    if (first) this.go(first.key);
  }

  // Whose line is which, under the title.
  drawLegend({ coders }) {
    const lines = coders.map(({ name }, place) =>
      element("span", { class: "coder" }, element("kbd", {}, String(place + 1)), element("bdi", {}, name), element("i", { style: `background: ${stroke(place, "currentColor")}` })),
    );
    this.about.append(element("span", { class: "legend" }, ...lines));
  }

  submit() {
    if (!this.opened) return undefined;
    const open = this.openDifferences();
    if (open.length && !this.warned) {
      this.go(open[0].key);
      this.warned = true;
      return this.tell(`${open.length === 1 ? "1 difference is" : `${open.length} differences are`} open. Enter again submits without ${open.length === 1 ? "it" : "them"}.`);
    }
    if (isEmpty(this.layer) && this.toAgree().length) this.agree();
    return super.submit();
  }

  async leaveWith(kind) {
    if (!this.opened) return;
    this.panel.noteNow();
    const { id, seen } = this.opened;
    this.countTime();
    if (kind === "work.submit") this.operateAll([[kind, { seconds: Math.round(this.active / 1000) }]], null, { seen });
    await this.open(await this.reading.next(id));
  }

  tellEnd() {
    setText(this.title, "Nothing left to settle");
    const back = element("a", { href: `${this.server.base}/adjudicate` }, "See how far it is");
    this.about.replaceChildren("Every document that two people finished is settled, or left for later.", back);
  }

  // ---- drawing

  takeIn() {
    this.refresh();
  }

  refresh() {
    this.layer = this.opened.layer(this.outbox.of(this.opened.id));
    const operations = this.operations();
    this.verdicts = new Map(this.opened.differences.map(({ key }) => [key, verdictOn(key, operations, this.layer)]));
    const agreed = new Set(this.opened.agreedSpans.map(placeOf));
    const gold = new Map();
    for (const [id, span] of this.layer.spans) gold.set(id, { ...this.opened.inUnits(span), isQuiet: agreed.has(placeOf(span)) });
    this.view.draw(gold);
    this.view.drawCoders(this.contestedSpans());
    this.shade();
    if (this.selected && !gold.has(this.selected)) this.select(null);
    this.drawSoon();
  }

  // What of the coders' layers is drawn: differences that are open, the one at hand, and what is agreed but not in gold.
  contestedSpans() {
    const wanted = new Map();
    const held = new Set([...this.layer.spans.values()].map(placeOf));
    for (const span of this.opened.agreedSpans) {
      if (!held.has(placeOf(span))) wanted.set(`? |${placeOf(span)}`, { ...this.opened.inUnits(span), coder: ALL });
    }
    for (const difference of this.opened.differences) {
      const isCurrent = difference.key === this.at;
      if (isAnswer(difference) || (!isCurrent && isSettled(difference, this.layer))) continue;
      const said = new Map(); // label to where it is said first
      this.opened.coders.forEach(({ name }, coder) => {
        for (const span of difference.versions[name]) {
          if (!said.has(span.label) || span.start < said.get(span.label)) said.set(span.label, span.start);
          wanted.set(`? ${difference.key}|${coder}|${placeOf(span)}`, { ...this.opened.inUnits(span), coder, isCurrent, at: span.start });
        }
      });
      for (const [id, one] of wanted) if (id.startsWith(`? ${difference.key}|`)) one.says = said.get(one.label) === one.at ? one.label : "";
    }
    return wanted;
  }

  drawLists() {
    if (!this.opened || !this.layer) return;
    this.panel.draw(this.opened, this.layer, this.selected);
    const states = new Map(
      this.opened.differences.map((one) => {
        const verdict = this.verdicts.get(one.key);
        return [one.key, { isSettled: isSettled(one, this.layer), verdict: verdict && { ...verdict, by: verdict.by ?? this.author }, reason: this.reasons.get(one.key) ?? verdict?.reason ?? "" }];
      }),
    );
    const coders = this.opened.coders.map(({ name }) => name);
    this.panel.drawDifferences({ opened: this.opened, coders, at: this.at, states, nOpen: this.openDifferences().length, nToAgree: this.toAgree().length });
    this.element.dataset.mode = this.mode;
  }

  atHand() {
    const shown = super.atHand();
    return shown.span ? shown : { hint: this.mode === "edit" ? EDITING : DECIDING };
  }

  // While nothing of gold is at hand, the words of the difference.
  lookedAt() {
    const difference = this.current();
    if (this.mode === "edit" || !difference || isAnswer(difference)) return super.lookedAt();
    const { start, end } = this.opened.inUnits(difference);
    return this.opened.inCodePoints(start, end);
  }

  addressOfSpans(quote) {
    return `${super.addressOfSpans(quote)}&whose=everybody`;
  }

  // ---- editing gold

  beginEdit(key = this.at) {
    this.at = key;
    const difference = this.current();
    const made = [...this.layer.spans.values()].find((span) => difference && !isAnswer(difference) && span.start < difference.end && difference.start < span.end);
    this.mode = "edit";
    if (difference && !isAnswer(difference)) {
      this.selection.setCursor(this.opened.inUnits(difference).start);
      if (made) this.select(made.span_id);
    }
    this.refresh();
    this.focus();
    this.say(EDITING);
  }

  endEdit() {
    if (this.mode !== "edit") return;
    this.mode = "decide";
    this.escape();
    this.selection.clear();
    this.drawSoon();
  }

  // What is selected by mouse, or picked from gold's list, is there to be edited.
  pointedAt(found, exactly) {
    super.pointedAt(found, exactly);
    if (this.selection.kind === "range" || this.selected) this.mode = "edit";
    this.drawSoon();
  }

  pick(id) {
    this.mode = "edit";
    super.pick(id);
  }

  // A coder's line was clicked: its difference comes to hand.
  pointAt(id) {
    const [key] = id.split("|");
    if (key) this.go(key);
    this.focus();
  }

  // ---- keys

  key(event) {
    const target = event.composedPath()[0];
    if (target === this.panel.why) return this.keyInWhy(event);
    if (this.mode === "edit" && !/^(INPUT|TEXTAREA)$/.test(target.tagName) && !this.editing && /^(Escape|Enter)$/.test(event.key)) {
      event.stopPropagation();
      event.preventDefault();
      const isDone = this.current() && isSettled(this.current(), this.layer);
      this.endEdit();
      return isDone ? this.goOn() : this.refresh();
    }
    const isField = /^(INPUT|TEXTAREA)$/.test(target.tagName) || (target.tagName === "BUTTON" && /^(Enter| |Tab)$/.test(event.key));
    if (this.mode === "edit" || isField || !this.opened) return super.key(event);
    event.stopPropagation(); // Streamlit's own shortcuts never fire from here
    const command = commandOf(event, this.answersAtHand());
    if (!command) return undefined;
    event.preventDefault();
    return this.perform(command);
  }

  answersAtHand() {
    const difference = this.current();
    if (!difference || !isAnswer(difference)) return new Map();
    const question = this.scheme.questions.find(({ name }) => name === difference.question);
    return new Map((question?.values ?? []).map((value) => [value.key, value.name]));
  }

  perform([name, argument]) {
    const commands = {
      step: () => this.step(argument),
      take: () => this.takeByNumber(argument),
      both: () => this.both(this.at),
      neither: () => this.neither(this.at),
      edit: () => this.beginEdit(),
      agree: () => this.agree(),
      answer: () => this.answer(this.current().question, argument),
      why: () => (this.current() ? this.panel.why.focus() : this.say("No difference is at hand.")),
    };
    return commands[name] ? commands[name]() : this.run([name, argument]);
  }

  keyInWhy(event) {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") this.panel.why.value = this.reasons.get(this.at) ?? this.verdicts.get(this.at)?.reason ?? "";
    this.focus(); // takes what was typed
  }
}

Object.assign(Desk.prototype, deciding);
