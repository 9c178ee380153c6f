"""What a format that is written cannot hold, one word each: the tables and the pages say it, a test proves it."""

from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum

from labeling.core.annotation import Annotation


class Loss(StrEnum):
    """The value is what people read. Layers are lost in the order that docs/formats.md explains."""

    IDS = "ids"
    FILE_NAMES = "characters of ids that no file name has (they become %2F and the like)"
    TITLES = "titles and dates"
    SOURCES = "sources, addresses, languages and meta data"
    EMPTY = "whether a field is empty or missing"
    SPACING = "the text's own spacing (single blanks, line ends between sentences)"
    ONE_LAYER = "all annotators but one"
    AUTHORS = "annotators' names"
    KINDS = "kinds of author"
    STATES = "states (a document without marks was never looked at)"
    UNFINISHED = "layers not finished (they come back as suggestions)"
    SKIPPED = "the marks of skipped layers"
    NOTES = "notes"
    BACKGROUND = "stretches of background"
    ANSWERS = "answers"
    REASONS = "answers' reasons"
    SHARED_VALUES = "answers that two questions have"
    ATTRIBUTES = "attributes"
    ORIGINS = "origins of spans"
    SPAN_IDS = "ids of spans"
    OVERLAPS = "of spans that overlap all but the longest"
    EDGES = "edges inside tokens or on blanks"
    LINE_ENDS = "line ends at the edges of a span"


# What writers count of a layer, under the name they say it by; spans that change are counted where they do.
COUNTED: dict[Loss, tuple[str, Callable[[Annotation], int]]] = {
    Loss.UNFINISHED: ("layers not finished", lambda layer: int(layer.state in ("todo", "open"))),
    Loss.SKIPPED: (
        "marks of skipped layers",
        lambda layer: len(layer.spans) + len(layer.answers) if layer.state == "skipped" else 0,
    ),
    Loss.NOTES: ("notes", lambda layer: int(bool(layer.note))),
    Loss.BACKGROUND: ("stretches of background", lambda layer: len(layer.background)),
    Loss.ANSWERS: ("answers", lambda layer: len(layer.answers)),
    Loss.REASONS: ("reasons of answers", lambda layer: sum(bool(a.reason) for a in layer.answers.values())),
    Loss.ATTRIBUTES: ("attributes", lambda layer: sum(len(span.attributes) for span in layer.spans)),
}


def loses(read: str, losses: Iterable[Loss]) -> str:
    """The sentence for people: what is not taken from a file, and what is not written.

    >>> loses("relations", [Loss.NOTES, Loss.STATES])
    'relations; written: notes, states (a document without marks was never looked at)'
    """
    written = ", ".join(losses)
    return f"{read}; written: {written}" if read and written else read or written


def count_lost(left_out: Counter[str] | None, layers: Iterable[Annotation], losses: Iterable[Loss]) -> None:
    """Count what these layers have and a format of these losses has not, where somebody wants to know."""
    if left_out is None:
        return
    for layer in layers:
        for loss in losses:
            name, n_in = COUNTED.get(loss, ("", None))
            if n_in and (n := n_in(layer)):
                left_out[name] += n
