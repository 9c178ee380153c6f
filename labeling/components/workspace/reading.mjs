// What is read next: the next documents are fetched ahead, so that opening one is only drawing it.

import { Opened } from "./opened.mjs";

const AHEAD = 2; // documents held ready
const KEPT = 12; // documents held at all

export class Reading {
  // make: what a document is held as, of what the server said
  constructor(server, documents, make = (payload) => new Opened(payload)) {
    Object.assign(this, { server, documents, make, queue: [], trail: [], finished: new Set(), given: new Set(), progress: null });
  }

  // The id to open after `id`; null when nothing is left, undefined when the server cannot be asked.
  async next(id) {
    if (id) this.finished.add(id);
    const ready = this.queue.find((other) => other !== id && !this.finished.has(other));
    if (ready) return this.give(ready);
    if (!(await this.count())) return undefined;
    return this.give(this.queue.find((other) => other !== id && !this.finished.has(other)) ?? null);
  }

  // Remembers that the queue gave it: somebody else may take it before it is open.
  give(id) {
    if (id) this.given.add(id);
    return id;
  }

  // The id that was open before `id`, or null.
  before(id) {
    const place = id ? this.trail.lastIndexOf(id) : this.trail.length;
    return place > 0 ? this.trail[place - 1] : null;
  }

  // Fetches the queue and how far the day is, telling what is open; false when the server cannot be asked.
  async count(open) {
    const answer = await this.server.queue(AHEAD + 4, open).catch(() => null);
    if (!answer) return false;
    const { documents, ...progress } = answer;
    this.progress = progress;
    this.queue = documents.map((found) => found.id);
    this.why = new Map(documents.map((found) => [found.id, found.why_now]));
    return true;
  }

  // Notes that `id` is open and holds the next ones ready; true where the queue gave it and others took it since.
  async ahead(id) {
    if (!this.trail.includes(id)) this.trail.push(id);
    this.finished.delete(id);
    if ((await this.count(id)) && this.progress.is_taken && this.given.has(id)) return true;
    const open = this.documents.get(id);
    if (open && this.why?.get(id)) open.why = this.why.get(id);
    for (const next of this.queue.filter((other) => other !== id && !this.finished.has(other)).slice(0, AHEAD)) {
      if (this.documents.has(next)) continue;
      const payload = await this.server.open(next).catch(() => null);
      if (payload) this.documents.set(next, Object.assign(this.make(payload), { why: this.why.get(next) || payload.why_now }));
    }
    for (const old of this.documents.keys()) {
      if (this.documents.size > KEPT && old !== id && !this.queue.includes(old)) this.documents.delete(old);
    }
    return false;
  }
}
