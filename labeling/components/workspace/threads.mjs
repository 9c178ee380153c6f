// Threads of comments: which are about a span, which stand first, how many are open.

// Whether a thread is about this span: it was said of it, or of the same words.
export const isAbout = (thread, span) => thread.span_id === span.span_id || (thread.start === span.start && thread.end === span.end);

// How many comments the open threads about a span hold.
export function countAt(threads, span) {
  const said = threads.filter((thread) => !thread.is_resolved && isAbout(thread, span)).flatMap((thread) => thread.comments);
  return said.filter(({ kind }) => kind === "comment").length;
}

const touches = (thread, place) => thread.start !== null && thread.start < place.end && place.start < thread.end;

// The threads to list: open ones, or all; those that touch the place at hand stand first, the others in their order.
export function listed(threads, place, withResolved) {
  const shown = threads.filter((thread) => withResolved || !thread.is_resolved);
  if (!place) return shown;
  return [...shown.filter((thread) => touches(thread, place)), ...shown.filter((thread) => !touches(thread, place))];
}

export const short = (words, most = 48) => (words.length > most ? `${words.slice(0, most - 16)} … ${words.slice(-12)}` : words);

// The message that saves what stands in the box; `target` is a thread, a place in code points, or null: the article.
export function messageOf(id, text, target) {
  if (target?.thread) return { id, thread_id: target.thread, kind: "comment", text };
  const { start, end, quote, span_id } = target ?? {};
  return { id, kind: "comment", text, ...(target ? { start, end, quote, ...(span_id ? { span_id } : {}) } : {}) };
}
