// What the outbox and the server say, and what it does to the page. Methods of Workspace.

export const saving = {
  async send(documentId, operations) {
    const opened = this.documents.get(documentId);
    const message = { version: opened?.version ?? Number.MAX_SAFE_INTEGER, operations };
    if (opened) message.scheme_id = opened.scheme.id;
    return this.server.save(documentId, message);
  },

  committed(documentId, operations, body) {
    this.documents.get(documentId)?.confirm(operations, body);
    if (body.missed.length && documentId === this.opened?.id) this.refresh();
    if (operations.some(({ kind }) => kind.startsWith("work."))) this.countAnew();
  },

  async countAnew() {
    await this.reading.count();
    if (this.isAtEnd) this.tellEnd();
    this.drawSoon();
  },

  refused(documentId, operation, why) {
    this.tell(`Not saved, and taken off the page: ${why}`);
    if (documentId === this.opened?.id) this.refresh();
  },

  // Somebody comes back to the page: send what waits, and see what another tab did meanwhile.
  async comeBack() {
    this.outbox.retry();
    if (!this.opened) return;
    this.readComments(this.opened);
    await this.renew(this.opened);
  },
};
