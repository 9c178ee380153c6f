// The workspace: what each action does to the layer, the page and the outbox.

import { Bar } from "./bar.mjs";
import { Comfort } from "./comfort.mjs";
import { commands } from "./commands.mjs";
import { commenting } from "./commenting.mjs";
import { Comments } from "./comments.mjs";
import { detailing } from "./detailing.mjs";
import { edging } from "./edging.mjs";
import { element, setText } from "./elements.mjs";
import { Find } from "./find.mjs";
import { Handles } from "./handles.mjs";
import { helpDialog } from "./help.mjs";
import { extend } from "./layer.mjs";
import { looking } from "./looking.mjs";
import { marking } from "./marking.mjs";
import { Offers } from "./offers.mjs";
import { opening } from "./opening.mjs";
import { Outbox } from "./outbox.mjs";
import { Palette } from "./palette.mjs";
import { Panel } from "./panel.mjs";
import { pointing } from "./pointing.mjs";
import { Reading } from "./reading.mjs";
import { saving } from "./saving.mjs";
import { fitHeight } from "./scrolling.mjs";
import { Strip } from "./strip.mjs";
import { suggesting } from "./suggesting.mjs";
import { enterTab } from "./tab.mjs";
import { Tags } from "./tags.mjs";
import { touching } from "./touching.mjs";
import { stayUndisturbed } from "./undisturbed.mjs";

const MANY = 300; // spans, from which on …
const SETTLING = [300, 1500]; // milliseconds, after which nothing above the workspace moves it any more
const REST = 60; // … milliseconds without a key come before the lists are drawn

const isButton = (event) => {
  const button = event.composedPath().find((part) => part.tagName === "BUTTON");
  return button && !button.closest("dialog, .find, .comments");
};

// The browser's storage; null where it is forbidden, and the outbox says so.
function storageOf(name) {
  try {
    return window[name];
  } catch {
    return null;
  }
}

export class Workspace {
  // box: the name of its outbox; make: what a document is held as
  constructor(root, host, server, author, { box, make } = {}) {
    Object.assign(this, { root, host, server, author, opened: null, layer: null, selected: null, sticky: null });
    this.documents = new Map(); // id to Opened: this one, the ones before, the next ones
    this.storage = storageOf("localStorage");
    this.offered = { open: [], key: null, at: 0, isPointed: false };
    this.layOut();
    this.reading = new Reading(server, this.documents, make);
    const told = { changed: () => this.drawSoon(), committed: (...all) => this.committed(...all), refused: (...all) => this.refused(...all) };
    this.outbox = new Outbox({ storage: this.storage, author, box, tab: "", send: (id, operations) => this.send(id, operations), told });
    this.listen();
  }

  // place: what of the document to show first, "START-END" in code points, or nothing
  async start(documentId, place) {
    this.tab = await enterTab(storageOf("sessionStorage"), this.storage).catch(() => ({ tab: crypto.randomUUID(), whoLives: async () => () => true, leave() {} }));
    this.outbox.tab = this.tab.tab;
    const adopt = async () => this.outbox.adopt(await this.tab.whoLives());
    await adopt();
    this.adopting = setInterval(adopt, 10000);
    await this.open(documentId ?? (await this.reading.next(null)));
    if (documentId && this.opened?.id === documentId) this.showPlace(place);
  }

  layOut() {
    this.palette = new Palette({
      label: (name, byButton) => this.label(name, byButton),
      leave: () => this.focus(),
      say: (words) => this.say(words),
      outline: (isOn) => this.outlineSelected(isOn),
    });
    this.panel = new Panel({
      answer: (question, value) => this.answer(question, value),
      reason: (question, reason) => this.reason(question, reason),
      note: (text) => this.note(text),
      pick: (id) => this.pick(id),
      remove: (id) => this.operate("span.remove", { span_id: id }),
    });
    this.offers = new Offers({
      point: (key) => this.pointAt(key),
      accept: (key) => this.accept(key),
      reject: (key) => this.reject(key),
      acceptAll: (label) => this.acceptAll(label),
    });
    this.panel.offers.replaceWith(this.offers.element);
    this.comments = new Comments({
      add: (text, target) => this.addComment(text, target),
      turn: (thread, kind) => this.turnThread(thread, kind),
      show: (thread) => this.showWords(thread),
      leave: () => this.focus(),
      ask: (thread) => this.addressToAsk(thread),
    });
    this.panel.comments.replaceWith(this.comments.element);
    this.strip = new Strip({
      attribute: (name, value) => this.attribute(name, value),
      confirm: () => this.confirm(),
      mentions: (only) => this.mentions(only),
      preview: (isOn, only) => this.previewMentions(isOn, only),
      remove: () => this.remove(),
      accept: () => this.accept(this.currentOffer().key),
      reject: () => this.reject(this.currentOffer().key),
      acceptAll: () => this.acceptAll(),
      elsewhere: (quote) => this.addressOfSpans(quote),
    });
    this.bar = new Bar({
      undo: () => this.undo(),
      redo: () => this.redo(),
      back: () => this.back(),
      skip: () => this.leaveWith("work.skip"),
      submit: () => this.submit(),
      help: () => this.help.showModal(),
      retry: () => this.outbox.retry(),
    });
    this.find = new Find({ text: () => this.opened.text, inSight: () => this.firstInSight(), show: (start, end) => this.showFound(start, end), leave: () => this.leaveFind() });
    this.help = helpDialog();
    this.title = element("h1", { dir: "auto" });
    this.about = element("p", { class: "quiet about" });
    this.text = element("div", { class: "text", data: { sitrep: "text" } });
    this.message = element("p", { class: "message", role: "alert", hidden: true, data: { sitrep: "error" } });
    this.said = element("p", { class: "said", "aria-live": "polite" });
    const article = element("article", {}, this.title, this.about, this.text);
    this.page = element("div", { class: "page" }, article);
    this.tags = new Tags(this.page, this.text);
    this.handles = new Handles(article, { place: (...all) => this.placed(...all), unitAt: (...all) => this.unitUnder(...all) });
    const main = element("div", { class: "main" }, this.palette.element, this.find.element, this.message, this.page, this.strip.element);
    this.element = element("div", { class: "workspace", tabindex: 0, "aria-label": "Annotator", data: { sitrep: "annotator", saved: "true" } });
    this.comfort = new Comfort(this.element, this.storage, () => this.drawSoon());
    this.bar.element.insertBefore(this.comfort.element, this.bar.help);
    this.element.append(main, this.panel.element, this.bar.element, this.help, this.said);
    this.host.replaceChildren(this.element);
  }

  listen() {
    this.stop = new AbortController();
    const on = (target, event, run) => target.addEventListener(event, run, { signal: this.stop.signal });
    on(this.element, "keydown", (event) => this.key(event));
    on(this.text, "mousedown", (event) => (this.pressed = this.isEcho() ? null : [event.clientX, event.clientY]));
    on(document, "mouseup", (event) => this.released(event));
    on(this.element, "click", (event) => event.detail && isButton(event) && this.focus()); // keys go on working
    on(window, "online", () => this.outbox.retry());
    on(window, "focus", () => this.comeBack());
    on(window, "resize", () => fitHeight(this.element) ?? this.drawSoon());
    this.listenToTouch(on);
    stayUndisturbed(this.stop.signal);
    on(window, "beforeunload", (event) => this.outbox.size && !this.outbox.keeps && event.preventDefault());
    fitHeight(this.element);
    for (const wait of SETTLING) setTimeout(() => this.element.isConnected && fitHeight(this.element), wait);
  }

  close() {
    this.panel.noteNow();
    clearInterval(this.adopting);
    this.tab?.leave();
    this.stop.abort();
    this.tags.close();
  }

  countTime() {
    const now = Date.now();
    this.active += Math.min(now - this.lastAct, 60000); // a pause of more than a minute is a pause
    this.lastAct = now;
  }

  // ---- drawing

  // The layer folded and drawn anew.
  refresh() {
    this.layer = this.opened.layer(this.outbox.of(this.opened.id));
    const spans = new Map();
    for (const [id, span] of this.layer.spans) spans.set(id, this.opened.inUnits(span));
    this.offer();
    this.view.draw(spans);
    this.shade();
    if (this.selected && !spans.has(this.selected)) this.select(null);
    this.drawSoon();
  }

  // What somebody just did: the text at once, in what it touches alone; all else in the next frame.
  takeIn(operations) {
    if (!operations.every((operation) => extend(this.layer, operation))) return this.refresh();
    const touched = new Set(operations.map((operation) => operation.span_id).filter(Boolean));
    this.withdraw(operations);
    for (const id of touched) {
      const span = this.layer.spans.get(id);
      this.view.put(id, span ? this.opened.inUnits(span) : null);
    }
    if (operations.some(({ kind }) => kind === "background.set")) this.shade();
    if (this.selected && !this.layer.spans.has(this.selected)) this.select(null);
    this.offered.isOld = true;
    return this.drawSoon();
  }

  shade() {
    this.view.shade([...this.layer.background.values()].map(([start, end]) => this.opened.inUnits({ start, end })));
  }

  drawSoon() {
    this.element.dataset.saved = String(!this.outbox.size);
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.draw();
    });
  }

  draw() {
    if (this.opened && this.layer) {
      if (this.layer.spans.size < MANY) this.drawLists();
      else this.drawListsSoon();
      this.strip.draw(this.atHand());
      this.handles.show(this.view, this.heldPlace());
      this.palette.draw(this.sticky);
      this.element.dataset.state = this.layer.state;
    }
    if (this.root.activeElement?.disabled) this.focus();
    this.bar.draw({ outbox: this.outbox, layer: this.layer, progress: this.reading.progress, round: this.opened?.round, hasBack: this.reading.before(this.opened?.id) !== null });
  }

  drawLists() {
    if (!this.opened || !this.layer) return;
    if (this.offered.isOld) this.offer();
    this.panel.draw(this.opened, this.layer, this.selected);
    this.offers.draw(this.offered.open, this.currentOffer());
    this.comments.draw(this.opened.threads, this.placeAtHand());
  }

  // In a very long document the lists wait until the keys rest: the text comes first.
  drawListsSoon() {
    clearTimeout(this.listsTimer);
    this.listsTimer = setTimeout(() => this.drawLists(), REST);
  }

  // What the strip shows: the span at hand, or the suggestion.
  atHand() {
    const span = this.detailed();
    const offer = this.currentOffer();
    if (span) {
      return {
        span,
        quote: this.opened.quoteOf(span),
        attributes: this.attributesOf(span.label),
        proposal: this.proposalFor(span),
        mentions: this.otherMentions(span, false).length,
        free: this.otherMentions(span, true).length,
        editing: this.editing,
      };
    }
    if (offer) return { offer, sameLabel: this.offered.open.filter(({ label }) => label === offer.label).length };
    return { hint: this.sticky ? `${this.sticky}: drag over words, or double-click one. Esc lets go.` : "Select words, then press a label’s key, or l and its name. h shows all keys." };
  }

  say(words) {
    setText(this.said, words);
  }

  tell(words) {
    setText(this.message, words);
    this.message.hidden = !words;
  }
}

Object.assign(Workspace.prototype, opening, commands, marking, pointing, saving, suggesting, detailing, edging, touching, commenting, looking);
