"""doccano's JSONL and JSON, read: every shape its projects export or import."""

import re
from typing import Any

from exports.formats.doccano_marks import DoccanoRecord, read_record
from exports.formats.first_object import first_object, is_flair_row
from exports.formats.gathered import Gathered, read_gathered
from exports.formats.jsonl_layers import is_name
from exports.formats.offset_units import UNITS, code_points, converted, unit_by_edges
from exports.formats.reading import Beside, Line, Reading
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import mark
from labeling.core.scheme import Scheme

SHAPE = re.compile(
    rb'"(label|labels|column_label|entities)"\s*:\s*\[\s*(\[\s*"?\d|"|\])|"start_offset"\s*:|"annotation_approver"'
)
OBJECTS = re.compile(rb"\s*\[?\s*\{")  # spaCy's pairs are an array of arrays
NOT_OURS = re.compile(rb'"(tokens|words|from_name|answer|_input_hash|completions|author_kind)"\s*:')
MEMBER = re.compile(r".*\.zip\b.*?([^/\\:!]+)\.jsonl?", re.IGNORECASE)
NOBODY = ("all", "unknown")  # what doccano calls a file that is no annotator's


def looks_like(data: bytes, name: str) -> bool:
    ours = OBJECTS.match(data) and SHAPE.search(data) and not NOT_OURS.search(data)
    return bool(ours and not is_flair_row(first_object(data)))


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every document of this file; marks that name nobody are `annotator`'s, in a zip those of the file's name."""

    def gather(value: Any, found: Gathered, line: Line) -> None:
        _gather(value, found, annotator or _annotator_of(file), line)

    return read_gathered(data, gather, file=file, scheme=scheme, expected="texts under the key `text`")


def _gather(value: dict[str, Any], found: Gathered, annotator: str | None, line: Line) -> None:
    record = read_record(value, line)
    if record is None:
        line.leave_out("rows without text")
        return
    document = read_document(record.text, record.meta, ids=[value.get("id")], where=line.where)
    gathered = found.document(document, line)
    unit = _unit(record, line)
    places = code_points(document.text, unit)
    for one in record.marks:
        layer = gathered.layer(one.user if record.annotator is None else record.annotator, annotator, line)
        if one.is_span:
            start, end = (converted(offset, places, unit, where=line.where) for offset in (one.start, one.end))
            layer.add(mark(start, end, one.label, document.text, where=line.where), line)
        else:
            layer.labels.append((None, one.label))
        layer.reach(record.state)
    if record.annotator is not None:
        gathered.layer(record.annotator, annotator, line).reach(record.state)


def _unit(record: DoccanoRecord, line: Line) -> str:
    """What the offsets of this record count; said wherever another unit would put a span elsewhere."""
    if record.unit is not None:
        return record.unit
    marks = [(one.start, one.end) for one in record.marks if one.is_span and type(one.start) is type(one.end) is int]
    unit, why = unit_by_edges(record.text, marks, default="utf16")
    if why:
        line.notice(f"doccano does not say what its offsets count. Taken as {UNITS[unit]}, {why}. Look at these spans.")
    return unit


def _annotator_of(file: str) -> str | None:
    """The name of a zip's member, where it can be an annotator's: doccano writes one file for each."""
    member = MEMBER.fullmatch(file)
    return member[1] if member and member[1] not in NOBODY and is_name(member[1]) else None
