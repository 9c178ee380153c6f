// The bar at the bottom: is it saved, how far the day is, undo, redo, skip, submit.

import { button, element, setText } from "./elements.mjs";

export class Bar {
  // act: { undo(), redo(), back(), skip(), submit(), help(), retry() }
  constructor(act) {
    this.page = "/annotate"; // where to come back to after signing in
    this.sign = element("span", { class: "sign", role: "status", data: { sitrep: "status" } });
    this.more = element("span", { class: "more" });
    this.progress = element("span", { class: "quiet progress" });
    this.undo = button("undo", "Undo", act.undo, { title: "Ctrl+Z" });
    this.redo = button("redo", "Redo", act.redo, { title: "Ctrl+Shift+Z" });
    this.back = button("back", "Back", act.back, { title: "The article before (b)" });
    this.help = button("help-open", "Keys", act.help, { title: "All keys (h)" });
    this.skip = button("skip", "Skip", act.skip, { title: "Leave it for now (s)" });
    this.submit = button("submit", element("span", {}, "Submit", element("kbd", {}, "Enter")), act.submit, { class: "primary" });
    this.element = element("footer", { class: "bar" });
    this.element.append(this.sign, this.more, this.progress, this.help, this.back, this.undo, this.redo, this.skip, this.submit);
    this.act = act;
  }

  draw({ outbox, layer, progress, round, hasBack }) {
    const { sign, state, more } = signOf(outbox, this.page);
    setText(this.sign, sign);
    this.sign.dataset.state = state;
    const shown = more.map(([words, target]) =>
      target !== null ? element("a", { href: target }, words) : element("button", { type: "button", on: { click: this.act.retry } }, words),
    );
    if (this.more.textContent !== more.map(([words]) => words).join("")) this.more.replaceChildren(...shown);
    if (progress) setText(this.progress, `${partOf(progress, round)} · ${progress.n_done_today} today${paceOf(progress)}`);
    this.undo.disabled = !layer?.undo.length;
    this.redo.disabled = !layer?.redo.length;
    this.back.disabled = !hasBack;
    this.skip.disabled = this.submit.disabled = !layer;
  }
}

// How far one is: in the round of the open document, else in the first that has something left, else in all documents.
export function partOf({ rounds = [], n_done, n_documents }, round = null) {
  const part = rounds.find(({ name }) => name === round?.name) ?? rounds.find(({ n_left }) => n_left);
  if (!part) return `${n_done} of ${n_documents} done`;
  return `${part.name}: ${part.n_done} of ${part.n_done + part.n_left} done${part.due ? `, ${part.due}` : ""}`;
}

// One's own pace, gently: nobody else sees it.
function paceOf({ median_seconds: seconds }) {
  if (!seconds) return "";
  return ` · about ${seconds < 90 ? `${Math.max(5, Math.round(seconds / 5) * 5)} s` : `${Math.round(seconds / 60)} min`} each`;
}

const changes = (n) => (n === 1 ? "1 change waits" : `${n} changes wait`);

// What the sign says of an outbox, and the links or buttons beside it as [words, address or null].
export function signOf({ state, size, why, status, keeps }, page = "/annotate") {
  const lost = keeps ? "" : " This browser cannot keep them: do not close the page.";
  if (!size) return { sign: "Saved", state: "saved", more: [] };
  if (state === "blocked" && status === 401) {
    return { sign: `Signed out, ${changes(size)} here.${lost}`, state: "offline", more: [["Sign in", `/sign-in?next=${page}`]] };
  }
  if (state === "blocked") return { sign: `Not saved, ${changes(size)}: ${why}${lost}`, state: "offline", more: [["Reload", ""]] };
  if (state === "offline") {
    const sign = why ? `Not saved, ${changes(size)}: ${why}${lost}` : `Offline, ${changes(size)}.${lost}`;
    return { sign, state: "offline", more: [["Try now", null]] };
  }
  return { sign: `Saving …${lost}`, state: "saving", more: [] };
}
