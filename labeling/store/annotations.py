"""Reads whole layers: documents with everything everybody marked on them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.boilerplate import read_ranges
from labeling.store.database import snapshot
from labeling.store.documents import document as document_named
from labeling.store.documents import documents


@dataclass(frozen=True, slots=True)
class Annotator:
    """An author with what they made, in documents and spans."""

    name: str
    kind: str
    n_documents: int
    n_done: int
    n_spans: int


def annotated_documents(
    db: Database, *, annotators: Sequence[str] | None = None, only_annotated: bool = False
) -> Iterator[AnnotatedDocument]:
    """All documents in load order with their layers (of `annotators`, or of all), spans sorted by place.

    Everything is of one moment, and nothing but one document is held in memory.
    """
    with snapshot(db) as reader:
        yield from _walk(reader, None if annotators is None else set(annotators), only_annotated)


def chosen_documents(reader: Database, places: Sequence[int]) -> Iterator[AnnotatedDocument]:
    """The documents with these numbers, in load order, with all their layers; `reader` is a `snapshot`."""
    yield from _walk(reader, None, only_annotated=False, places=places)


def _walk(
    db: Database, wanted: set[str] | None, only_annotated: bool, places: Sequence[int] | None = None
) -> Iterator[AnnotatedDocument]:
    """Cursors side by side, all in document order; `places`: only the documents with these numbers."""
    layers, spans, answers = _Walk(db, _WORK, places), _Walk(db, _SPANS, places), _Walk(db, _ANSWERS, places)
    backgrounds = _Walk(db, _BACKGROUNDS, places)
    boilerplate = _Walk(db, _BOILERPLATE, places)
    for number, document in _numbered(db, places):
        spans_by_author: dict[int, list[Span]] = {}
        for _, author_id, span_id, label, start, end, attributes, origin in spans.rows_of(number):
            attributes = json.loads(attributes) if attributes != "{}" else {}
            spans_by_author.setdefault(author_id, []).append(Span(start, end, label, attributes, origin, span_id))
        answers_by_author: dict[int, dict[str, Answer]] = {}
        for _, author_id, question, value, reason in answers.rows_of(number):
            answers_by_author.setdefault(author_id, {})[question] = Answer(value, reason)
        stretches_by_author: dict[int, list[tuple[int, int]]] = {}
        for _, author_id, start, end in backgrounds.rows_of(number):
            stretches_by_author.setdefault(author_id, []).append((start, end))
        folded_ranges = list(boilerplate.rows_of(number))
        annotations = tuple(
            Annotation(
                author=name,
                spans=tuple(sorted(spans_by_author.get(author_id, ()), key=lambda span: span.place)),
                answers=answers_by_author.get(author_id, {}),
                note=note or None,
                state=state,
                author_kind=kind,
                background=tuple(sorted(stretches_by_author.get(author_id, ()))),
            )
            for _, author_id, name, kind, state, note in layers.rows_of(number)
            if wanted is None or name in wanted
        )
        if annotations or not only_annotated:
            folded = ((start, end) for _, ranges in folded_ranges for start, end, _ in read_ranges(ranges))
            yield AnnotatedDocument(document, annotations, boilerplate=tuple(folded))


def marked_places(db: Database, document_id: str) -> list[tuple[int, str]]:
    """(start, label) of every span of a document, whoever made it, sorted; those marked as background are left out.

    Where gold is submitted, of gold's alone.
    """
    return db.execute(
        'SELECT DISTINCT "start", label FROM spans WHERE document_id = :document'
        " AND (author_id IN (SELECT id FROM authors WHERE kind = 'gold') OR NOT EXISTS (SELECT 1 FROM work"
        " JOIN authors ON authors.id = work.author_id WHERE work.document_id = :document"
        " AND kind = 'gold' AND state = 'done')) AND NOT EXISTS (SELECT 1 FROM backgrounds AS b"
        " WHERE b.document_id = spans.document_id AND b.author_id = spans.author_id"
        ' AND b."start" <= spans."start" AND spans."start" < b."end") ORDER BY "start", label',
        {"document": document_id},
    ).fetchall()


def annotators(db: Database) -> list[Annotator]:
    """Everybody who has a layer, by name."""
    rows = db.execute(
        "SELECT name, kind, count(*), sum(state = 'done'),"
        " (SELECT count(*) FROM spans WHERE spans.author_id = authors.id)"
        " FROM work JOIN authors ON authors.id = work.author_id GROUP BY authors.id ORDER BY name"
    )
    return [Annotator(*row) for row in rows]


def n_with_several_layers(db: Database, states: Sequence[str]) -> int:
    """Documents with more than one layer in one of these states."""
    return db.execute(
        "SELECT count(*) FROM (SELECT document_id FROM work WHERE state IN (SELECT value FROM json_each(?))"
        " GROUP BY document_id HAVING count(*) > 1)",
        (json.dumps(states),),
    ).fetchone()[0]


def _numbered(db: Database, places: Sequence[int] | None) -> Iterator[tuple[int, Document]]:
    """(number, document) in load order."""
    if places is None:
        numbers = db.execute("SELECT number FROM documents ORDER BY number")
        yield from zip((number for (number,) in numbers), documents(db), strict=True)
        return
    for number in sorted(places):
        (document_id,) = db.execute("SELECT id FROM documents WHERE number = ?", (number,)).fetchone()
        yield number, document_named(db, document_id)


class _Walk:
    """A cursor ordered by document number that hands out the rows of one document after another."""

    def __init__(self, db: Database, sql: str, places: Sequence[int] | None) -> None:
        chosen = "" if places is None else "WHERE number IN (SELECT value FROM json_each(?))"
        self.cursor = db.execute(sql.format(chosen=chosen), () if places is None else (json.dumps(list(places)),))
        self.waiting = self.cursor.fetchone()

    def rows_of(self, number: int) -> Iterator[tuple]:
        while self.waiting is not None and self.waiting[0] == number:
            yield self.waiting
            self.waiting = self.cursor.fetchone()


_WORK = (
    "SELECT number, author_id, name, kind, state, note FROM documents"
    " CROSS JOIN work ON work.document_id = documents.id JOIN authors ON authors.id = work.author_id"
    " {chosen} ORDER BY number, author_id"
)
_SPANS = (
    'SELECT number, author_id, span_id, label, "start", "end", attributes, origin FROM documents'
    " CROSS JOIN spans ON spans.document_id = documents.id {chosen} ORDER BY number"
)
_BOILERPLATE = (
    "SELECT number, ranges FROM documents"
    " CROSS JOIN boilerplate ON boilerplate.document_id = documents.id {chosen} ORDER BY number"
)
_ANSWERS = (
    "SELECT number, author_id, question, value, reason FROM documents"
    " CROSS JOIN answers ON answers.document_id = documents.id {chosen} ORDER BY number"
)
_BACKGROUNDS = (
    'SELECT number, author_id, "start", "end" FROM documents'
    " CROSS JOIN backgrounds ON backgrounds.document_id = documents.id {chosen} ORDER BY number"
)
