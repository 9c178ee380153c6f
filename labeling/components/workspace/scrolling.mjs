// Keeps the workspace as tall as the window, and what is worked on in sight.

const EDGE = 48;
const HEADER = '[data-testid="stHeader"]'; // Streamlit's

// On wide screens the workspace fills the window and its parts scroll; on narrow ones the page does.
export function fitHeight(workspace) {
  const top = workspace.getBoundingClientRect().top + (workspace.ownerDocument.scrollingElement?.scrollTop ?? 0);
  workspace.style.setProperty("--height", `${Math.max(360, window.innerHeight - Math.max(0, top) - 8)}px`);
}

// Whether all of [start, end) can be read where the page is scrolled to.
export function isInSight(view, page, start, end) {
  const { box, top, bottom } = placed(view, page, start, end, 0);
  return box.top >= top - 1 && box.bottom <= bottom + 1;
}

// Scrolls just as far as it takes to see [start, end) of the text.
export function reveal(view, page, start, end) {
  const { box, top, bottom, scroller } = placed(view, page, start, end, EDGE);
  if (box.top < top) scroller.scrollBy(0, box.top - top);
  else if (box.bottom > bottom) scroller.scrollBy(0, box.bottom - bottom);
}

// The point of the window where the first line that can be read begins.
export function topInSight(text, page) {
  const { left, top } = text.getBoundingClientRect();
  return [left + 1, Math.max(top, page.getBoundingClientRect().top, headerBottom()) + 8];
}

const headerBottom = () => document.querySelector(HEADER)?.getBoundingClientRect().bottom ?? 0;

function placed(view, page, start, end, edge) {
  const range = document.createRange();
  range.setStart(...view.nodeAt(start));
  range.setEnd(...view.nodeAt(end, true));
  const scroller = scrollerOf(page);
  const whole = { top: 0, bottom: window.innerHeight };
  const frame = scroller === document.scrollingElement ? whole : scroller.getBoundingClientRect();
  const strip = page.nextElementSibling; // on narrow screens it lies on the text, as the header does
  const top = Math.max(frame.top, headerBottom()) + edge;
  const bottom = Math.min(frame.bottom, window.innerHeight, strip?.getBoundingClientRect().top ?? Infinity) - edge * 1.5;
  return { box: range.getBoundingClientRect(), top, bottom, scroller };
}

function scrollerOf(node) {
  for (let at = node; at; at = at.parentElement ?? at.getRootNode().host) {
    if (at.scrollHeight > at.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
