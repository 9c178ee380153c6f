// The outbox: operations wait here, and in the browser's storage, until the server says they are on disk.

export const MOST_OPERATIONS = 200;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

export class Outbox {
  // send(documentId, operations) resolves to { status, body } or rejects when the server cannot be reached.
  // told: { changed(), committed(documentId, operations, body), refused(documentId, operation, why) }
  // box: a name that keeps apart what waits for other routes
  constructor({ storage, author, tab, send, told, box = "outbox", timer = (run, pause) => setTimeout(run, pause), soon = (run) => setTimeout(run, 0) }) {
    Object.assign(this, { storage, author, tab, send, told, timer, soon, prefix: `sitrep:${box}:` });
    this.waiting = new Map(); // document id to operations, oldest first
    this.sent = new Map(); // document id to how often something of it was committed
    this.batch = MOST_OPERATIONS;
    this.pause = 0;
    this.state = "idle"; // idle, sending, offline, blocked
    this.why = "";
    this.missing = new Map(); // document id to what the server says, where it does not know the document
    this.keeps = true; // whether the browser's storage takes what waits
    this.run = 0; // counts tries, so that an old timer cannot start a second one
  }

  get size() {
    let n = 0;
    for (const operations of this.waiting.values()) n += operations.length;
    return n;
  }

  of(documentId) {
    return this.waiting.get(documentId) ?? [];
  }

  add(documentId, operations) {
    this.waiting.set(documentId, [...this.of(documentId), ...operations]);
    this.keep(documentId);
    this.told.changed();
    if (this.isFree && !this.starting) {
      this.starting = true; // after the page has shown what was done
      this.soon(() => {
        this.starting = false;
        if (this.isFree) this.pump();
      });
    }
  }

  // Nothing is under way, or all that waits is for documents that the server does not know: others may be sent.
  get isFree() {
    return this.state === "idle" || (this.state === "blocked" && this.status === 404);
  }

  // Takes in what this tab left before a reload, and what tabs that are gone left behind. isAlive(tab) says which live.
  adopt(isAlive) {
    for (const [key, documentId, tab] of this.stored()) {
      if (tab !== this.tab && isAlive(tab)) continue;
      const known = new Set(this.of(documentId).map((operation) => operation.op_id));
      const left = this.read(key).filter((operation) => !known.has(operation.op_id));
      if (left.length) this.waiting.set(documentId, [...left, ...this.of(documentId)]);
      if (tab !== this.tab) {
        this.keep(documentId);
        if (this.keeps) this.attempt(() => this.storage.removeItem(key));
      }
    }
    if (this.size) this.told.changed();
    if (this.size && this.isFree) this.pump();
  }

  // Try again at once: the network is back, somebody came back to the page, or signed in again.
  retry() {
    this.missing.clear();
    if (this.state === "offline" || this.state === "blocked") this.pump();
  }

  async pump() {
    const run = ++this.run;
    const next = [...this.waiting].find(([id, operations]) => operations.length && !this.missing.has(id));
    if (!next) return this.size ? this.become("blocked", [...this.missing.values()].at(-1), 404) : this.become("idle");
    const [documentId, operations] = next;
    const sent = operations.slice(0, this.batch);
    this.become(this.state === "offline" ? "offline" : "sending", this.why);
    let answer;
    try {
      answer = await this.send(documentId, sent);
    } catch {
      return this.later(run, "");
    }
    if (run !== this.run) return undefined;
    return this.settle(run, documentId, sent, answer);
  }

  settle(run, documentId, sent, { status, body }) {
    if (Array.isArray(body?.committed)) {
      const committed = new Set(body.committed);
      const refused = new Map((body.refused ?? []).map(({ op_id, why }) => [op_id, why]));
      this.drop(documentId, new Set([...committed, ...refused.keys()]));
      this.sent.set(documentId, (this.sent.get(documentId) ?? 0) + 1);
      this.told.committed(documentId, sent.filter((operation) => committed.has(operation.op_id)), body);
      for (const operation of sent) {
        if (refused.has(operation.op_id)) this.told.refused(documentId, operation, refused.get(operation.op_id));
      }
      Object.assign(this, { pause: 0, batch: MOST_OPERATIONS, state: "sending", why: "" });
      return this.pump();
    }
    if (status === 401 || status === 403 || status === 409) return this.become("blocked", body?.detail ?? "", status);
    if (status === 404) {
      this.missing.set(documentId, body?.detail ?? ""); // another database, or an older backup: it may come back
      return this.pump();
    }
    if (status >= 500 || status === 429 || status < 400) return this.later(run, body?.detail ?? "");
    if (sent.length > 1) {
      this.batch = Math.ceil(sent.length / 2); // one of them is too much: find it
      return this.pump();
    }
    this.drop(documentId, new Set([sent[0].op_id]));
    this.told.refused(documentId, sent[0], body?.detail ?? "the server gave no reason");
    return this.pump();
  }

  later(run, why) {
    if (run !== this.run) return;
    this.pause = Math.min(LONGEST_PAUSE, this.pause ? this.pause * 2 : FIRST_PAUSE);
    this.become("offline", why);
    this.timer(() => run === this.run && this.pump(), this.pause);
  }

  become(state, why = "", status = 0) {
    Object.assign(this, { state, why, status });
    this.told.changed();
  }

  drop(documentId, gone) {
    const left = this.of(documentId).filter((operation) => !gone.has(operation.op_id));
    if (left.length) this.waiting.set(documentId, left);
    else this.waiting.delete(documentId);
    this.keep(documentId);
  }

  keep(documentId) {
    const left = this.of(documentId);
    const key = `${this.prefix}${JSON.stringify([this.author, documentId, this.tab])}`;
    this.keeps = this.attempt(() => {
      if (left.length) this.storage.setItem(key, JSON.stringify(left));
      else this.storage.removeItem(key);
    });
  }

  // [key, document id, tab] of every outbox of this author.
  stored() {
    const found = [];
    this.attempt(() => {
      for (let place = 0; place < this.storage.length; place++) {
        const key = this.storage.key(place);
        if (!key?.startsWith(this.prefix)) continue;
        const [author, documentId, tab] = JSON.parse(key.slice(this.prefix.length));
        if (author === this.author) found.push([key, documentId, tab]);
      }
    });
    return found;
  }

  read(key) {
    let left = [];
    this.attempt(() => {
      left = JSON.parse(this.storage.getItem(key)) ?? [];
    });
    return left;
  }

  // Storage may be full, forbidden or hold rubbish: the memory keeps what waits all the same.
  attempt(work) {
    try {
      work();
      return true;
    } catch {
      return false;
    }
  }
}
