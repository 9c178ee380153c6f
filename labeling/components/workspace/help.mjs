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
  dialog.build = (scheme) => content.replaceChildren(...sections(scheme, keys, hint));
  return dialog;
}

function sections(scheme, keys, hint) {
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
    element("h2", {}, "The question"),
    element("dl", {}, ...answers),
    element("h2", {}, "Keys"),
    element("dl", {}, ...keys.flatMap(([key, what]) => pair(key, what))),
  ];
}
