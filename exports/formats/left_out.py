"""What a format has no room for, counted by kind while it is written."""

import re
from collections import Counter
from collections.abc import Iterable

from labeling.core.annotation import Annotation
from labeling.core.document import Document

MOVED = "edges inside tokens"  # of spans that are there, and grew to whole tokens
KIND_BY_FIELD = {
    "id": "ids",
    "title": "titles",
    "published": "dates",
    "source": "sources",
    "url": "addresses",
    "language": "languages",
    "meta": "details of documents",
}


def count(left_out: Counter[str] | None, kind: str, n: int = 1) -> None:
    """Count what a format has no room for, where somebody wants to know.

    A kind is a plural whose first word is what is missing: "spans lost to overlap" are not in the file.
    """
    if left_out is not None and n:
        left_out[kind] += n


def n_missing(left_out: Counter[str], thing: str) -> int:
    """How many of these ("spans", "answers") are not in the file at all.

    >>> n_missing(Counter({"spans lost to overlap": 2, MOVED: 5}), "spans")
    2
    """
    return sum(n for kind, n in left_out.items() if kind.split(" ", 1)[0] == thing)


def n_of_kind(n: int, kind: str) -> str:
    """For people.

    >>> n_of_kind(1, "stretches of background"), n_of_kind(2, "spans lost to overlap")
    ('1 stretch of background', '2 spans lost to overlap')
    """
    return f"{n:,} {kind}" if n != 1 else "1 " + re.sub(r"(ch|ss)es\b|s\b", r"\1", kind, count=1)


def count_fields(left_out: Counter[str] | None, document: Document, *, carried: Iterable[str] = ()) -> None:
    """Count what is known of the document beside its text and has no place, less the fields that are carried."""
    for name in KIND_BY_FIELD.keys() - set(carried):
        count(left_out, KIND_BY_FIELD[name], bool(getattr(document, name)))


def count_remarks(left_out: Counter[str] | None, layers: Iterable[Annotation]) -> None:
    """Count notes and stretches of background, which no other tool has."""
    for layer in layers:
        count(left_out, "notes", bool(layer.note))
        count(left_out, "stretches of background", len(layer.background))
