// How a difference is shown beside the text: a row a coder, and what can be done with it.

import { button, element } from "../workspace/elements.mjs";
import { isAnswer } from "./settling.mjs";

const KINDS = { edges: "Other edges", label: "Other label", attributes: "Other details", mixed: "Other label and edges" };

export const words = (name) => String(name).replaceAll("_", " ");
export const listed = (names) => names.join(", ").replace(/, ([^,]*)$/, " and $1");

// What differs, in words; coders: names in their order.
export function headingOf(difference, coders) {
  if (difference.kind !== "only") return KINDS[difference.kind] ?? "";
  return `Only ${listed(coders.filter((name) => difference.versions[name].length))}`;
}

// What was decided, in words.
export function verdictIn(verdict) {
  if (!verdict?.choice) return "Settled";
  if (verdict.choice === "take") return `${listed(verdict.coders)}’s`;
  return { both: "All taken", neither: "Neither", edit: "Edited", answer: "Answered", agreed: "Agreed" }[verdict.choice];
}

// The rows, one a coder, each a button that takes this version.
export function rowsOf(difference, coders, take) {
  const differing = differingDetails(difference, coders);
  return coders.map((name, place) => {
    const version = difference.versions[name];
    const content = isAnswer(difference) ? [answer(version)] : version.length ? version.map((span) => mark(span, differing)) : [element("span", { class: "quiet" }, "nothing here")];
    const who = element("span", { class: "who" }, element("kbd", {}, String(place + 1)), element("bdi", {}, name));
    return element("button", { type: "button", class: "version", data: { sitrep: "take", coder: name }, on: { click: () => take(name) } }, who, element("span", { class: "what" }, ...content));
  });
}

// Both, neither, edit: for spans. hasBoth: whether several versions can stand side by side.
export function actionsOf(n, hasBoth, { both, neither, edit }) {
  const keyed = (name, label, key, run) => button(name, element("span", {}, label, element("kbd", {}, key)), run);
  return element(
    "div",
    { class: "actions" },
    hasBoth ? keyed("take-both", n > 2 ? "All" : "Both", "b", both) : null,
    keyed("take-none", "Neither", "0", neither),
    keyed("edit", "Edit", "e", edit),
  );
}

const answer = (version) => (version ? element("span", {}, words(version.value), version.reason ? element("span", { class: "quiet" }, ` (${words(version.reason)})`) : null) : element("span", { class: "quiet" }, "no answer"));

function mark({ label, quote, attributes }, differing) {
  const shown = quote.length > 90 ? `${quote.slice(0, 60)} … ${quote.slice(-24)}` : quote;
  const details = Object.entries(attributes).map(([name, value]) => element(differing.has(name) ? "strong" : "span", {}, `${words(name)} ${words(value)}`));
  return element(
    "span",
    { class: "mark", style: `--label: var(--${label})` },
    element("b", {}, label),
    element("bdi", { dir: "auto" }, shown),
    details.length ? element("small", {}, ...details) : null,
  );
}

// Names of the details that are not the same in all versions.
function differingDetails(difference, coders) {
  if (isAnswer(difference)) return new Set();
  const all = coders.flatMap((name) => difference.versions[name]).map(({ attributes }) => attributes);
  const names = new Set(all.flatMap((attributes) => Object.keys(attributes)));
  return new Set([...names].filter((name) => new Set(all.map((attributes) => attributes[name])).size > 1));
}
