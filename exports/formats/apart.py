"""Spans where a format has room for one a token."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from labeling.core.span import Span
from labeling.core.tokens import Tokens

Place = tuple[int, int, str]  # start and end in tokens, end exclusive, and the label


def apart(places: Iterable[Place]) -> set[Place]:
    """Those of the (start, end, label) in tokens that overlap none: the longest first, then the earliest.

    >>> sorted(apart([(0, 5, "CASUALTY"), (3, 5, "ACTOR"), (5, 6, "BASE")]))
    [(0, 5, 'CASUALTY'), (5, 6, 'BASE')]
    """
    by_start = sorted(places)
    if all(one[1] <= next_[0] for one, next_ in itertools.pairwise(by_start)):
        return set(by_start)
    kept, taken = set(), set()
    for place in sorted(by_start, key=lambda place: (place[0] - place[1], place[0], place[2])):
        tokens = range(place[0], place[1])
        if taken.isdisjoint(tokens):
            kept.add(place)
            taken.update(tokens)
    return kept


def on_tokens(span: Span, tokens: Tokens) -> Place | None:
    """The whole tokens that the span touches; None where it touches none, being blanks alone.

    >>> on_tokens(Span(6, 9, "BASE"), Tokens((0, 5), (4, 9)))
    (1, 2, 'BASE')
    """
    start = bisect_right(tokens.ends, span.start)
    end = bisect_left(tokens.starts, span.end)
    return (start, end, span.label) if start < end else None
