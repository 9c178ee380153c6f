// Beside the text: the question, the note, the spans.

import { button, element, setText } from "./elements.mjs";
import { countAt } from "./threads.mjs";

const words = (name) => name.replaceAll("_", " ");

export class Panel {
  // act: { answer(question, value), reason(question, reason), note(text), pick(spanId), remove(spanId) }
  constructor(act) {
    this.act = act;
    this.questions = element("div", { class: "questions" });
    this.note = element("textarea", {
      rows: 2,
      "aria-label": "Note",
      placeholder: "Note (t)",
      maxlength: 10000,
      data: { sitrep: "note" },
      on: { input: () => this.noteSoon(), blur: () => this.noteNow() },
    });
    this.count = element("span", { class: "quiet" });
    this.list = element("ol", { class: "spans", "aria-label": "Spans" });
    this.rows = new Map();
    const heading = element("h2", {}, "Spans ", this.count);
    this.element = element("aside", { class: "panel", "aria-label": "Question, note, spans and comments" });
    this.offers = element("div"); // the list of suggestions takes its place
    this.total = element("p", { class: "total", hidden: true, data: { sitrep: "total" } });
    this.comments = element("div"); // what people say takes its place
    this.element.append(this.questions, this.note, this.offers, heading, this.total, this.list, this.comments);
  }

  build(scheme) {
    this.scheme = scheme;
    this.controls = new Map();
    const made = scheme.questions.map((question) => {
      const values = question.values.map((value) =>
        button("answer", element("span", {}, words(value.name), element("kbd", {}, value.key)), () => this.act.answer(question.name, value.name), {
          data: { sitrep: "answer", question: question.name, value: value.name },
          "aria-pressed": "false",
        }),
      );
      const reasons = element("div", { class: "reasons", role: "group", "aria-label": "Reason (optional)" });
      const hint = element("p", { class: "hint", role: "alert" });
      this.controls.set(question.name, { question, values, reasons, hint, shown: "" });
      const title = element("h2", { title: question.guideline }, question.text);
      return element("section", { role: "group", "aria-label": question.text }, title, element("div", { class: "values" }, ...values), reasons, hint);
    });
    this.questions.replaceChildren(...made);
    this.rows.clear();
    this.list.replaceChildren();
  }

  draw(opened, layer, selected) {
    for (const { question, values, reasons, hint } of this.controls.values()) {
      const answer = layer.answers[question.name];
      for (const choice of values) choice.setAttribute("aria-pressed", String(choice.dataset.value === answer?.value));
      if (answer) setText(hint, "");
      this.drawReasons(question, answer, reasons);
    }
    if (this.root().activeElement !== this.note && this.note.value !== layer.note) this.note.value = layer.note;
    this.drawSpans(opened, layer, selected);
    setText(this.total, opened.details.total ? `Casualties: ${opened.details.total}` : "");
    this.total.hidden = !opened.details.total;
  }

  drawReasons(question, answer, reasons) {
    const offered = question.values.find((value) => value.name === answer?.value)?.reasons ?? [];
    const state = `${answer?.value} ${answer?.reason}`;
    if (reasons.dataset.state === state) return;
    reasons.dataset.state = state;
    const choices = offered.map((reason, place) =>
      button("reason", words(reason), () => this.act.reason(question.name, reason), {
        data: { sitrep: "reason", reason },
        "aria-pressed": String(reason === answer.reason),
        title: `Shift + ${place + 1}`,
      }),
    );
    reasons.replaceChildren(...(choices.length ? [element("span", { class: "quiet" }, "Why? (optional)"), ...choices] : []));
  }

  // Rows are kept by span, so that one more span is one more row.
  drawSpans(opened, layer, selected) {
    const spans = [...layer.spans.values()].sort((a, b) => a.start - b.start || b.end - a.end || (a.label < b.label ? -1 : 1));
    const kept = new Map();
    let before = null;
    for (const span of spans) {
      const n = countAt(opened.threads, span);
      const state = `${span.start} ${span.end} ${span.label} ${n}`;
      let row = this.rows.get(span.span_id);
      if (!row || row.dataset.state !== state) {
        row?.remove();
        row = this.row(opened, span, state, n);
      }
      const isCurrent = String(span.span_id === selected);
      if (row.getAttribute("aria-current") !== isCurrent) row.setAttribute("aria-current", isCurrent);
      const place = before ? before.nextSibling : this.list.firstChild;
      if (row !== place) this.list.insertBefore(row, place);
      before = row;
      kept.set(span.span_id, row);
    }
    for (const [id, row] of this.rows) if (!kept.has(id)) row.remove();
    this.rows = kept;
    setText(this.count, spans.length ? this.countsOf(spans) : "");
    this.list.dataset.empty = String(!spans.length);
  }

  countsOf(spans) {
    const counts = this.scheme.labels.map(({ name }) => [name, spans.filter((span) => span.label === name).length]);
    return counts.filter(([, n]) => n).map(([name, n]) => `${n} ${name}`).join(" · ");
  }

  row(opened, span, state, n) {
    const quote = opened.quoteOf(span);
    const id = span.span_id;
    const pick = element("button", { type: "button", class: "pick", on: { click: () => this.act.pick(id) } });
    pick.append(element("b", { style: `--label: var(--${span.label})` }, span.label), element("bdi", { dir: "auto" }, quote));
    const remove = button("remove", "×", () => this.act.remove(id), { "aria-label": `Remove ${span.label} ${quote}`, title: "Remove (Delete)" });
    const data = { sitrep: "span", label: span.label, start: span.start, end: span.end, state };
    const said = n ? element("span", { class: "n-comments", role: "img", "aria-label": n > 1 ? `${n} comments` : "1 comment" }, String(n)) : null;
    return element("li", { data }, pick, said, remove);
  }

  askFor(question) {
    const { values, hint } = this.controls.get(question.name);
    const keys = question.values.map((value) => value.key).join(", ").replace(/, ([^,]*)$/, " or $1");
    setText(hint, `Answer first: ${keys}`);
    values[0].scrollIntoView({ block: "nearest" });
  }

  noteSoon() {
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => this.noteNow(), 800);
  }

  noteNow() {
    clearTimeout(this.noteTimer);
    this.act.note(this.note.value);
  }

  root() {
    return this.element.getRootNode();
  }
}
