"""A suggestion: a span that something proposes; only a person's action makes it a span."""

from collections.abc import Iterable
from dataclasses import dataclass

from labeling.core.layer import Layer


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


def open_suggestions(found: Iterable[Suggestion], layer: Layer) -> list[Suggestion]:
    """Those still to be judged: not rejected, not over a span of the same label, not exactly over any span."""
    spans = layer.spans.values()
    marked = {(span.start, span.end) for span in spans}
    return [
        one
        for one in sorted(found)
        if one.place not in layer.rejected
        and (one.start, one.end) not in marked
        and not any(span.label == one.label and span.start < one.end and one.start < span.end for span in spans)
    ]
