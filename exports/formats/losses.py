"""What a format that is written cannot hold, one word each: the tables and the pages say it, a test proves it."""

from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum

from labeling.core.annotation import Annotation


class Loss(StrEnum):
    """The value is what people read. docs/formats.md explains each."""

    IDS = "ids"
    FILE_NAMES = "ids that no file can be named by"
    TITLES = "titles and dates"
    SOURCES = "sources and meta data"
    EMPTY = "empty fields"
    SPACING = "the text's own spacing"
    ONE_LAYER = "all annotators but one"
    AUTHORS = "names of annotators"
    KINDS = "kinds of author"
    STATES = "states"
    UNFINISHED = "unfinished layers"
    SKIPPED = "marks of skipped layers"
    NOTES = "notes"
    BACKGROUND = "background"
    ANSWERS = "answers"
    REASONS = "reasons of answers"
    SHARED_VALUES = "answers that fit two questions"
    ATTRIBUTES = "attributes"
    ORIGINS = "origins of spans"
    SPAN_IDS = "ids of spans"
    OVERLAPS = "spans that overlap longer ones"
    EDGES = "edges inside tokens"
    LINE_ENDS = "line ends at the edges of spans"


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
    'relations; written: notes, states'
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
