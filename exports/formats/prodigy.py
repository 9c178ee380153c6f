"""Prodigy JSONL, read: one answer to one question a line; the lines of one text become one document."""

import re
from typing import Any

from exports.formats.gathered import Gathered, read_gathered
from exports.formats.prodigy_record import ProdigyRecord, read_record
from exports.formats.reading import Beside, Line, Reading, model_of
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import ToolLayer
from labeling.core.document import Document
from labeling.core.scheme import Scheme
from labeling.core.suggesting.suggestion import Proposal

NOT_META = (
    *("text", "spans", "tokens", "label", "options", "accept", "answer", "relations", "versions", "sessions"),
    *("html", "image", "config", "style", "view_id", "priority", "score", "id"),
)
TIME = re.compile(r"(.*-)?\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d")  # how Prodigy names the session of nobody
BINARY = "an answer to one suggestion: the layer stays open, for nobody has said that the document is complete."
KEYS = re.compile(
    rb'"(_input_hash|_task_hash|_view_id|_annotator_id|_session_id|token_start)"\s*:|"answer"\s*:\s*"(accept|reject)"'
)


def looks_like(data: bytes, name: str) -> bool:
    return data.lstrip()[:1] in (b"{", b"[") and KEYS.search(data) is not None


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every document of this file; records that name nobody become layers of `annotator` (None: of "import")."""

    def gather(value: Any, found: Gathered, line: Line) -> None:
        _gather(value, found, scheme, annotator, line)

    return read_gathered(data, gather, file=file, scheme=scheme, expected="one JSON object a line, with the key `text`")


def _gather(value: dict[str, Any], found: Gathered, scheme: Scheme, annotator: str | None, line: Line) -> None:
    meta = {key: inner for key, inner in value.items() if key not in NOT_META and not key.startswith("_")}
    document = read_document(value.get("text"), meta, ids=[value.get("id")], where=line.where)
    record = read_record(value, document.text, scheme, line)
    gathered = found.document(document, line)
    line.leave_out("relations", record.n_relations)
    line.leave_out("spans of versions before a review", record.n_version_spans)
    if record.answer is None:
        _propose(record, gathered.document, line)
        return
    if record.answer == "reject":
        line.leave_out("rejected spans", len(record.spans))
        line.leave_out("rejected document labels", len(record.labels))
        line.leave_out("rejected records", 0 if record.is_binary else 1)
    else:
        _answer(record, gathered.layer(_who(value), annotator, line), line)


def _answer(record: ProdigyRecord, layer: ToolLayer, line: Line) -> None:
    """Take what this record says into the layer."""
    if record.answer == "ignore":
        line.leave_out("spans of skipped records", len(record.spans))
        line.leave_out("document labels of skipped records", len(record.labels))
        layer.reach("skipped")
        return
    for one in record.spans:
        if one.answer == "accept":
            layer.add(one.span, line)
        else:
            line.leave_out("rejected spans")
    layer.labels += [(None, label) for label in record.labels]
    layer.reach("open" if record.is_binary else "done")
    if record.is_binary:
        line.notice(BINARY)


def _propose(record: ProdigyRecord, document: Document, line: Line) -> None:
    line.reading.proposals += [
        Proposal(document.id, one.span, one.score, model_of("prodigy", one.source)) for one in record.spans
    ]
    line.leave_out("suggested document labels", len(record.labels))


def _who(value: dict[str, Any]) -> object:
    """Who answered; None where Prodigy named the session for the time."""
    for key in ("_annotator_id", "_session_id"):
        name = value.get(key)
        if name is not None and not (isinstance(name, str) and TIME.fullmatch(name)):
            return name
    return None
