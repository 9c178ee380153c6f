"""One record of doccano: which key is what in the shapes of its kinds of project."""

from dataclasses import dataclass
from typing import Any

from exports.formats.offset_units import UNITS
from exports.formats.reading import Line
from labeling.core.annotation import STATES
from labeling.core.errors import FileRefused

TEXT_KEYS = ("text", "data", "column_data")
LABEL_KEYS = ("label", "labels", "column_label", "entities", "cats", "annotations")
COMMENT_KEYS = ("Comments", "comments")
NUMBERS = "labels are numbers here, whose names doccano keeps elsewhere: the number is taken as the name."


@dataclass(frozen=True, slots=True)
class DoccanoMark:
    """A span, or a document label where `is_span` is false; `user` is a number in old files, else None."""

    label: object
    is_span: bool = False
    start: object = None
    end: object = None
    user: object = None


@dataclass(frozen=True, slots=True)
class DoccanoRecord:
    """`annotator`, `state` and `unit` are there where this program wrote the file: doccano passes their keys on."""

    text: object
    marks: list[DoccanoMark]
    meta: dict[str, Any]
    annotator: str | None
    state: str
    unit: str | None


def read_record(value: dict[str, Any], line: Line) -> DoccanoRecord | None:
    """The record on this line; None where it has no text. FileRefused says what is of no shape that doccano has."""
    text_key = next((key for key in TEXT_KEYS if value.get(key) is not None), None)
    if text_key is None or (isinstance(value[text_key], str) and not value[text_key].strip()):
        return None
    marks = [one for key in LABEL_KEYS for one in _marks(value.get(key), key, line)]
    _check_relations(value, line)
    for key in COMMENT_KEYS:
        comments = value.get(key)
        line.leave_out("comments", len(comments) if isinstance(comments, list) else 0)
    used = {text_key, "id", "relations", "annotation_approver", *LABEL_KEYS, *COMMENT_KEYS}
    meta = {key: inner for key, inner in value.items() if key not in used}
    unit = meta.pop("offset_unit") if meta.get("offset_unit") in tuple(UNITS) else None
    annotator, state = None, "done"
    if isinstance(meta.get("annotator"), str):
        annotator = meta.pop("annotator")
        state = meta.pop("state") if meta.get("state") in STATES else "done"
    return DoccanoRecord(value[text_key], marks, meta, annotator, state, unit)


def _marks(values: object, key: str, line: Line) -> list[DoccanoMark]:
    if values is None:
        return []
    if isinstance(values, str):
        values = [values] if values else []
    if not isinstance(values, list):
        raise FileRefused(f"{line.where}: `{key}` is {repr(values)[:60]}; expected a list.")
    return [_mark(value, key, line) for value in values]


def _mark(value: object, key: str, line: Line) -> DoccanoMark:
    if isinstance(value, str):
        return DoccanoMark(value)
    if isinstance(value, list) and len(value) == 3:
        return DoccanoMark(value[2], True, value[0], value[1])
    if isinstance(value, dict) and "label" in value:
        label, user = value["label"], value.get("user")
        if type(label) is int:
            label = str(label)
            line.notice(NUMBERS)
        if "start_offset" in value or "end_offset" in value:
            return DoccanoMark(label, True, value.get("start_offset"), value.get("end_offset"), user)
        return DoccanoMark(label, user=user)
    raise FileRefused(
        f"{line.where}: `{key}` holds {repr(value)[:60]}; expected a label, [start, end, label], or an object with "
        "label, start_offset and end_offset."
    )


def _check_relations(value: dict[str, Any], line: Line) -> None:
    """Count the relations; FileRefused where one leads to an entity that is not there."""
    relations = value.get("relations")
    if relations is None:
        return
    entities = value.get("entities")
    ids = [one.get("id") for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    if not isinstance(relations, list):
        raise FileRefused(f"{line.where}: `relations` is {repr(relations)[:60]}; expected a list.")
    known = {one for one in ids if isinstance(one, int | str)}
    for relation in relations:
        for key in ("from_id", "to_id"):
            end = relation.get(key) if isinstance(relation, dict) else None
            if not isinstance(end, int | str) or end not in known:
                raise FileRefused(
                    f"{line.where}: `{key}` of a relation is {repr(end)[:40]}, and no entity has this id."
                )
    line.leave_out("relations", len(relations))
