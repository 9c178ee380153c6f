"""The spans of one layer in a JSONL record, checked one by one against the text."""

from collections.abc import Iterable
from typing import Any

from exports.formats.odd_places import notice_odd_places
from exports.formats.reading import Line
from labeling.core.closest import did_you_mean
from labeling.core.errors import DocumentError, OperationError
from labeling.core.operation import IDENTIFIER, check_attributes
from labeling.core.scheme import Scheme
from labeling.core.span import Span, check_offsets, check_quote

KEYS = ("start", "end", "label", "quote", "attributes", "origin", "span_id")


def read_spans(values: object, text: str, *, scheme: Scheme, line: Line) -> tuple[Span, ...]:
    """The spans in order of place; every fault goes to `line`, and a faulty span is left out."""
    if values is None:
        return ()
    if not isinstance(values, list):
        line.fault(f"{line.where}: `spans` is {repr(values)[:60]}; expected a list of objects.")
        return ()
    spans: dict[tuple, Span] = {}
    span_ids: set[str] = set()
    unquoted: list[Span] = []
    where = line.where
    for value in values:
        try:
            span = _span(value, text, scheme, line, where)
            _check_first(span, spans, span_ids, line)
        except (DocumentError, OperationError) as refused:
            line.fault(str(refused))
        else:
            spans.setdefault(span.place, span)
            span_ids.add(span.span_id)
            if value.get("quote") is None:
                unquoted.append(span)
    notice_odd_places(unquoted, text, line)
    return tuple(sorted(spans.values(), key=lambda span: span.place))


def write_spans(spans: Iterable[Span], text: str, *, whole: bool) -> list[dict[str, Any]]:
    """The spans as objects; `whole` adds where they come from and their ids."""
    objects = []
    for span in spans:
        found = {"start": span.start, "end": span.end, "label": span.label, "quote": span.quote(text)}
        if span.attributes:
            found["attributes"] = dict(span.attributes)
        if whole:
            found["origin"] = span.origin
            if span.span_id:
                found["span_id"] = span.span_id
        objects.append(found)
    return objects


def _span(value: object, text: str, scheme: Scheme, line: Line, where: str) -> Span:
    if not isinstance(value, dict):
        raise DocumentError(f"{where}: a span is {repr(value)[:60]}; expected an object with start, end and label.")
    for needed in ("start", "end", "label"):
        if needed not in value:
            raise DocumentError(f"{where}: a span has no `{needed}`; found: {', '.join(list(value)[:12]) or 'none'}.")
    if value.keys() - KEYS:
        _notice_unknown(value, line)
    start, end, label = value["start"], value["end"], value["label"]
    check_offsets(start, end, text, where=where)
    of_span = f"{where}, span {start}–{end}"
    if not isinstance(label, str) or not label.strip():
        raise DocumentError(f"{of_span}: `label` is {repr(label)[:60]}; expected a label of the scheme.")
    quote = value.get("quote")
    if quote is not None:
        if not isinstance(quote, str):
            raise DocumentError(f"{of_span}: `quote` is {repr(quote)[:60]}; expected the characters of the span.")
        check_quote(start, end, quote, text, where=where)
    attributes = value.get("attributes")
    if attributes is not None:
        _check_attributes(attributes, label, scheme, of_span)
    origin = _identifier(value, "origin", of_span) or "import"
    return Span(start, end, label, attributes or {}, origin, _identifier(value, "span_id", of_span))


def _check_attributes(attributes: object, label: str, scheme: Scheme, of_span: str) -> None:
    """Those of a label that the scheme does not have are looked at once it is mapped."""
    if scheme.label(label) is not None:
        check_attributes(attributes, label, scheme, where=of_span)
    elif not isinstance(attributes, dict):
        raise OperationError(f"{of_span}: `attributes` is an object.")


def _identifier(value: dict[str, Any], key: str, where: str) -> str:
    """What stands under this key; "" where nothing does."""
    name = value.get(key)
    if name is not None and not (isinstance(name, str) and IDENTIFIER.fullmatch(name)):
        raise DocumentError(f"{where}: `{key}` is {repr(name)[:60]}; expected letters, digits and _.:-, at most 64.")
    return name or ""


def _check_first(span: Span, spans: dict[tuple, Span], span_ids: set[str], line: Line) -> None:
    """An exact repeat is taken once and said; two spans that differ only in what they say of one place are refused."""
    earlier = spans.get(span.place)
    if earlier is None and not (span.span_id and span.span_id in span_ids):
        return
    of_span = f"{line.where}, span {span.start}–{span.end}"
    if earlier is None:
        raise DocumentError(f"{of_span}: the span_id {span.span_id!r} belongs to another span of this layer.")
    if dict(earlier.attributes) != dict(span.attributes):
        raise DocumentError(f"{of_span}: {span.label} comes twice here with different attributes. Keep one of them.")
    line.notice("a span comes twice in one layer and is kept once.")


def _notice_unknown(value: dict[str, Any], line: Line) -> None:
    for key in value.keys() - KEYS:
        line.notice(f"the key {key[:40]!r} of a span is not kept.{did_you_mean(key[:40], KEYS)}")
