// A layer: what one author's operations on one document add up to. The twin of labeling/core/layer.py.

const UNDOABLE = new Set(["span.add", "span.change", "span.remove", "answer.set", "note.set", "suggestion.reject", "background.set"]);

export const isUndoable = (operation) => UNDOABLE.has(operation.kind);

// Operations, oldest first, to { spans: Map of span_id to span, answers, note, state, rejected, background, undo, redo };
// rejected: Set of "start end label", background: Map of "start end" to [start, end].
export function fold(operations) {
  const layer = { spans: new Map(), answers: {}, note: "", state: "todo", rejected: new Set(), background: new Map() };
  const undone = undoneGroups(operations);
  for (const operation of operations) {
    if (!isUndoable(operation) || !undone.has(operation.group_id)) applyTo(layer, operation);
  }
  return Object.assign(layer, stacks(operations));
}

// Lets one more operation act on a layer that a fold gave; false where only a new fold can tell.
export function extend(layer, operation) {
  if (operation.kind.startsWith("group.") || operation.kind === "layer.load") return false;
  applyTo(layer, operation);
  const { group_id: group } = operation;
  if (isUndoable(operation) && group && !layer.undo.includes(group)) {
    layer.undo.push(group);
    layer.redo.length = 0;
  }
  return true;
}

function applyTo(layer, operation) {
  const { kind, span_id: id } = operation;
  if (kind === "span.add" && !layer.spans.has(id)) layer.spans.set(id, newSpan(operation));
  if (kind === "span.change" && layer.spans.has(id)) layer.spans.set(id, changed(layer.spans.get(id), operation));
  if (kind === "span.remove") layer.spans.delete(id);
  if (kind === "answer.set") setAnswer(layer.answers, operation);
  if (kind === "note.set") layer.note = operation.text;
  if (kind === "suggestion.reject") layer.rejected.add(placeOf(operation));
  if (kind === "background.set") setBackground(layer, operation);
  if (kind === "work.submit") layer.state = "done";
  if (kind === "work.skip") layer.state = "skipped";
  if (kind === "work.reopen") layer.state = "open";
  if (kind === "layer.load") load(layer, operation);
  if (layer.state === "todo" && /^(span|answer|note|background)\./.test(kind)) layer.state = "open";
}

function newSpan({ span_id, start, end, label, attributes, origin }) {
  return { span_id, start, end, label, attributes: attributes ?? {}, origin: origin || "hand" };
}

function changed(span, operation) {
  const result = { ...span };
  for (const key of ["start", "end", "label", "attributes"]) {
    if (key in operation) result[key] = operation[key];
  }
  return result;
}

function setAnswer(answers, { question, value, reason }) {
  if (value === null) delete answers[question];
  else answers[question] = { value, reason: reason ?? null };
}

function setBackground({ background }, { start, end, value }) {
  if (value) background.set(`${start} ${end}`, [start, end]);
  else background.delete(`${start} ${end}`);
}

export const placeOf = (span) => `${span.start} ${span.end} ${span.label}`;

function load(layer, operation) {
  const held = new Set([...layer.spans.values()].map(placeOf));
  for (const span of operation.spans ?? []) {
    if (held.has(placeOf(span)) || layer.spans.has(span.span_id)) continue;
    held.add(placeOf(span));
    layer.spans.set(span.span_id, newSpan(span));
  }
  for (const [question, answer] of Object.entries(operation.answers ?? {})) setAnswer(layer.answers, { question, ...answer });
  for (const [start, end] of operation.background ?? []) setBackground(layer, { start, end, value: true });
  layer.note = operation.note || layer.note;
  layer.state = operation.state || layer.state;
}

function undoneGroups(operations) {
  const undone = new Set();
  for (const { kind, target } of operations) {
    if (kind === "group.undo") undone.add(target);
    if (kind === "group.redo") undone.delete(target);
  }
  return undone;
}

// What undo and redo would take next, each with the next one last.
function stacks(operations) {
  const known = new Set();
  const undone = new Set();
  let redo = [];
  for (const operation of operations) {
    const { kind, target, group_id: group } = operation;
    if (kind === "group.undo" && known.has(target) && !undone.has(target)) {
      undone.add(target);
      redo.push(target);
    } else if (kind === "group.redo") {
      undone.delete(target);
      redo = redo.filter((other) => other !== target);
    } else if (isUndoable(operation) && group && !known.has(group)) {
      known.add(group);
      redo = [];
    }
  }
  return { undo: [...known].filter((group) => !undone.has(group)), redo };
}
