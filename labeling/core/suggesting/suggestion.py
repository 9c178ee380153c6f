"""A suggestion: a span that something proposes; only a person's action makes it a span."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from labeling.core.layer import Layer
from labeling.core.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Suggestion:
    """Characters `start` up to, not including, `end` (code points), proposed as `label`.

    `source`: gazetteer, dictionary, or the kind of a model. `score`: how often such a proposal is right, 0 to 1.
    `why`: a few words for people.
    """

    start: int
    end: int
    label: str
    source: str = ""
    score: float = 0.5
    why: str = ""

    @property
    def place(self) -> tuple[int, int, str]:
        return (self.start, self.end, self.label)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span that a model of another tool proposed for a document; it becomes a suggestion, never a label by itself.

    `source`: the tool and what it calls the model, say "label-studio: my-model". `score`: as the tool gives it.
    """

    document_id: str
    span: Span
    score: float | None = None
    source: str = ""

    @property
    def share(self) -> float | None:
        """The score where it can be a share; tools also give percents and logarithms."""
        score = self.score
        return score if score is not None and math.isfinite(score) and 0 <= score <= 1 else None


def open_suggestions(found: Iterable[Suggestion], layer: Layer) -> list[Suggestion]:
    """Those still to be judged: not rejected, not over a span of the same label, not exactly over any span."""
    spans = layer.spans.values()
    marked = {(span.start, span.end) for span in spans}
    covers = {label: Cover(span for span in spans if span.label == label) for label in {span.label for span in spans}}
    nothing = Cover(())
    return [
        one
        for one in sorted(found)
        if one.place not in layer.rejected
        and (one.start, one.end) not in marked
        and not covers.get(one.label, nothing).touches(one.start, one.end)
    ]


def outside(proposals: Iterable[Proposal], ranges: Sequence[Sequence]) -> list[Proposal]:
    """Those that share no character with any of the ranges (start, end, …), such as boilerplate."""
    cover = Cover(Span(start, end, "") for start, end, *_ in ranges)
    return [one for one in proposals if not cover.touches(one.span.start, one.span.end)]


class Cover:
    """Tells whether a place shares a character with any of many spans, which may overlap each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        places = sorted((span.start, span.end) for span in spans)
        self.starts = [start for start, _ in places]
        self.furthest = list(accumulate((end for _, end in places), max))

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self.starts, end)
        return at > 0 and self.furthest[at - 1] > start
