"""Prodigy JSONL, written: one record for each document and annotator."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from exports.formats.handed_over import LOSSES, handed_over
from exports.formats.losses import count_lost
from exports.formats.prodigy_tokens import token_numbers, tokens_of
from exports.formats.tool_answers import labels_of
from exports.formats.tool_document import write_document
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span

ANSWERS = {"done": "accept", "skipped": "ignore"}  # a state without one is work to do: Prodigy shows what is there


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """A line a layer; a document without layers is a line without an answer."""
    for annotated in documents:
        count_lost(left_out, annotated, LOSSES)
        for layer in tuple(handed_over(annotated)) or (None,):
            record = _record(annotated.document, layer)
            yield json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"


def _record(document: Document, layer: Annotation | None) -> dict[str, Any]:
    spans = layer.spans if layer else ()
    labels = labels_of(layer.answers) if layer else []
    view = _view(spans, labels)
    tokens = tokens_of(document.text, spans)
    numbers = token_numbers(tokens)
    record = {"text": document.text, "meta": {}} | write_document(document)
    record |= {
        "_input_hash": _hash(document.text),
        "_task_hash": _hash(document.text, view, layer.author if layer else ""),
        "tokens": tokens,
        "spans": [_span(span, numbers) for span in spans],
    }
    if labels:
        record["options"] = [{"id": label, "text": label.replace("=", ": ", 1)} for label in labels]
        record["accept"] = labels
    record["_view_id"] = view
    if layer and layer.state in ANSWERS:
        record["answer"] = ANSWERS[layer.state]
    if layer:
        record |= {"_annotator_id": layer.author, "_session_id": layer.author}
    return record


def _span(span: Span, numbers: dict[str, dict[int, int]]) -> dict[str, Any]:
    """`token_end` is the last token, not the one after it."""
    found = {
        "start": span.start,
        "end": span.end,
        "token_start": numbers["start"][span.start],
        "token_end": numbers["end"][span.end],
        "label": span.label,
    }
    return found | ({"attributes": dict(span.attributes)} if span.attributes else {})


def _view(spans: Iterable[Span], labels: list[str]) -> str:
    """The page of Prodigy that can show this; ner_manual drops spans that overlap."""
    if labels:
        return "blocks" if spans else "choice"
    reached = 0
    for span in sorted(spans, key=lambda span: span.place):
        if span.start < reached:
            return "spans_manual"
        reached = span.end
    return "ner_manual"


def _hash(*parts: str) -> int:
    """A signed 32-bit number that stays the same for the same parts."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "big", signed=True)
