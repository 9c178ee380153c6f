"""Label Studio's JSON_MIN, CSV and TSV, read: a row an annotation, its data and its results side by side."""

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from exports.formats.csv_rows import read_rows
from exports.formats.gathered import Gathered
from exports.formats.json_values import read_values
from exports.formats.label_studio import gather
from exports.formats.label_studio_task import Task, text_key
from exports.formats.reading import Beside, Line, Reading
from exports.formats.strict_json import read_value_at
from exports.formats.tool_answers import REASON
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme

OF_ANNOTATION = ("id", "annotator", "annotation_id", "lead_time", "created_at", "updated_at")
Row = tuple[Line, dict[str, Any]]


def looks_like(data: bytes, name: str) -> bool:
    return b"annotation_id" in data and b"lead_time" in data and b'"result"' not in data and b"from_name" not in data


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every row's text once, with a layer for each annotator.

    Which columns are data and which are choices no row says: those named as questions of the scheme are answers, others
    are the document's meta data where all annotators have the same value, and counted where not.
    """
    reading = Reading()
    tasks: dict[tuple[str, str], list[Row]] = {}
    keys: dict[tuple[str, ...], str | None] = {}
    try:
        for line, row in _rows(data, file, reading):
            shown = tuple(sorted(row))
            if shown not in keys:
                keys[shown] = text_key({k: v for k, v in row.items() if k not in OF_ANNOTATION}, [], line)
            text = row.get(keys[shown] or "")
            if not isinstance(text, str):
                line.leave_out("rows without text")
            else:
                tasks.setdefault((str(row.get("id")), text), []).append(
                    (line, {"text": text} | _less(row, keys[shown]))
                )
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
    found = Gathered()
    asked = {name for question in scheme.questions for name in (question.name, question.name + REASON)}
    for rows in tasks.values():
        values = _values_in_all(rows, asked)
        for line, row in rows:
            try:
                gather(_task(row, values, asked), found, scheme, annotator, line)
            except SitrepError as refused:
                line.fault(str(refused))
    return found.give(reading, file=file, scheme=scheme, expected="a row an annotation, with its text")


def _rows(data: bytes, file: str, reading: Reading) -> Iterator[Row]:
    """JSON objects, or the rows of a table whose cells hold JSON where they are lists or objects."""
    if data.lstrip()[:1] in (b"[", b"{"):
        yield from read_values(data, file=file, reading=reading)
        return
    for line, row in read_rows(data, file=file, reading=reading).rows:
        yield line, {name: _of_cell(cell) for name, cell in row.items() if cell != ""}


def _of_cell(cell: str) -> object:
    if not cell.startswith(("[{", '{"', "[]")):
        return cell
    try:
        value, end = read_value_at(cell, 0, where="")
    except (JSONDecodeError, SitrepError):
        return cell
    return value if end == len(cell) else cell


def _less(row: dict[str, Any], key: str | None) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != key}


def _values_in_all(rows: list[Row], asked: set[str]) -> dict[str, Any]:
    """What every row of one task says alike beside its text: the task's data."""
    found: dict[str, list[Any]] = {}
    for _, row in rows:
        for name, value in row.items():
            if name not in ("text", *OF_ANNOTATION) and _results(name, value, asked) is None:
                found.setdefault(name, []).append(value)
    values = {}
    for name, given in found.items():
        if len(given) == len(rows) and all(value == given[0] for value in given):
            values[name] = given[0]
        else:
            rows[0][0].leave_out("values that differ between annotations", len(given))
    return values


def _task(row: dict[str, Any], values: dict[str, Any], asked: set[str]) -> Task:
    """The task with the one annotation of this row."""
    results = [one for name, value in row.items() for one in _results(name, value, asked) or ()]
    annotation = {"annotator": row.get("annotator"), "result": results}
    return Task(row["text"], values, (None, row.get("id")), [annotation], [])


def _results(name: str, value: object, asked: set[str]) -> list[dict[str, Any]] | None:
    """The results that this column holds; None where it holds data."""
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return [{"from_name": name, "type": _kind(one), "value": one} for one in value]
    if isinstance(value, dict) and isinstance(value.get("choices"), list):
        return [{"from_name": name, "type": "choices", "value": {"choices": value["choices"]}}]
    if name in asked and isinstance(value, str):
        return [{"from_name": name, "type": "choices", "value": {"choices": [value]}}]
    return None


def _kind(value: dict[str, Any]) -> str:
    """The type of a result, after the key that holds its labels."""
    return next((name for name in value if name.endswith("labels")), "labels" if "start" in value else "unknown")
