"""What one person, or one model, marked in a task of Label Studio."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from exports.formats.label_studio_task import Task, results_of
from exports.formats.offset_units import code_points, converted, unit_by_quotes
from exports.formats.reading import Line
from exports.formats.tool_attributes import attributes_of
from exports.formats.tool_layer import mark
from labeling.core.errors import DocumentError, SitrepError
from labeling.core.scheme import Scheme
from labeling.core.span import Span, check_offsets

IN_UTF16 = "offsets count UTF-16 units, as old versions of Label Studio do; under these every span has its text."
LINE_ENDS = "the text stored with a span writes line ends otherwise than the document; the offsets stand."


@dataclass(frozen=True, slots=True)
class Region:
    """A span and the model's score for it, if there is one."""

    span: Span
    score: float | None


@dataclass(slots=True)
class Results:
    """`labels`: document labels as (question, value). `n_items`: everything there was, carried or not."""

    n_items: int
    spans: list[Region] = field(default_factory=list)
    labels: list[tuple[str, object]] = field(default_factory=list)


def read_results(
    work: dict[str, Any], task: Task, scheme: Scheme, line: Line, *, refuse: Callable[[SitrepError], None]
) -> Results:
    """Spans and document labels of an annotation or prediction; what else there is is counted.

    `refuse` gets what is wrong with a span, which is left out then.
    """
    items = list(results_of(work, line.where))
    regions = [item for item in items if item.get("type") == "labels"]
    said = {region["id"]: {} for region in regions if _has_id(region)}
    results = Results(len(items))
    for item in items:
        kind, value = item.get("type"), _value(item)
        name = item["from_name"] if isinstance(item.get("from_name"), str) else ""
        is_of_region = "start" in value or (_has_id(item) and item["id"] in said)
        if kind in ("choices", "number") and is_of_region:
            _say(said, item, name, value.get(kind), line)
        elif kind == "choices" and isinstance(value.get("choices"), list):
            results.labels += [(name, choice) for choice in value["choices"]]
        elif kind == "relation":
            line.leave_out("relations")
        elif kind != "labels":
            line.leave_out(f"{_kind(kind)} results")
    reader = _RegionReader(task, _unit(regions, task.text, line), scheme, line)
    for region in regions:
        try:
            results.spans += reader.spans(region, said[region["id"]] if _has_id(region) else {})
        except SitrepError as refused:
            refuse(refused)
    return results


class _RegionReader:
    """Makes spans of the regions of one annotation."""

    def __init__(self, task: Task, unit: str, scheme: Scheme, line: Line) -> None:
        self.task, self.unit, self.scheme, self.line = task, unit, scheme, line
        self.places = code_points(task.text or "", unit)

    def spans(self, item: dict[str, Any], said: dict[str, object]) -> list[Region]:
        """One span for each label of the region; DocumentError says what is wrong with it."""
        where = f"{self.line.where}{self.task.name}, region {str(item.get('id'))[:40]}"
        value = _value(item)
        labels = value.get("labels")
        if not isinstance(labels, list) or not labels:
            raise DocumentError(
                f"{where}: its `labels` are {json.dumps(labels)[:60]}; expected a list with a label. "
                "Label the region and export again."
            )
        if self.task.text is None:
            self.line.leave_out("spans of tasks without text", len(labels))
            return []
        ends = [value.get("start"), value.get("end")]
        if any(isinstance(end, str) for end in ends):
            raise DocumentError(
                f"{where}: `start`, `end` are {ends!r:.80}; only spans of plain text tasks can be read."
            )
        start, end = (converted(offset, self.places, self.unit, where=where) for offset in ends)
        check_offsets(start, end, self.task.text, where=where)
        quote = self._quote(value.get("text"), self.task.text[start:end])
        spans = []
        for label in labels:
            attributes = attributes_of(said, label, self.scheme, self.line)
            span = mark(start, end, label, self.task.text, where=where, quote=quote, attributes=attributes)
            spans.append(Region(span, score_of(item)))
        return spans

    def _quote(self, quote: object, found: str) -> object:
        """The stored text, to be compared; None where it differs in how line ends are written, and no more."""
        if quote != found and _same_but_line_ends(quote, found):
            self.line.notice(LINE_ENDS)
            return None
        return quote


def score_of(value: dict[str, Any]) -> float | None:
    """The number under `score`; None where there is none that can be one."""
    score = value.get("score")
    return float(score) if type(score) in (int, float) and abs(score) < 1e300 else None


def _unit(regions: list[dict[str, Any]], text: str | None, line: Line) -> str:
    """What the offsets count, which the texts stored with the regions tell."""
    if text is None or text.isascii():
        return "codepoint"
    marks = [(value.get("start"), value.get("end"), value.get("text")) for value in map(_value, regions)]
    marks = [(start, end, quote) for start, end, quote in marks if type(start) is type(end) is int and quote]
    unit = unit_by_quotes(text, marks, same=_same_but_line_ends) or "codepoint"
    if unit == "utf16":
        line.notice(IN_UTF16)
    return unit


def _same_but_line_ends(quote: object, found: str) -> bool:
    return isinstance(quote, str) and (quote == found or _with_plain_line_ends(quote) == _with_plain_line_ends(found))


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\\r", "\r").replace("\\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _say(said: dict[Any, dict[str, object]], item: dict[str, Any], name: str, found: object, line: Line) -> None:
    """Note what an item says of a region; one that is not there cannot carry it."""
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if _has_id(item) and item["id"] in said and name:
        said[item["id"]][name] = found
    else:
        line.leave_out("attributes")


def _kind(kind: object) -> str:
    return kind[:40] if isinstance(kind, str) and kind and kind.isprintable() else "unknown"


def _has_id(item: dict[str, Any]) -> bool:
    return type(item.get("id")) in (str, int)


def _value(item: dict[str, Any]) -> dict[str, Any]:
    value = item.get("value")
    return value if isinstance(value, dict) else {}
