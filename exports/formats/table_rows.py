"""Rows of a table, and the columns of the four tables that hold a project."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.formats.reading import Line

DOCUMENTS = ("document_id", "text", "title", "date", "source", "url", "language", "meta")
LAYERS = ("document_id", "annotator", "author_kind", "state", "note", "background")
SPANS = ("document_id", "annotator", "start", "end", "label", "quote", "attributes", "origin")
ANSWERS = ("document_id", "annotator", "question", "value", "reason")
COLUMNS = {"documents": DOCUMENTS, "layers": LAYERS, "spans": SPANS, "answers": ANSWERS}
TEXT = ("text",)
IDS = ("document_id", "doc_id", "id")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: `rows` gives each with its line; a cell that is None or "" says nothing."""

    file: str
    header: tuple[str, ...]
    rows: Iterator[tuple[Line, dict[str, Any]]]


def table_of(header: tuple[str, ...]) -> str | None:
    """Which of the four tables has exactly this header: this program wrote it, cells and all."""
    return next((name for name, columns in COLUMNS.items() if columns == header), None)
