"""Documents and marks from tables: one with a row for each document or span, or the four that this program writes."""

from collections.abc import Callable, Mapping
from typing import Any

from exports.formats.gathered import Gathered, GatheredDocument
from exports.formats.reading import Line, Reading
from exports.formats.table_marks import json_of, read_answer, read_layer, read_span
from exports.formats.table_rows import IDS, Rows, table_of
from exports.formats.tool_answers import REASON
from exports.formats.tool_document import read_document
from labeling.core.errors import DocumentError, FileRefused, SitrepError
from labeling.core.scheme import Scheme

OF_SPANS = ("start", "end", "quote", "attributes", "origin")
READ_BY_TABLE = {"layers": read_layer, "spans": read_span, "answers": read_answer}
EXPECTED = "rows with a cell under `text`"


def read_tables(
    documents: Rows, others: Mapping[str, Rows], reading: Reading, *, scheme: Scheme, annotator: str | None
) -> Reading:
    """The documents of one table, what its rows say of them, and what the layers, spans and answers of `others` say.

    Faults go to `reading`; FileRefused where there is no column for the text.
    """
    if "text" not in documents.header:
        found = ", ".join(name[:40] for name in documents.header[:12])
        raise FileRefused(f"{documents.file}, line 1: there is no column `text`; found: {found}. Rename one.")
    gathered = Gathered()
    is_ours = table_of(documents.header) == "documents"
    _each(documents, lambda row, line: _read_row(row, gathered, is_ours, scheme, annotator, line))
    by_id = {one.document.id: one for one in gathered}
    for name, rows in others.items():
        _each(rows, lambda row, line, read=READ_BY_TABLE[name]: read(row, _named(row, by_id, line), scheme, line))
    return gathered.give(reading, file=documents.file, scheme=scheme, expected=EXPECTED)


def _each(rows: Rows, read: Callable[[dict[str, Any], Line], None]) -> None:
    """Read every row, without its empty cells; what is wrong with one becomes a fault at its line."""
    for line, row in rows.rows:
        try:
            read({name: cell for name, cell in row.items() if cell is not None and cell != ""}, line)
        except SitrepError as refused:
            line.fault(str(refused))


def _named(row: dict[str, Any], by_id: Mapping[str, GatheredDocument], line: Line) -> GatheredDocument:
    document_id = row.get("document_id")
    if not isinstance(document_id, str) or document_id not in by_id:
        raise DocumentError(f"{line.where}: no document has the id {repr(document_id)[:60]}. Expected one.")
    return by_id[document_id]


def _read_row(
    row: dict[str, Any], found: Gathered, is_ours: bool, scheme: Scheme, annotator: str | None, line: Line
) -> None:
    if "text" not in row:
        line.leave_out("rows without text")
        return
    is_span = "start" in row or "end" in row
    asked = [name for question in scheme.questions for name in (question.name, question.name + REASON)]
    apart = {"text", "label", "annotator", *IDS, *asked, *(OF_SPANS if is_span else ())}
    values = {name: cell for name, cell in row.items() if name not in apart}
    if is_ours and "meta" in values:
        values["meta"] = json_of(values["meta"], "meta", line)
    document = read_document(row["text"], values, ids=[row.get(name) for name in IDS], where=line.where)
    gathered = found.document(document, line)
    labels = [(name, row[name]) for name in asked if name in row]
    if is_span:
        read_span({"annotator": annotator} | row, gathered, scheme, line)
    elif "label" in row:
        labels.append((None, row["label"]))
    if labels or "annotator" in row:
        layer = gathered.layer(row.get("annotator"), annotator, line)
        layer.labels += labels
        layer.reach("done")
