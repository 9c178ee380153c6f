// What each key does. Methods of Workspace.

import { commandOf } from "./keys.mjs";

export const commands = {
  key(event) {
    event.stopPropagation(); // Streamlit's own shortcuts never fire from here
    const target = event.composedPath()[0];
    if (/^(INPUT|TEXTAREA)$/.test(target.tagName)) return this.keyInField(event);
    if (!this.opened) return;
    if (target.tagName === "BUTTON" && /^(Enter| |Tab)$/.test(event.key)) return;
    if (this.editing && this.keyInDetails(event)) return event.preventDefault();
    const command = commandOf(event, this.labelKeys, this.answerKeys);
    if (!command || (command[0] === "walk" && event.altKey && !this.edge)) return; // Alt+arrow is the browser's
    if (this.edge && command[0] !== "walk" && command[0] !== "edge") this.edge = null;
    if (this.run(command) !== false) event.preventDefault();
  },

  keyInField(event) {
    if (event.target.dataset?.sitrep === "attribute" || event.composedPath()[0].dataset?.sitrep === "attribute") return this.keyInNumber(event);
    if (event.key !== "Escape" && !(event.key === "Enter" && event.ctrlKey)) return;
    event.preventDefault();
    this.panel.noteNow();
    this.focus();
    if (event.key === "Enter") this.submit();
  },

  // A number of the details: Enter and Tab take it and go on, Escape lets go.
  keyInNumber(event) {
    const field = event.composedPath()[0];
    if (!/^(Enter|Tab|Escape)$/.test(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") return this.editAttribute(null);
    this.editing = field.dataset.attribute;
    field.blur(); // takes what was typed
    this.keyInDetails(event);
  },

  // Does a command; false where the key is left to the browser.
  run([name, ...rest]) {
    const commands = {
      offer: () => this.stepOffer(rest[0]),
      accept: () => this.judge(this.accept),
      reject: () => this.judge(this.reject),
      acceptAll: () => this.acceptAll(),
      rejectAll: () => this.judge(this.rejectAll),
      edge: () => this.takeEdge(rest[0]),
      edit: () => this.edit(),
      confirm: () => this.confirm(),
      background: () => this.toggleBackground(),
      size: () => this.comfort.resize(rest[0]),
      walk: () => this.move(rest[0], rest[1], false, rest[2]),
      line: () => this.move(rest[0], rest[1], true),
      label: () => this.label(rest[0]),
      labelByName: () => this.palette.open(),
      answer: () => this.answer(...rest),
      reason: () => this.reasonByNumber(rest[0]),
      cycle: () => this.cycle(),
      remove: () => this.remove(),
      mentions: () => this.mentions(rest[0]),
      note: () => this.panel.note.focus(),
      comment: () => this.comments.focus(),
      elsewhere: () => this.elsewhere(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      submit: () => this.submit(),
      skip: () => this.leaveWith("work.skip"),
      back: () => this.back(),
      find: () => this.find.open(),
      help: () => this.help.showModal(),
      escape: () => this.escape(),
    };
    return commands[name]();
  },

  focus() {
    this.element.focus({ preventScroll: true });
  },
};
