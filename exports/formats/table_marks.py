"""Rows that say something of a document: one span, one answer, or one annotator's layer."""

import json
from typing import Any

from exports.formats.gathered import GatheredDocument
from exports.formats.jsonl_layers import AUTHOR_KINDS, read_background
from exports.formats.reading import Line
from exports.formats.strict_json import read_object, read_value_at
from exports.formats.tool_answers import REASON
from exports.formats.tool_attributes import attributes_of
from exports.formats.tool_layer import mark
from labeling.core.annotation import STATES
from labeling.core.errors import DocumentError, FileRefused
from labeling.core.operation import IDENTIFIER, check_note
from labeling.core.scheme import Scheme

MOST_DIGITS = 15


def read_span(row: dict[str, Any], gathered: GatheredDocument, scheme: Scheme, line: Line) -> None:
    """A span with its label; cells of digits are its offsets, in code points, `end` exclusive."""
    origin = row.get("origin", "import")
    if not isinstance(origin, str) or not IDENTIFIER.fullmatch(origin):
        raise DocumentError(f"{line.where}: `origin` is {repr(origin)[:60]}; expected letters, digits and _.:-.")
    said = json_of(row["attributes"], "attributes", line) if "attributes" in row else None
    span = mark(
        _offset(row.get("start")), _offset(row.get("end")), row.get("label"), gathered.document.text,
        where=line.where, quote=row.get("quote"), origin=origin,
        attributes=attributes_of(said, row.get("label"), scheme, line),
    )  # fmt: skip
    layer = gathered.layer(row.get("annotator"), None, line)
    layer.add(span, line)
    if row.get("quote") is None:
        gathered.unquoted.append(span)
    layer.reach("done" if not layer.state else layer.state)


def read_answer(row: dict[str, Any], gathered: GatheredDocument, scheme: Scheme, line: Line) -> None:
    """An answer to a question, and the reason for it."""
    name = row.get("question")
    if not isinstance(name, str):
        raise DocumentError(f"{line.where}: `question` is {repr(name)[:60]}; expected the name of a question.")
    layer = gathered.layer(row.get("annotator"), None, line)
    layer.labels.append((name, row.get("value")))
    if "reason" in row:
        layer.labels.append((name + REASON, row["reason"]))
    layer.reach("done" if not layer.state else layer.state)


def read_layer(row: dict[str, Any], gathered: GatheredDocument, scheme: Scheme, line: Line) -> None:
    """Who the annotator is, how far the work is, the note on it, and what is background."""
    kind, state, note = row.get("author_kind", "person"), row.get("state", "done"), row.get("note")
    for name, found, allowed in (("author_kind", kind, AUTHOR_KINDS), ("state", state, STATES)):
        if found not in allowed:
            raise DocumentError(f"{line.where}: `{name}` is {repr(found)[:60]}; expected one of {', '.join(allowed)}.")
    if note is not None:
        check_note(note, where=line.where)
    layer = gathered.layer(row.get("annotator"), None, line)
    layer.author_kind, layer.state, layer.note = kind, state, note
    if "background" in row:
        stretches = json_of(row["background"], "background", line, kind=list)
        layer.background = read_background(stretches, gathered.document.text, line)


def json_of(cell: object, name: str, line: Line, kind: type = dict) -> Any:
    """The object, or the list, that this cell holds as JSON."""
    expected = "a JSON object" if kind is dict else "a JSON list"
    if not isinstance(cell, str):
        raise FileRefused(f"{line.where}: `{name}` is {repr(cell)[:60]}; expected {expected}.")
    if kind is dict:
        return read_object(cell, where=f"{line.where}, `{name}`")
    try:
        value, end = read_value_at(cell, 0, where=line.where)
    except json.JSONDecodeError:
        value, end = None, 0
    if not isinstance(value, kind) or cell[end:].strip():
        raise FileRefused(f"{line.where}: `{name}` is {cell[:60]!r}; expected {expected}.")
    return value


def _offset(cell: object) -> object:
    """A cell of digits as the number it is; any other as it is, for the check of offsets to refuse."""
    is_number = isinstance(cell, str) and cell.isascii() and cell.isdigit() and len(cell) <= MOST_DIGITS
    return int(cell) if is_number else cell
