"""The cursor of a delta: up to where a consumer knows a project."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache

from exports.formats import jsonl
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import FileRefused
from labeling.core.span import Span

START = ("start", "0")
SPECIMEN = AnnotatedDocument(
    Document("id", "Text.", "title", "source", "url", "2022-01-05", "en", {"key": "value"}),
    (
        Annotation(
            "author", (Span(0, 4, "LABEL", {"kind": "value"}, "hand", "span_id"),), {"question": Answer("yes", "why")},
            note="note", state="open", author_kind="gold", background=((0, 4),),
        ),
    ),
    boilerplate=((4, 5),),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cursor:
    """`number`: of the last change that is known; 0 knows nothing. `shape` tells how a line is written."""

    project: str
    shape: str
    number: int

    def __str__(self) -> str:
        return f"{self.project}.{self.shape}.{self.number}"


@cache
def shape() -> str:
    """Eight hexadecimal digits that change when a line is written otherwise than before, with every key there is."""
    return hashlib.sha256(b"".join(jsonl.write([SPECIMEN]))).hexdigest()[:8]


def read_cursor(since: str, newest: Cursor) -> int:
    """The number of the last change that is known; FileRefused for a cursor that does not lead to `newest`."""
    if since in START:
        return 0
    found = re.fullmatch(r"([0-9a-f]{12})\.([0-9a-f]{8})\.([0-9]{1,18})", since)
    if found is None:
        raise FileRefused(
            f"--since: {since[:60]!r} is no cursor. Take it from the last line of the delta before; it looks like "
            f"{newest}. Or say start. Nothing was written."
        )
    cursor = Cursor(found[1], found[2], int(found[3]))
    why = _why_not(cursor, newest)
    if why:
        raise FileRefused(f"--since: {since} {why}. Begin anew with --since start. Nothing was written.")
    return cursor.number


def _why_not(cursor: Cursor, newest: Cursor) -> str:
    if cursor.project != newest.project:
        return f"is a cursor of another project; those of this one begin with {newest.project}"
    if cursor.shape != newest.shape:
        return "was made by a Sitrep that writes documents in another shape"
    if cursor.number > newest.number:
        return f"is ahead of this database, whose last change is {newest.number}: it was restored from a backup"
    return ""
