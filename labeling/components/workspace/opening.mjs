// Opening a document and leaving it. Methods of Workspace.

import { element, setText } from "./elements.mjs";
import { Selection } from "./selection.mjs";
import { TextView } from "./view.mjs";

const UNREACHABLE = "The next article cannot be fetched: the server does not answer. Press Submit again later.";
const FRESH = 3000; // milliseconds

export const opening = {
  async open(id) {
    if (id === null) return this.nothingLeft();
    if (id === undefined) return this.tell(UNREACHABLE);
    if (!this.documents.has(id)) {
      this.say("Opening …");
      try {
        this.documents.set(id, await this.fetchDocument(id));
      } catch (error) {
        return this.nothingOpen(error.status ? error.message : UNREACHABLE);
      }
    }
    const opened = this.documents.get(id);
    this.show(opened);
    if (Date.now() - opened.fetchedAt > FRESH) this.renew(opened);
    this.reading.ahead(id).then((isTaken) => this.readAhead(opened, isTaken));
    return undefined;
  },

  // The queue has answered while `opened` was on the page.
  readAhead(opened, isTaken) {
    if (this.opened !== opened) return this.drawSoon();
    if (isTaken && this.layer.state === "todo") return this.readNextInstead(opened.id);
    if (opened.round) this.tellAbout(); // how much of it is left, as it is now
    return this.drawSoon();
  },

  // Somebody else of the round took it before it was open here: nobody reads it in vain.
  async readNextInstead(id) {
    await this.open(await this.reading.next(id));
    this.say("Somebody else took that one; here is the next.");
  },

  // Says why; what belongs to a document is hidden where none is open.
  nothingOpen(why) {
    this.say("");
    this.tell(why);
    if (this.opened) return;
    this.element.classList.add("empty");
    this.drawSoon();
  },

  // What an earlier tab left may be saved while the document is fetched: then it is fetched again, to have it.
  async fetchDocument(id) {
    for (;;) {
      const before = this.outbox.sent.get(id);
      const payload = await this.server.open(id);
      if (this.outbox.sent.get(id) === before) return this.reading.make(payload);
    }
  },

  // Takes in what became new since the document was fetched: another tab's work, and suggestions.
  async renew(opened) {
    const fresh = await this.server.open(opened.id).catch(() => null);
    if (!fresh) return;
    opened.renew(fresh);
    if (opened === this.opened) this.refresh();
  },

  show(opened) {
    this.panel.noteNow();
    const before = this.opened;
    this.opened = opened;
    this.isAtEnd = false;
    delete this.element.dataset.state; // comes back when the layer is drawn
    Object.assign(this, { selected: null, last: null, edge: null, editing: null, active: 0, lastAct: Date.now(), layer: null });
    this.offered = { open: [], key: null, at: 0, isPointed: false };
    const { scheme } = opened;
    if (this.scheme?.id !== scheme.id) this.useScheme(scheme);
    this.panel.build(scheme);
    setText(this.title, opened.text.startsWith(opened.title) ? "" : opened.title); // never said twice
    this.tellAbout();
    this.view.show(opened.text, opened.boilerplate);
    this.outline([]);
    this.selection.reset(opened.tokens);
    this.selection.clear();
    this.element.dataset.documentId = opened.id;
    this.element.classList.remove("empty");
    this.page.scrollTop = 0;
    const address = new URL(window.location.href);
    address.searchParams.set("document", opened.id);
    address.searchParams.delete("at"); // it was shown; a reload begins where every article begins
    window.history.replaceState(window.history.state, "", address);
    this.tell("");
    this.refresh();
    this.showComments(before, opened);
    this.focus();
  },

  useScheme(scheme) {
    this.scheme = scheme;
    for (const { name, color } of scheme.labels) this.element.style.setProperty(`--${name}-plain`, color);
    const tones = scheme.labels.map(({ name }) => `--${name}: light-dark(var(--${name}-plain), color-mix(in oklab, var(--${name}-plain) 62%, white));`);
    this.tones ??= this.host.insertBefore(document.createElement("style"), this.element);
    this.tones.textContent = `.workspace { ${tones.join(" ")} }`;
    this.view = this.viewOf(new Map(scheme.labels.map(({ name, color }) => [name, color])));
    this.selection = new Selection(this.root, this.view);
    this.labelKeys = new Map(scheme.labels.filter(({ key }) => key).map(({ name, key }) => [key, name]));
    this.answerKeys = new Map(scheme.questions.flatMap((question) => question.values.map((value) => [value.key, [question.name, value.name]])));
    this.palette.build(scheme);
    this.help.build(scheme, `${this.server.base}/guidelines`);
  },

  viewOf(colors) {
    return new TextView(this.text, colors);
  },

  nothingLeft() {
    this.opened = this.layer = null;
    this.element.classList.add("empty");
    delete this.element.dataset.documentId;
    this.text.replaceChildren();
    this.isAtEnd = true;
    this.tellEnd();
    this.drawSoon();
  },

  // Why nothing is left. Said once more when the last document is saved: until then the queue still gives it.
  tellEnd() {
    setText(this.title, "Nothing left to read");
    const { nothing_left: words, may_load: mayLoad } = this.reading.progress ?? {};
    const ended = this.outbox.size ? "" : "You have finished or skipped every document.";
    setText(this.about, words || ended);
    const way = (shown, target) => element("a", { href: `${this.server.base}${target}` }, shown);
    if (!words && ended) this.about.append(" ", ...(mayLoad ? [way("Load more", "/load"), " or "] : []), way(mayLoad ? "look at the list" : "Look at the list", "/documents"), ".");
    this.tellTrained();
  },

  // Where the open document is from and why it comes now.
  tellAbout() {
    const { source, published, why } = this.opened;
    setText(this.about, [source, published, why].filter(Boolean).join(" · "));
    this.tellTrained();
  },

  // After a document of a training round: the way to how it differs from gold.
  tellTrained() {
    if (!this.trained) return;
    const { id, title } = this.trained;
    const target = `${this.server.base}/training?document=${encodeURIComponent(id)}`;
    this.about.append(" ", element("a", { href: target, target: "_blank", data: { sitrep: "trained" } }, `How you did on “${title || id}”`));
  },

  // ---- leaving a document

  submit() {
    if (!this.opened) return;
    this.panel.noteNow();
    const missing = this.scheme.questions.find((question) => question.required && !this.layer.answers[question.name]);
    if (missing) return this.panel.askFor(missing);
    return this.leaveWith("work.submit");
  },

  async leaveWith(kind) {
    if (!this.opened) return;
    this.panel.noteNow();
    this.countTime();
    const { id, title, round } = this.opened;
    this.operate(kind, { seconds: Math.round(this.active / 1000) });
    this.trained = kind === "work.submit" && round?.kind === "training" ? { id, title } : null;
    await this.open(await this.reading.next(id));
  },

  async back() {
    const id = this.reading.before(this.opened?.id);
    if (id) await this.open(id);
  },
};
