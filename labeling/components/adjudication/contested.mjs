// A document as the desk holds it: gold's operations, the coders, and what they differ in.

import { Opened } from "../workspace/opened.mjs";
import { AGREED, isAnswer } from "./settling.mjs";

export class Contested extends Opened {
  constructor(payload) {
    super(payload);
    this.compare(payload);
  }

  compare({ coders, differences, background }) {
    Object.assign(this, { coders, compared: differences, agreedBackground: background });
  }

  // The questions, agreed on or not, then the spans that differ, in the order of the text.
  get differences() {
    return this.compared.filter((one) => isAnswer(one) || one.kind !== AGREED);
  }

  get agreedSpans() {
    return this.compared.filter((one) => !isAnswer(one) && one.kind === AGREED).map((one) => Object.values(one.versions)[0][0]);
  }

  // Each coder to their newest change, as it was compared here.
  get seen() {
    return Object.fromEntries(this.coders.map(({ name, newest }) => [name, newest]));
  }

  renew(payload) {
    super.renew(payload);
    this.compare(payload);
  }
}
