// Moving the edges of a span: by keys, or by dragging a handle. Methods of Workspace.

import { reveal } from "./scrolling.mjs";
import { tokenAt } from "./tokens.mjs";

export const edging = {
  // [ and ]: the arrows move this edge of the span at hand, until another key is pressed.
  takeEdge(edge) {
    const span = this.detailed();
    if (!span) return this.say("Select a span first, then [ and ] take its edges.");
    this.select(span.span_id);
    this.edge = { edge, group_id: crypto.randomUUID() };
    this.drawSoon();
    return this.say(`${edge === "start" ? "Start" : "End"} of ${span.label}: arrows move it, Alt by character.`);
  },

  moveEdge(direction, byCharacter) {
    const span = this.layer.spans.get(this.selected);
    if (!span) return;
    const { start, end } = this.opened.inUnits(span);
    const unit = byCharacter ? this.nextCharacter(span, direction) : this.nextToken(this.edge.edge === "start" ? start : end - 1, direction);
    if (unit === null) return;
    const place = this.edge.edge === "start" ? [unit, end] : [start, unit];
    this.setPlace(span, place, this.edge.group_id);
    reveal(this.view, this.page, ...(this.edge.edge === "start" ? [place[0], place[0] + 1] : [place[1] - 1, place[1]]));
  },

  // Where the edge stands one token further; null at the ends of the text.
  nextToken(unit, direction) {
    const { starts, ends } = this.opened.tokens;
    const token = tokenAt(this.opened.tokens, unit) + direction;
    if (token < 0 || token >= starts.length) return null;
    return this.edge.edge === "start" ? starts[token] : ends[token];
  },

  nextCharacter({ start, end }, direction) {
    const point = (this.edge.edge === "start" ? start : end) + direction;
    return point < 0 || point > this.opened.length ? null : this.opened.inUnits({ start: point, end: point }).start;
  },

  // Gives the span another place, in units; says why where it cannot have it.
  setPlace(span, [from, until], group_id = crypto.randomUUID()) {
    if (from >= until) return this.say("A span has at least one character.");
    const place = this.opened.inCodePoints(from, until);
    if (place.start === span.start && place.end === span.end) return undefined;
    if (this.twin(place, span.label)) return this.say(`Marked already: ${span.label}.`);
    this.operateAll([["span.change", { span_id: span.span_id, ...place }]], group_id);
    return this.say(`${span.label}: ${place.quote}`);
  },
};
