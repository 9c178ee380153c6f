// The HTTP API as the workspace uses it.

export class Server {
  constructor(token) {
    this.token = token;
    const page = document.baseURI.replace(/[?#].*$/, "").replace(/\/(annotate)?\/?$/, "");
    this.base = page;
  }

  // { document, tokens, scheme, version, operations, state, why_now, … }; throws an Error with a sentence.
  open(documentId) {
    return this.read(`/api/documents/${encodeURIComponent(documentId)}`);
  }

  // { documents: [{ id, title, why_now }], n_documents, n_done, n_done_today, rounds: [{ name, kind, due, n_done,
  // n_left }], nothing_left, is_taken }; open: the id of what is looked at, or nothing.
  queue(n, open) {
    return this.read(`/api/queue?n=${n}${open ? `&open=${encodeURIComponent(open)}` : ""}`);
  }

  async read(path) {
    const answer = await fetch(this.base + path, { credentials: "same-origin" });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.detail), { status: answer.status });
    return body;
  }

  // { status, body }; rejects when the server cannot be reached.
  async save(documentId, message) {
    const answer = await fetch(`${this.base}/api/documents/${encodeURIComponent(documentId)}/operations`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Sitrep-Token": this.token },
      body: JSON.stringify(message),
    });
    return { status: answer.status, body: await answer.json() }; // an answer cut off is no answer: it rejects
  }
}
