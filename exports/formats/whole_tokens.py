"""Spans for formats whose spans are tokens: grown to whole ones, and what that costs."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from exports.formats.apart import Place, on_tokens
from exports.formats.losses import Loss, count
from labeling.core.span import Span
from labeling.core.tokens import Tokens


def on_whole_tokens(spans: Iterable[Span], tokens: Tokens, left_out: Counter[str] | None) -> dict[Place, Span]:
    """Place in tokens -> the span as it then lies. Where two come to lie on the same tokens with one label, the one
    that lay there before is kept, else the first. Every span that is dropped or moved is counted once.
    """
    found: dict[Place, Span] = {}
    grown: list[tuple[Place, Span]] = []
    for span in spans:
        place = on_tokens(span, tokens)
        if place is None:
            count(left_out, "spans of blanks alone")
        elif (tokens.starts[place[0]], tokens.ends[place[1] - 1]) == (span.start, span.end):
            found[place] = span
        else:
            grown.append((place, span))
    for place, span in grown:
        if place in found:
            count(left_out, "spans on the same tokens")
        else:
            found[place] = replace(span, start=tokens.starts[place[0]], end=tokens.ends[place[1] - 1])
    return found


def count_moved(kept: Iterable[Span], before: Iterable[Span], left_out: Counter[str] | None) -> None:
    """Count those of the spans that are written which lay elsewhere before."""
    count(left_out, Loss.EDGES, len({s.place for s in kept} - {s.place for s in before}))
