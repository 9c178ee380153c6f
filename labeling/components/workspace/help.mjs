// The help: every key, and what each label means.

import { button, element } from "./elements.mjs";
import { HELP } from "./keys.mjs";

const HINT = "Select words, then press a label’s key. Or choose a label first, then drag over words. Hold Alt to select parts of words. Alt and a click take a suggestion.";

export function helpDialog(keys = HELP, hint = HINT) {
  const content = element("div");
  const dialog = element("dialog", { class: "help", "aria-label": "Help", data: { sitrep: "help" } });
  const close = button("help-close", "Close", () => dialog.close());
  dialog.append(close, content);
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "h" || event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    }
  });
  // guidelines: the address of their page, which opens beside the article
  dialog.build = (scheme, guidelines) => content.replaceChildren(...sections(scheme, guidelines, keys, hint));
  return dialog;
}

function sections(scheme, guidelines, keys, hint) {
  const pair = (key, what) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)];
  const labels = scheme.labels.flatMap(({ key, name, guideline }) => pair(key || "l", `${name}: ${guideline}`));
  const answers = scheme.questions.flatMap((question) => [
    ...question.values.flatMap(({ key, name }) => pair(key, `${question.text} ${name}`)),
    element("dd", { class: "wide" }, question.guideline),
  ]);
  return [
    element("h2", {}, "Labels"),
    element("p", {}, hint),
    element("dl", {}, ...labels),
    element("p", {}, element("a", { href: guidelines, target: "sitrep-guidelines" }, "All guidelines, with examples")),
    element("h2", {}, "The question"),
    element("dl", {}, ...answers),
    element("h2", {}, "Keys"),
    element("dl", {}, ...keys.flatMap(([key, what]) => pair(key, what))),
  ];
}
