// The workspace: what each action does to the layer, the page and the outbox.

import { Bar } from "./bar.mjs";
import { element, setText } from "./elements.mjs";
import { Find } from "./find.mjs";
import { helpDialog } from "./help.mjs";
import { commandOf } from "./keys.mjs";
import { marking } from "./marking.mjs";
import { Opened } from "./opened.mjs";
import { Outbox } from "./outbox.mjs";
import { Palette } from "./palette.mjs";
import { Panel } from "./panel.mjs";
import { pointing } from "./pointing.mjs";
import { Reading } from "./reading.mjs";
import { saving } from "./saving.mjs";
import { fitHeight } from "./scrolling.mjs";
import { Selection } from "./selection.mjs";
import { enterTab } from "./tab.mjs";
import { TextView } from "./view.mjs";

const UNREACHABLE = "The next article cannot be fetched: the server does not answer. Press Submit again later.";

const isButton = (event) => {
  const button = event.composedPath().find((part) => part.tagName === "BUTTON");
  return button && !button.closest("dialog, .find");
};

export class Workspace {
  constructor(root, host, server, author) {
    Object.assign(this, { root, host, server, author, opened: null, layer: null, selected: null, sticky: null });
    this.documents = new Map(); // id to Opened: this one, the ones before, the next ones
    this.layOut();
    this.reading = new Reading(server, this.documents);
    const told = { changed: () => this.drawSoon(), committed: (...all) => this.committed(...all), refused: (...all) => this.refused(...all) };
    let storage = null;
    try {
      storage = window.localStorage;
    } catch {
      // forbidden: the outbox says so
    }
    this.outbox = new Outbox({ storage, author, tab: "", send: (id, operations) => this.send(id, operations), told });
    this.listen();
  }

  async start(documentId) {
    this.tab = await enterTab(sessionStorage, localStorage).catch(() => ({ tab: crypto.randomUUID(), isAlive: () => true, leave() {} }));
    this.outbox.tab = this.tab.tab;
    this.outbox.adopt(this.tab.isAlive);
    this.adopting = setInterval(() => this.outbox.adopt(this.tab.isAlive), 10000);
    await this.open(documentId ?? (await this.reading.next(null)));
  }

  layOut() {
    this.palette = new Palette({ label: (name) => this.label(name, true) });
    this.panel = new Panel({
      answer: (question, value) => this.answer(question, value),
      reason: (question, reason) => this.reason(question, reason),
      note: (text) => this.note(text),
      pick: (id) => this.pick(id),
      remove: (id) => this.operate("span.remove", { span_id: id }),
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
    this.find = new Find({ text: () => this.opened.text, show: (start, end) => this.showFound(start, end), leave: () => this.leaveFind() });
    this.help = helpDialog();
    this.title = element("h1", { dir: "auto" });
    this.about = element("p", { class: "quiet about" });
    this.text = element("div", { class: "text", data: { sitrep: "text" } });
    this.message = element("p", { class: "message", role: "alert", hidden: true, data: { sitrep: "error" } });
    this.said = element("p", { class: "said", "aria-live": "polite" });
    this.page = element("div", { class: "page" }, element("article", {}, this.title, this.about, this.text));
    const main = element("div", { class: "main" }, this.palette.element, this.find.element, this.message, this.page);
    this.element = element("div", { class: "workspace", tabindex: 0, "aria-label": "Annotator", data: { sitrep: "annotator", saved: "true" } });
    this.element.append(main, this.panel.element, this.bar.element, this.help, this.said);
    this.host.replaceChildren(this.element);
  }

  listen() {
    this.stop = new AbortController();
    const on = (target, event, run) => target.addEventListener(event, run, { signal: this.stop.signal });
    on(this.element, "keydown", (event) => this.key(event));
    on(this.text, "mousedown", (event) => (this.pressed = [event.clientX, event.clientY]));
    on(document, "mouseup", (event) => this.released(event));
    on(this.element, "click", (event) => event.detail && isButton(event) && this.focus()); // keys go on working
    on(window, "online", () => this.outbox.retry());
    on(window, "focus", () => this.comeBack());
    on(window, "resize", () => fitHeight(this.element));
    on(window, "beforeunload", (event) => this.outbox.size && !this.outbox.keeps && event.preventDefault());
    fitHeight(this.element);
  }

  close() {
    this.panel.noteNow();
    clearInterval(this.adopting);
    this.tab?.leave();
    this.stop.abort();
  }

  // ---- documents

  async open(id) {
    if (id === null) return this.nothingLeft();
    if (id === undefined) return this.tell(UNREACHABLE);
    if (!this.documents.has(id)) {
      this.say("Opening …");
      try {
        this.documents.set(id, new Opened(await this.server.open(id)));
      } catch (error) {
        return this.tell(error.status ? error.message : UNREACHABLE);
      }
    }
    this.show(this.documents.get(id));
    this.reading.ahead(id).then(() => this.drawSoon());
    return undefined;
  }

  show(opened) {
    this.panel.noteNow();
    this.opened = opened;
    delete this.element.dataset.state; // comes back when the layer is drawn
    Object.assign(this, { selected: null, active: 0, lastAct: Date.now(), layer: null });
    const { scheme } = opened;
    if (this.scheme?.id !== scheme.id) this.useScheme(scheme);
    this.panel.build(scheme);
    setText(this.title, opened.text.startsWith(opened.title) ? "" : opened.title); // never said twice
    const facts = [opened.source, opened.published, opened.why].filter(Boolean);
    setText(this.about, facts.join(" · "));
    this.view.show(opened.text);
    this.selection.reset(opened.tokens);
    this.selection.clear();
    this.element.dataset.documentId = opened.id;
    this.element.classList.remove("empty");
    this.page.scrollTop = 0;
    const address = new URL(window.location.href);
    address.searchParams.set("document", opened.id);
    window.history.replaceState(window.history.state, "", address);
    this.tell("");
    this.refresh();
    this.focus();
  }

  useScheme(scheme) {
    this.scheme = scheme;
    for (const { name, color } of scheme.labels) this.element.style.setProperty(`--${name}-plain`, color);
    const tones = scheme.labels.map(({ name }) => `--${name}: light-dark(var(--${name}-plain), color-mix(in oklab, var(--${name}-plain) 62%, white));`);
    this.tones ??= this.host.insertBefore(document.createElement("style"), this.element);
    this.tones.textContent = `.workspace { ${tones.join(" ")} }`;
    this.view = new TextView(this.text, new Map(scheme.labels.map(({ name, color }) => [name, color])));
    this.selection = new Selection(this.root, this.view);
    this.labelKeys = new Map(scheme.labels.map(({ name, key }) => [key, name]));
    this.answerKeys = new Map(scheme.questions.flatMap((question) => question.values.map((value) => [value.key, [question.name, value.name]])));
    this.palette.build(scheme);
    this.help.build(scheme);
  }

  nothingLeft() {
    this.opened = this.layer = null;
    this.element.classList.add("empty");
    delete this.element.dataset.documentId;
    setText(this.title, "Nothing left to read");
    setText(this.about, "You have finished or skipped every document.");
    const way = (words, target) => element("a", { href: `${this.server.base}${target}` }, words);
    this.text.replaceChildren();
    this.about.append(" ", way("Load more", "/load"), " or ", way("look at the list", "/documents"), ".");
    this.drawSoon();
  }

  // ---- leaving a document

  submit() {
    if (!this.opened) return;
    this.panel.noteNow();
    const missing = this.scheme.questions.find((question) => question.required && !this.layer.answers[question.name]);
    if (missing) return this.panel.askFor(missing);
    return this.leaveWith("work.submit");
  }

  async leaveWith(kind) {
    if (!this.opened) return;
    this.panel.noteNow();
    this.countTime();
    const { id } = this.opened;
    this.operate(kind, { seconds: Math.round(this.active / 1000) });
    await this.open(await this.reading.next(id));
  }

  async back() {
    const id = this.reading.before(this.opened?.id);
    if (id) await this.open(id);
  }

  // ---- keys

  key(event) {
    event.stopPropagation(); // Streamlit's own shortcuts never fire from here
    const target = event.composedPath()[0];
    if (/^(INPUT|TEXTAREA)$/.test(target.tagName)) return this.keyInField(event);
    if (!this.opened) return;
    if (target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ")) return;
    const command = commandOf(event, this.labelKeys, this.answerKeys);
    if (!command) return;
    event.preventDefault();
    this.run(command);
  }

  keyInField(event) {
    if (event.key !== "Escape" && !(event.key === "Enter" && event.ctrlKey)) return;
    event.preventDefault();
    this.panel.noteNow();
    this.focus();
    if (event.key === "Enter") this.submit();
  }

  run([name, ...rest]) {
    const commands = {
      walk: () => this.move(rest[0], rest[1], false),
      line: () => this.move(rest[0], rest[1], true),
      label: () => this.label(rest[0]),
      answer: () => this.answer(...rest),
      reason: () => this.reasonByNumber(rest[0]),
      cycle: () => this.cycle(),
      remove: () => this.remove(),
      mentions: () => this.mentions(),
      note: () => this.panel.note.focus(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      submit: () => this.submit(),
      skip: () => this.leaveWith("work.skip"),
      back: () => this.back(),
      find: () => this.find.open(),
      help: () => this.help.showModal(),
      escape: () => this.escape(),
    };
    commands[name]();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  countTime() {
    const now = Date.now();
    this.active += Math.min(now - this.lastAct, 60000); // a pause of more than a minute is a pause
    this.lastAct = now;
  }

  // ---- drawing

  // The text at once; the lists beside it in the next frame.
  refresh() {
    this.layer = this.opened.layer(this.outbox.of(this.opened.id));
    const spans = new Map();
    for (const [id, span] of this.layer.spans) spans.set(id, this.opened.inUnits(span));
    this.view.draw(spans);
    if (this.selected && !spans.has(this.selected)) this.select(null);
    this.drawSoon();
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
      this.panel.draw(this.opened, this.layer, this.selected);
      this.palette.draw(this.sticky);
      this.element.dataset.state = this.layer.state;
    }
    if (this.root.activeElement?.disabled) this.focus();
    this.bar.draw({ outbox: this.outbox, layer: this.layer, progress: this.reading.progress, hasBack: this.reading.before(this.opened?.id) !== null });
  }

  say(words) {
    setText(this.said, words);
  }

  tell(words) {
    setText(this.message, words);
    this.message.hidden = !words;
  }
}

Object.assign(Workspace.prototype, marking, pointing, saving);
