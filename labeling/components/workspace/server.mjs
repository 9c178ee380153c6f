// The HTTP API as the workspace uses it.

export class Server {
  // documents, queue: the routes of what is opened and saved, and of what comes next
  constructor(token, { documents = "/api/documents", queue = "/api/queue" } = {}) {
    Object.assign(this, { token, routes: { documents, queue } });
    const page = document.baseURI.replace(/[?#].*$/, "").replace(/\/(annotate|adjudicate)?\/?$/, "");
    this.base = page;
  }

  // { document, tokens, scheme, version, operations, state, why_now, … }; throws an Error with a sentence.
  open(documentId) {
    return this.read(`${this.routes.documents}/${encodeURIComponent(documentId)}`);
  }

  // { threads: [{ id, start, end, quote, span_id, is_resolved, comments: [{ id, author, at, kind, text }] }] }
  comments(documentId) {
    return this.read(`/api/documents/${encodeURIComponent(documentId)}/comments`);
  }

  // { documents: [{ id, title, why_now }], n_documents, n_done, n_done_today, rounds: [{ name, kind, due, n_done,
  // n_left }], nothing_left, is_taken }; open: the id of what is looked at, or nothing.
  queue(n, open) {
    return this.read(`${this.routes.queue}?n=${n}${open ? `&open=${encodeURIComponent(open)}` : ""}`);
  }

  async read(path) {
    const answer = await fetch(this.base + path, { credentials: "same-origin" });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.detail), { status: answer.status });
    return body;
  }

  // { status, body }; rejects when the server cannot be reached.
  save(documentId, message) {
    return this.post(`${this.routes.documents}/${encodeURIComponent(documentId)}/operations`, message);
  }

  // The same; the body holds all threads.
  comment(documentId, message) {
    return this.post(`/api/documents/${encodeURIComponent(documentId)}/comments`, message);
  }

  async post(path, message) {
    const answer = await fetch(this.base + path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Sitrep-Token": this.token },
      body: JSON.stringify(message),
    });
    return { status: answer.status, body: await answer.json() }; // an answer cut off is no answer: it rejects
  }
}
