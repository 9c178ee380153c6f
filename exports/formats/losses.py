"""What a format that is written cannot hold: one word each, which a test proves, and how much of it there was."""

from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum

from labeling.core.annotation import AnnotatedDocument, Annotation


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
    BACKGROUND = "stretches of background"
    ANSWERS = "answers"
    REASONS = "reasons of answers"
    SHARED_VALUES = "answers that fit two questions"
    ATTRIBUTES = "attributes"
    ORIGINS = "origins of spans"
    SPAN_IDS = "ids of spans"
    OVERLAPS = "spans overlapping longer ones"
    EDGES = "edges inside tokens"
    LINE_ENDS = "line ends at the edges of spans"


# Fields of a document that are counted where they are not empty, by what they are called then.
FIELDS: dict[Loss, dict[str, str]] = {
    Loss.IDS: {Loss.IDS: "id"},
    Loss.TITLES: {"titles": "title", "dates": "published"},
    Loss.SOURCES: {"sources": "source", "addresses": "url", "languages": "language", "details of documents": "meta"},
}
# The same for what a layer has. Spans that change on the way are counted where they do.
COUNTED: dict[Loss, dict[str, Callable[[Annotation], int]]] = {
    Loss.UNFINISHED: {
        Loss.UNFINISHED: lambda layer: int(is_unfinished(layer)),
        "spans of unfinished layers, which become suggestions": lambda layer: is_unfinished(layer) * len(layer.spans),
        "answers of unfinished layers": lambda layer: is_unfinished(layer) * len(layer.answers),
    },
    Loss.SKIPPED: {
        "spans of skipped layers": lambda layer: (layer.state == "skipped") * len(layer.spans),
        "answers of skipped layers": lambda layer: (layer.state == "skipped") * len(layer.answers),
    },
    Loss.NOTES: {Loss.NOTES: lambda layer: int(bool(layer.note))},
    Loss.BACKGROUND: {Loss.BACKGROUND: lambda layer: len(layer.background)},
    Loss.ANSWERS: {Loss.ANSWERS: lambda layer: len(layer.answers)},
    Loss.REASONS: {Loss.REASONS: lambda layer: sum(bool(answer.reason) for answer in layer.answers.values())},
    Loss.ATTRIBUTES: {Loss.ATTRIBUTES: lambda layer: sum(len(span.attributes) for span in layer.spans)},
}


def is_unfinished(layer: Annotation) -> bool:
    return layer.state in ("todo", "open")


def loses(read: str, losses: Iterable[Loss]) -> str:
    """The sentence for people: what is not taken from a file, and what is not written.

    >>> loses("relations", [Loss.NOTES, Loss.STATES])
    'relations; written: notes, states'
    """
    written = ", ".join(losses)
    return f"{read}; written: {written}" if read and written else read or written


def count(left_out: Counter[str] | None, kind: str, n: int = 1) -> None:
    """Count what a format has no room for, where somebody wants to know.

    A kind is a plural whose first word is what is missing: "spans of blanks alone" are not in the file.
    """
    if left_out is not None and n:
        left_out[kind] += n


def count_lost(left_out: Counter[str] | None, annotated: AnnotatedDocument, losses: Iterable[Loss]) -> None:
    """Count what this document and its layers have and a format of these losses has not."""
    if left_out is None:
        return
    for loss in losses:
        for kind, name in FIELDS.get(loss, {}).items():
            count(left_out, kind, int(bool(getattr(annotated.document, name))))
        for kind, n_in in COUNTED.get(loss, {}).items():
            count(left_out, kind, sum(map(n_in, annotated.annotations)))
