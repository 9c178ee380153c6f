"""Potato's output, read: a user's file or the table of all users; texts it does not hold from a data file beside it."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from exports.formats.csv_rows import read_rows
from exports.formats.gathered import Gathered
from exports.formats.json_values import read_values
from exports.formats.jsonl_layers import is_name
from exports.formats.offset_units import UNITS, code_points, converted, unit_by_quotes
from exports.formats.potato_records import PotatoRecord, record_of_row, records_of
from exports.formats.reading import Beside, Line, Reading
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import mark
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

KEYS = (b'"displayed_text"', b'"instance_id_to_label_to_value"', b"\tdisplayed_text\t")
USERS_FILE = "annotated_instances.jsonl"  # lies in a folder that is named for the user
DATA_FILES = ("data.jsonl", "data.json", "data.csv", "data.tsv")
EXPECTED = f"texts; where the file has none, its data file beside it, named {', '.join(DATA_FILES[:-1])} or data.tsv"
HTML = re.compile(r"<(br|div|p|span|b|i|a)\b[^<>]*>", re.IGNORECASE)


def looks_like(data: bytes, name: str) -> bool:
    return any(key in data for key in KEYS)


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every instance with the layer of each user; texts are those displayed, or those of the data file."""
    reading = Reading()
    found = Gathered()
    texts: dict[str, object] | None = None
    for line, record in _records(data, file, reading):
        if record.text is None and texts is None:
            texts = _texts(beside, file, reading)
        try:
            _gather(record, (texts or {}).get(str(record.id)), found, annotator or _user_of(file), line)
        except SitrepError as refused:
            line.fault(str(refused))
    return found.give(reading, file=file, scheme=scheme, expected=EXPECTED)


def _gather(record: PotatoRecord, text: object, found: Gathered, annotator: str | None, line: Line) -> None:
    text = record.text if record.text is not None else text
    if text is None:
        line.leave_out("records without text")
        line.leave_out("document labels", len(record.labels))
        line.leave_out("spans of records without text", len(record.spans))
        return
    document = read_document(text, {}, ids=[record.id], where=line.where)
    if HTML.search(document.text):
        line.notice("the text is HTML, as Potato shows it, and offsets count in it: it is kept as it is.")
    layer = found.document(document, line).layer(record.user, annotator, line)
    unit = _unit(record, document.text, line)
    places = code_points(document.text, unit)
    for start, end, label, quote in record.spans:
        start, end = (converted(offset, places, unit, where=line.where) for offset in (start, end))
        layer.add(mark(start, end, label, document.text, where=line.where, quote=quote), line)
    layer.labels += record.labels
    layer.has_more |= record.n_other > 0
    line.leave_out("answers that are no labels", record.n_other)
    layer.reach("done")


def _unit(record: PotatoRecord, text: str, line: Line) -> str:
    """What offsets count: browsers count UTF-16 units, and the text stored with each span tells."""
    marks = [(start, end, quote) for start, end, _, quote in record.spans if type(start) is type(end) is int and quote]
    unit = unit_by_quotes(text, marks) or "codepoint"
    if unit != "codepoint":
        line.notice(f"offsets count {UNITS[unit]}; under these every span has its text.")
    return unit


def _records(data: bytes, file: str, reading: Reading) -> Iterator[tuple[Line, PotatoRecord]]:
    if data.lstrip()[:1] in (b"{", b"["):
        for line, value in read_values(data, file=file, reading=reading):
            try:
                for record in records_of(value, line.where):
                    yield line, record
            except SitrepError as refused:
                line.fault(str(refused))
        return
    try:
        for line, row in read_rows(data, file=file, reading=reading).rows:
            yield line, record_of_row(row)
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))


def _texts(beside: Beside | None, file: str, reading: Reading) -> dict[str, object]:
    """Instance id -> text, from the first data file that is beside this one."""
    for name in DATA_FILES if beside else ():
        data = beside(name)
        if data is None:
            continue
        other = str(PurePath(file).with_name(name))
        is_json = data.lstrip()[:1] in (b"{", b"[")
        try:
            rows = (read_values if is_json else _table)(data, file=other, reading=reading)
            return {str(row.get("id")): row.get("text") for _, row in rows}
        except SitrepError as refused:
            reading.add_fault(other, 1, str(refused))
    return {}


def _table(data: bytes, *, file: str, reading: Reading) -> Iterator[tuple[Line, dict[str, str]]]:
    yield from read_rows(data, file=file, reading=reading).rows


def _user_of(file: str) -> str | None:
    """The user whose file this is, after its folder."""
    path = PurePath(file)
    folder = path.parent.name
    return folder if path.name == USERS_FILE and is_name(folder) and folder != "annotation_output" else None
