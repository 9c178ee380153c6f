"""Texts as the detector reads them: without boilerplate."""

from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import boilerplate_ranges, place_without, without_ranges
from labeling.store.annotations import marked_places
from labeling.store.boilerplate import ranges_of
from labeling.workflow.boilerplate import phrases


def reading_texts(db: Database, rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(id, text) of documents of the project, each text without what was found to be boilerplate."""
    for document_id, text in rows:
        yield document_id, without_ranges(text, ranges_of(db, document_id))


def reading_marks(db: Database, document_id: str) -> tuple[tuple[int, str], ...]:
    """(start, label) of what anybody marked in this document, as places of its reading text, sorted."""
    ranges = ranges_of(db, document_id)
    placed = ((place_without(ranges, start), label) for start, label in marked_places(db, document_id))
    return tuple((start, label) for start, label in placed if start is not None)


def reading_text(text: str) -> str:
    """A text that is not in the project, without what its phrases alone tell to be boilerplate."""
    return without_ranges(text, boilerplate_ranges(text, phrases()))
