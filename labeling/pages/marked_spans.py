"""A text with its marks, to be read: each label a line in its colour under the words, and its name before them."""

from collections.abc import Iterable
from html import escape

from labeling.core.scheme import Scheme
from labeling.core.span import Span

LINE = "border-bottom:3px solid {color};padding-bottom:{below}px"
TAG = "font-size:.62em;font-weight:600;opacity:.85;margin-inline-end:.25em;vertical-align:.35em"
UNKNOWN = "#8a8f94"  # of a label that the scheme does not have any more
GAP = 5  # pixels between the lines of marks inside each other


def marked_spans(text: str, spans: Iterable[Span], scheme: Scheme, *, about: str = "", height: str = "") -> str:
    """HTML; spans may nest and overlap, code points. `about` names a region that scrolls at `height`, say "30rem".

    >>> from labeling.core.scheme import Label
    >>> scheme = Scheme("", "", (Label("BASE", "3", "#009e73"),), ())
    >>> "BASE</b>&lt;Taji&gt;</span>" in marked_spans("hit <Taji>", [Span(4, 10, "BASE")], scheme)
    True
    """
    colors = {label.name: label.color for label in scheme.labels}
    ordered = sorted(spans, key=lambda span: (span.start, -span.end, span.label))
    deepest = _depth(ordered)
    places = sorted({0, len(text), *(span.start for span in ordered), *(span.end for span in ordered)})
    pieces: list[str] = []
    opened: list[Span] = []
    for place, following in zip(places, [*places[1:], len(text)], strict=True):
        kept = [span for span in opened if span.end > place]
        pieces += ["</span>"] * len(opened)
        opened = kept + [span for span in ordered if span.start == place]
        for depth, span in enumerate(opened):
            style = LINE.format(color=colors.get(span.label, UNKNOWN), below=(deepest - 1 - depth) * GAP)
            tag = f'<b style="{TAG}">{escape(span.label)}</b>' if span.start == place else ""
            pieces.append(f'<span style="{style}" title="{escape(span.label)}">{tag}')
        pieces.append(escape(text[place:following]))
    return _box("".join(pieces), deepest, about, height)


def _depth(ordered: list[Span]) -> int:
    """The most marks over one place."""
    return max((sum(other.start <= span.start < other.end for other in ordered) for span in ordered), default=1)


def _box(inside: str, deepest: int, about: str, height: str) -> str:
    style = "white-space:pre-wrap;unicode-bidi:plaintext;text-align:start;overflow-wrap:anywhere;"
    style += f"line-height:{1.7 + 0.32 * (deepest - 1):.2f}"
    if not about:
        return f'<div style="{style}" dir="auto">{inside}</div>'
    style += f";max-width:46rem;max-height:{height};overflow:auto"
    return f'<div style="{style}" dir="auto" tabindex="0" role="region" aria-label="{escape(about)}">{inside}</div>'
