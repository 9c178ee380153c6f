// The comments beside the text: what is said of the article, and one box to say more.

import { button, element, setText } from "./elements.mjs";
import { listed, short } from "./threads.mjs";

const VERBS = { comment: "", resolve: "resolved this", reopen: "reopened this" };

export class Comments {
  // act: { add(text, target), turn(thread, kind), show(thread), leave(), ask(thread) }, which gives the address
  constructor(act) {
    Object.assign(this, { act, threads: [], place: null, target: null, withResolved: false, state: "" });
    this.count = element("span", { class: "quiet" });
    this.list = element("ol", { class: "threads", "aria-label": "Comments" });
    this.box = element("textarea", { rows: 1, maxlength: 5000, data: { sitrep: "comment-text" }, on: { input: () => this.typed(), keydown: (event) => this.key(event) } });
    this.send = button("comment-add", "Comment", () => this.add(), { hidden: true, title: "Ctrl+Enter" });
    this.resolved = button("comments-resolved", "", () => this.toggleResolved(), { hidden: true, "aria-pressed": "false" });
    this.problem = element("p", { class: "hint", role: "alert" });
    this.element = element("section", { class: "comments" }, element("h2", {}, "Comments ", this.count), this.box, this.send, this.problem, this.list, this.resolved);
  }

  // Another article: what was typed goes with the one it was typed for.
  reset(draft) {
    Object.assign(this, { threads: [], place: null, target: draft?.target ?? null, withResolved: false, state: "" });
    this.box.value = draft?.text ?? "";
    setText(this.problem, "");
    this.send.hidden = !this.box.value;
  }

  get draft() {
    return this.box.value.trim() ? { text: this.box.value, target: this.target } : null;
  }

  // place: { start, end, quote, span_id } in code points of what is at hand, or null: the whole article.
  draw(threads, place) {
    Object.assign(this, { threads, place });
    if (!this.box.value && !this.target?.thread) this.target = place;
    const words = this.target?.thread ? `Answer ${this.target.author}` : `Comment on ${this.target ? `“${short(this.target.quote)}”` : "the article"} (k)`;
    if (this.box.placeholder !== words) this.box.placeholder = words;
    this.box.setAttribute("aria-label", words);
    const state = JSON.stringify([threads, place && [place.start, place.end], this.withResolved]);
    if (state === this.state) return;
    this.state = state;
    const n = threads.filter((thread) => !thread.is_resolved).length;
    setText(this.count, n ? `${n} open` : "");
    setText(this.resolved, this.withResolved ? "Hide resolved" : `${threads.length - n} resolved`);
    this.resolved.hidden = threads.length === n;
    this.resolved.setAttribute("aria-pressed", String(this.withResolved));
    this.list.replaceChildren(...listed(threads, place, this.withResolved).map((thread) => this.row(thread)));
  }

  row(thread) {
    const about = thread.quote === null ? "The article" : `“${short(thread.quote)}”`;
    const where = element("button", { type: "button", class: "where", disabled: thread.quote === null, on: { click: () => this.act.show(thread) } }, element("bdi", { dir: "auto" }, about));
    const turn = button("comment-resolve", thread.is_resolved ? "Reopen" : "Resolve", () => this.act.turn(thread, thread.is_resolved ? "reopen" : "resolve"));
    const reply = button("comment-reply", "Answer", () => this.answer(thread));
    const ask = element("a", { href: this.act.ask(thread), target: "_blank", rel: "noopener" }, "Ask the team");
    const data = { sitrep: "comment", thread: thread.id, resolved: String(thread.is_resolved) };
    return element("li", { data }, where, ...thread.comments.map((one) => this.said(one)), element("p", { class: "turns" }, reply, turn, ask));
  }

  said({ author, at, kind, text }) {
    const when = new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const who = element("span", { class: "quiet", title: when }, `${author} ${VERBS[kind]}`.trim());
    return element("p", { class: "said-so" }, who, text ? element("span", { class: "words", dir: "auto" }, text) : null);
  }

  answer(thread) {
    this.target = { thread: thread.id, author: thread.comments[0].author };
    this.draw(this.threads, this.place);
    this.focus();
  }

  focus() {
    this.box.focus();
    this.box.scrollIntoView({ block: "nearest" });
  }

  typed() {
    this.send.hidden = !this.box.value.trim();
    this.box.rows = Math.min(6, this.box.value.split("\n").length + 1);
  }

  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation(); // it would submit the article
      this.add();
    } else if (event.key === "Escape" && !this.box.value) this.target = null;
  }

  async add() {
    const text = this.box.value.trim();
    if (!text || this.send.disabled) return;
    this.send.disabled = true;
    const problem = await this.act.add(text, this.target);
    this.send.disabled = false;
    this.tell(problem);
    if (problem) return;
    this.box.value = "";
    this.target = null;
    this.typed();
    this.act.leave();
  }

  tell(problem) {
    setText(this.problem, problem ?? "");
  }

  toggleResolved() {
    this.withResolved = !this.withResolved;
    this.draw(this.threads, this.place);
  }
}
