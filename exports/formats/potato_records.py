"""What Potato's files hold of each instance, in the shapes of its versions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from labeling.core.errors import FileRefused

SCHEMA_SIGN = ":::"  # between scheme and label in the columns of a table
YES = ("true", True)


@dataclass(slots=True)
class PotatoRecord:
    """One user's work on one instance. `spans`: (start, end, label, quote) as they stand; `user` None: not said."""

    id: object
    text: object | None
    user: object
    labels: list[tuple[str, str]] = field(default_factory=list)
    n_other: int = 0  # answers that are no labels: free text, numbers
    spans: list[tuple[object, object, object, object]] = field(default_factory=list)


def records_of(value: dict[str, Any], where: str) -> Iterator[PotatoRecord]:
    """Those of one JSON object: a user's whole state (version 2), or one instance (before)."""
    if "instance_id_to_label_to_value" not in value:
        yield _instance(value, where)
        return
    labels = _object(value.get("instance_id_to_label_to_value"), "instance_id_to_label_to_value", where)
    spans = _object(value.get("instance_id_to_span_to_value"), "instance_id_to_span_to_value", where)
    for name in dict.fromkeys([*labels, *spans]):
        record = PotatoRecord(name, None, value.get("user_id"))
        _add_labels(record, labels.get(name), where)
        _add_spans(record, spans.get(name), where)
        yield record


def record_of_row(row: dict[str, str]) -> PotatoRecord:
    """That of a row in the table of all users: a column for each label of each scheme."""
    record = PotatoRecord(row.get("instance_id"), row.get("displayed_text"), row.get("user"))
    for column, cell in row.items():
        scheme, sign, label = column.partition(SCHEMA_SIGN)
        if sign and cell:
            _add(record, scheme, label, cell)
    return record


def _instance(value: dict[str, Any], where: str) -> PotatoRecord:
    record = PotatoRecord(value.get("id"), value.get("displayed_text"), value.get("user", value.get("user_id")))
    _add_labels(record, value.get("label_annotations"), where)
    for scheme, labels in _object(value.get("annotation"), "annotation", where).items():  # version 0
        for label in labels if isinstance(labels, list) else [labels]:
            _add(record, scheme, label, "true")
    _add_spans(record, value.get("span_annotations"), where)
    return record


def _add_labels(record: PotatoRecord, given: object, where: str) -> None:
    """{scheme: {label: value}}, or a list of [{schema, name}, value]."""
    if isinstance(given, list):
        for pair in given:
            if not (isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], dict)):
                raise FileRefused(f"{where}: a label is {repr(pair)[:60]}; expected [{{schema, name}}, value].")
            _add(record, pair[0].get("schema"), pair[0].get("name"), pair[1])
        return
    for scheme, labels in _object(given, "labels", where).items():
        labels = _object(labels, scheme[:40], where)
        for label, value in _object(labels.get("labels", labels), scheme[:40], where).items():
            _add(record, scheme, label, value)


def _add(record: PotatoRecord, scheme: object, label: object, value: object) -> None:
    if value in YES and isinstance(scheme, str) and isinstance(label, str):
        record.labels.append((scheme, label))
    else:
        record.n_other += 1


def _add_spans(record: PotatoRecord, given: object, where: str) -> None:
    """A list of spans, of [span, value], or {scheme: spans}; {} where there are none."""
    lists = given.values() if isinstance(given, dict) else (given,)
    for one in [one for spans in lists for one in _list(spans, where)]:
        span = one[0] if isinstance(one, list) and one else one
        if not isinstance(span, dict):
            raise FileRefused(f"{where}: a span is {repr(one)[:60]}; expected an object with start and end.")
        label = next((span[key] for key in ("annotation", "label", "name") if key in span), None)
        record.spans.append((span.get("start"), span.get("end"), label, span.get("span", span.get("text"))))


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list | None):
        raise FileRefused(f"{where}: spans are {repr(value)[:60]}; expected a list.")
    return value or []


def _object(value: object, key: str, where: str) -> dict[str, Any]:
    if not isinstance(value, dict | None):
        raise FileRefused(f"{where}: `{key}` is {repr(value)[:60]}; expected an object.")
    return value or {}
