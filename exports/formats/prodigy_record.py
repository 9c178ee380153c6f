"""One record of Prodigy: its spans, labels and answer, checked against the text."""

import math
from dataclasses import dataclass
from typing import Any

from exports.formats.reading import Line
from exports.formats.tool_attributes import attributes_of
from exports.formats.tool_layer import mark
from labeling.core.errors import DocumentError, FileRefused
from labeling.core.scheme import Scheme
from labeling.core.span import Span, check_offsets, check_quote

ANSWERS = ("accept", "reject", "ignore")
BINARY_VIEWS = ("ner", "classification")


@dataclass(frozen=True, slots=True)
class ProdigySpan:
    """A span and the answer to it; `score` and `source` are those of the model that proposed it."""

    span: Span
    answer: str
    score: float | None
    source: str


@dataclass(frozen=True, slots=True)
class ProdigyRecord:
    """`answer` None: nobody has answered yet. `is_binary`: only what is proposed was asked about, not the document."""

    answer: str | None
    spans: list[ProdigySpan]
    labels: list[object]
    is_binary: bool
    n_relations: int
    n_version_spans: int


def read_record(value: dict[str, Any], text: str, scheme: Scheme, line: Line) -> ProdigyRecord:
    """Check one record; DocumentError or FileRefused says what is wrong with it."""
    answer = _answer(value, line.where)
    spans = objects_of(value, "spans", line.where)
    for number, token in enumerate(objects_of(value, "tokens", line.where)):
        _check_token(token, number, text, line.where)
    labels = value.get("accept")
    if labels is not None and not isinstance(labels, list):
        raise FileRefused(f"{line.where}: `accept` is {repr(labels)[:60]}; expected a list of the options chosen.")
    labels = list(labels or ())
    if not spans and value.get("label") is not None and not labels:
        labels = [value["label"]]
    return ProdigyRecord(
        answer,
        [_span(one, text, scheme, line) for one in spans],
        labels,
        _is_binary(value, spans),
        len(objects_of(value, "relations", line.where)),
        sum(len(objects_of(version, "spans", line.where)) for version in objects_of(value, "versions", line.where)),
    )


def objects_of(value: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    """The objects of the list under this key; none where it is null or not there."""
    found = value.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FileRefused(f"{where}: `{key}` is {repr(found)[:60]}; expected a list of objects.")
    return found


def _answer(value: dict[str, Any], where: str) -> str | None:
    answer = value.get("answer")
    if answer is not None and answer not in ANSWERS:
        raise FileRefused(f"{where}: `answer` is {repr(answer)[:60]}; expected one of {', '.join(ANSWERS)}.")
    return answer


def _span(value: dict[str, Any], text: str, scheme: Scheme, line: Line) -> ProdigySpan:
    where = line.where
    missing = [key for key in ("start", "end", "label") if key not in value]
    if missing:
        raise DocumentError(
            f"{where}: a span has no {' and no '.join(f'`{key}`' for key in missing)}; "
            f"found: {', '.join(list(value)[:12]) or 'none'}. Characters are needed, tokens do not say which."
        )
    span = mark(
        value["start"],
        value["end"],
        value["label"],
        text,
        where=where,
        quote=value.get("text"),
        attributes=attributes_of(value.get("attributes"), value["label"], scheme, line),
    )
    score, source = value.get("score"), value.get("source")
    return ProdigySpan(
        span,
        _answer(value, where) or "accept",
        float(score) if type(score) in (int, float) and abs(score) < 1e300 and math.isfinite(score) else None,
        source if isinstance(source, str) else "",
    )


def _check_token(token: dict[str, Any], number: int, text: str, where: str) -> None:
    """Raise where a token is not what the text has there: the text was changed after it was marked."""
    start, end, quote = token.get("start"), token.get("end"), token.get("text")
    if quote == "" or (quote is None and start is None):
        return
    check_offsets(start, end, text, where=f"{where}, token {number}")
    if isinstance(quote, str):
        check_quote(start, end, quote, text, where=f"{where}, token {number}")


def _is_binary(value: dict[str, Any], spans: list[dict[str, Any]]) -> bool:
    if isinstance(value.get("_is_binary"), bool):
        return value["_is_binary"]
    if isinstance(value.get("_view_id"), str):
        return value["_view_id"] in BINARY_VIEWS
    return any("answer" in span for span in spans) or (not spans and isinstance(value.get("label"), str))
