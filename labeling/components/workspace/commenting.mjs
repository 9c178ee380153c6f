// Saying something of the article, a span or some words, and reading what others said. Methods of Workspace.

import { messageOf } from "./threads.mjs";

export const commenting = {
  // What a comment would be about: the selected words, the suggestion or the span at hand, or null: the whole article.
  placeAtHand() {
    if (this.selection.kind === "range" && this.selection.range[0] < this.selection.range[1]) return this.opened.inCodePoints(...this.selection.range);
    const offer = this.offered.isPointed && this.currentOffer();
    if (offer) return { start: offer.start, end: offer.end, quote: offer.quote };
    const id = this.spanHere() ?? (this.selection.kind === "none" ? this.last : null);
    const span = this.layer.spans.get(id);
    return span ? { start: span.start, end: span.end, quote: this.opened.quoteOf(span), span_id: span.span_id } : null;
  },

  showComments(before, opened) {
    if (before) before.draft = this.comments.draft;
    this.comments.reset(opened.draft);
    this.readComments(opened);
  },

  // What cannot be read now is read when the page comes back to the front.
  async readComments(opened) {
    const answer = await this.server.comments(opened.id).catch(() => null);
    if (answer) this.takeComments(opened, answer);
  },

  takeComments(opened, { threads }) {
    opened.threads = threads;
    if (opened === this.opened) this.drawSoon();
  },

  // Says it; the sentence that tells why it could not be saved, or null. The same words sent again have the same id.
  async addComment(text, target) {
    const said = JSON.stringify([this.opened.id, text, target]);
    if (this.saying?.said !== said) this.saying = { said, id: crypto.randomUUID() };
    const problem = await this.sendComment(messageOf(this.saying.id, text, target));
    if (!problem) this.say("Comment saved.");
    return problem;
  },

  async turnThread(thread, kind) {
    this.comments.tell(await this.sendComment({ id: crypto.randomUUID(), thread_id: thread.id, kind }));
  },

  async sendComment(message) {
    const { opened } = this;
    const answer = await this.server.comment(opened.id, message).catch(() => null);
    if (!answer) return "Not saved: the server does not answer. What you wrote stays here; try again.";
    if (answer.status !== 200) return `Not saved: ${answer.body.detail}`;
    this.takeComments(opened, answer.body);
    return null;
  },

  addressToAsk(thread) {
    return `${this.server.base}/questions?document=${encodeURIComponent(this.opened.id)}&thread=${encodeURIComponent(thread.id)}`;
  },
};
