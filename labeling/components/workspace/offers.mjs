// The list of open suggestions beside the text: take one, leave one, take all of one label.

import { button, element, setText } from "./elements.mjs";

const MOST_ROWS = 60; // are listed; the others come up as these are judged

export class Offers {
  // act: { point(key), accept(key), reject(key), acceptAll(label) }
  constructor(act) {
    this.act = act;
    this.count = element("span", { class: "quiet" });
    this.all = element("div", { class: "all" });
    this.list = element("ol", { class: "offers", "aria-label": "Suggestions" });
    this.element = element("section", { class: "suggested", hidden: true }, element("h2", {}, "Suggested ", this.count), this.all, this.list);
    this.rows = new Map();
  }

  draw(open, current) {
    this.element.hidden = !open.length;
    setText(this.count, open.length ? `${open.length} to judge: a takes, x rejects` : "");
    this.drawAll(open);
    const kept = new Map();
    let before = null;
    for (const one of open.slice(0, MOST_ROWS)) {
      const row = this.rows.get(one.key) ?? this.row(one);
      row.setAttribute("aria-current", String(one.key === current?.key));
      const place = before ? before.nextSibling : this.list.firstChild;
      if (row !== place) this.list.insertBefore(row, place);
      before = row;
      kept.set(one.key, row);
    }
    for (const [key, row] of this.rows) if (!kept.has(key)) row.remove();
    this.rows = kept;
    if (current && current.key !== this.shown) this.scrollTo(kept.get(current.key)); // asks for the layout: seldom
    this.shown = current?.key;
  }

  scrollTo(row) {
    if (!row || this.list.scrollHeight <= this.list.clientHeight) return;
    const top = row.offsetTop - this.list.offsetTop;
    if (top < this.list.scrollTop || top + row.offsetHeight > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = top - 40;
  }

  drawAll(open) {
    const counts = new Map();
    for (const { label } of open) counts.set(label, (counts.get(label) ?? 0) + 1);
    const several = [...counts].filter(([, n]) => n > 1).sort(([a], [b]) => (a < b ? -1 : 1)); // a button keeps its place
    const state = several.join(";");
    if (this.all.dataset.state === state) return;
    this.all.dataset.state = state;
    const choices = several.map(([label, n]) =>
      button("accept-all", `Take all ${n} ${label}`, () => this.act.acceptAll(label), { data: { sitrep: "accept-all", label }, style: `--label: var(--${label})` }),
    );
    this.all.replaceChildren(...choices);
  }

  row({ key, label, start, end, score, quote, why }) {
    const pick = element("button", { type: "button", class: "pick", title: why, tabindex: -1, on: { click: () => this.act.point(key) } });
    pick.append(element("b", { style: `--label: var(--${label})` }, label), element("bdi", { dir: "auto" }, quote));
    const accept = button("accept", "✓", () => this.act.accept(key), { "aria-label": `Take ${label} ${quote}`, title: "Take (a)" });
    const reject = button("reject", "×", () => this.act.reject(key), { "aria-label": `Reject ${label} ${quote}`, title: "Reject (x)" });
    return element("li", { data: { sitrep: "suggestion", label, start, end, score } }, pick, accept, reject);
  }
}
