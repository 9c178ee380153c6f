// Makes elements; text goes in as text, never as markup.

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") for (const [event, run] of Object.entries(value)) made.addEventListener(event, run);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const button = (name, label, run, properties = {}) =>
  element("button", { type: "button", data: { sitrep: name }, on: { click: run }, ...properties }, label);

// Sets an attribute or a text only where it differs: no needless layout.
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text ?? "";
}
