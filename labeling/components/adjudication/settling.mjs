// What is settled, and which operations a decision is made of. The twin of Difference.is_settled in core/settling/differences.py.

import { placeOf } from "../workspace/layer.mjs";

export const AGREED = "agreed";
const ORIGIN = "adjudication"; // of gold's spans that are a coder's

export const isAnswer = (difference) => "question" in difference;

const spansOf = (difference) => Object.values(difference.versions).flat();

// Each place of a difference once: placeOf to the first span there.
export function placesOf(difference) {
  const places = new Map();
  for (const span of spansOf(difference)) if (!places.has(placeOf(span))) places.set(placeOf(span), span);
  return places;
}

// Whether gold marks or rejects each place of the difference, or answers its question.
export function isSettled(difference, layer) {
  if (isAnswer(difference)) return Boolean(layer.answers[difference.question]);
  const held = new Set([...layer.spans.values()].map(placeOf));
  return [...placesOf(difference).keys()].every((place) => held.has(place) || layer.rejected.has(place));
}

// The spans that gold gets where these coders' versions are taken: each place once, details of the first coder first.
export function versionOf(difference, coders) {
  const wanted = new Map();
  for (const coder of coders) {
    for (const span of difference.versions[coder] ?? []) {
      const before = wanted.get(placeOf(span));
      wanted.set(placeOf(span), before ? { ...before, attributes: { ...span.attributes, ...before.attributes } } : span);
    }
  }
  return [...wanted.values()];
}

// [kind, keys] of what makes gold hold `wanted` and nothing else of this difference. made: ids of the spans that earlier
// decisions on it made. Where nothing changes one operation says it again, so that a reason can go with it.
export function decision(difference, wanted, layer, made, newId) {
  const places = placesOf(difference);
  const keep = new Map(wanted.map((span) => [placeOf(span), span]));
  const operations = [];
  const held = new Map();
  for (const [id, span] of layer.spans) {
    const place = placeOf(span);
    if (keep.has(place)) held.set(place, span);
    else if (places.has(place) || made.has(id)) operations.push(["span.remove", { span_id: id }]);
  }
  for (const [place, span] of keep) {
    const before = held.get(place);
    if (!before) operations.push(["span.add", { span_id: newId(), ...plain(span), origin: ORIGIN }]);
    else if (!sameDetails(before.attributes, span.attributes)) operations.push(["span.change", { span_id: before.span_id, attributes: span.attributes }]);
  }
  for (const [place, span] of places) if (!keep.has(place) && !layer.rejected.has(place)) operations.push(["suggestion.reject", bare(span)]);
  if (operations.length) return operations;
  const [first] = held.values();
  return [first ? ["span.change", { span_id: first.span_id, attributes: first.attributes }] : ["suggestion.reject", bare(spansOf(difference)[0])]];
}

// Whether a mark is another version of the difference: over it with one of its labels, or nearly the same characters. A span
// nested in it, of another label, is not.
export function concerns(difference, { start, end, label }) {
  return [...placesOf(difference).values()].some((place) => {
    const both = Math.min(end, place.end) - Math.max(start, place.start);
    return both > 0 && (label === place.label || 2 * both >= Math.max(end, place.end) - Math.min(start, place.start));
  });
}

// [kind, keys] of what rejects the places of a difference that gold does not hold once `operations` are made.
export function rejections(difference, layer, operations) {
  const after = new Map([...layer.spans].map(([id, span]) => [id, span]));
  for (const [kind, keys] of operations) {
    if (kind === "span.add" || kind === "span.change") after.set(keys.span_id, { ...after.get(keys.span_id), ...keys });
    if (kind === "span.remove") after.delete(keys.span_id);
  }
  const held = new Set([...after.values()].map(placeOf));
  return [...placesOf(difference)].filter(([place]) => !held.has(place) && !layer.rejected.has(place)).map(([, span]) => ["suggestion.reject", bare(span)]);
}

// Whether gold says nothing yet; what was undone counts as nothing.
export const isEmpty = (layer) => !layer.spans.size && !layer.rejected.size && !Object.keys(layer.answers).length;

// [kind, keys] of what all coders agree on and gold does not have.
export function agreement(differences, background, layer, newId) {
  const held = new Set([...layer.spans.values()].map(placeOf));
  const agreed = differences.filter(({ kind }) => kind === AGREED);
  const first = (difference) => Object.values(difference.versions)[0];
  const spans = agreed.filter((one) => !isAnswer(one)).map((one) => first(one)[0]);
  const answers = agreed.filter((one) => isAnswer(one) && !layer.answers[one.question]);
  return [
    ...spans.filter((span) => !held.has(placeOf(span))).map((span) => ["span.add", { span_id: newId(), ...plain(span), origin: ORIGIN }]),
    ...answers.map((one) => ["answer.set", { question: one.question, value: first(one).value, reason: first(one).reason }]),
    ...background.filter(({ start, end }) => !layer.background.has(`${start} ${end}`)).map(({ start, end }) => ["background.set", { start, end, value: true }]),
  ];
}

// Ids of the spans that decisions on this difference made.
export function madeFor(key, operations) {
  return new Set(operations.filter((one) => one.from?.difference === key && one.span_id).map((one) => one.span_id));
}

// The last decision on a difference that stands: { choice, coders, reason, by }; null where there is none.
export function verdictOn(key, operations, layer) {
  const standing = operations.filter((one) => one.from?.difference === key && layer.undo.includes(one.group_id));
  const last = standing.at(-1);
  return last ? { ...last.from, by: last.by ?? null } : null;
}

export const sameDetails = (one, other) => {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
};

const bare = ({ start, end, label }) => ({ start, end, label });
const plain = ({ start, end, label, quote, attributes }) => ({ start, end, label, quote, attributes });
