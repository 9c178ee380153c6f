"""Argilla 2's records, read: nested as its SDK saves them, or flat, where each response has its status."""

import re
from typing import Any

from exports.formats.argilla_record import ArgillaRecord, Response, Suggestion, read_record
from exports.formats.gathered import Gathered, GatheredDocument, read_gathered
from exports.formats.label_studio_results import score_of
from exports.formats.reading import Beside, Line, Reading, model_of
from exports.formats.tool_document import read_document
from exports.formats.tool_layer import mark
from labeling.core.errors import DocumentError
from labeling.core.scheme import Scheme
from labeling.core.suggesting.suggestion import Proposal

NESTED = (b'"fields"', b'"responses"', b'"suggestions"')
FLAT = re.compile(rb'\.(responses|suggestion)"\s*:')
STATES = {"submitted": "done", "draft": "open", "discarded": "skipped", None: "done"}
NO_STATUS = "the file does not say which responses were submitted, so drafts among them cannot be told: all are taken."


def looks_like(data: bytes, name: str) -> bool:
    is_json = data.lstrip()[:1] in (b"{", b"[")
    return is_json and (all(key in data for key in NESTED) or FLAT.search(data) is not None)


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """Every record with its users' responses as layers; suggestions are proposals."""

    def gather(value: Any, found: Gathered, line: Line) -> None:
        _gather(read_record(value, line), found, scheme, annotator, line)

    return read_gathered(data, gather, file=file, scheme=scheme, expected="records with a text field")


def _gather(record: ArgillaRecord, found: Gathered, scheme: Scheme, annotator: str | None, line: Line) -> None:
    if record.text is None:
        line.leave_out("rows without text")
        return
    document = read_document(record.text, record.values, ids=[record.id], where=line.where)
    gathered = found.document(document, line)
    for response in record.responses:
        _read_response(response, gathered, annotator, line)
    for suggestion in record.suggestions:
        _propose(suggestion, gathered, line)


def _read_response(response: Response, gathered: GatheredDocument, annotator: str | None, line: Line) -> None:
    state = STATES[response.status]
    layer = gathered.layer(response.user, annotator, line)
    layer.reach(state)
    if response.status is None:
        line.notice(NO_STATUS)
    for value in response.values:
        if state == "skipped":
            line.leave_out("marks of discarded responses")
        elif isinstance(value, dict) and "start" in value:
            span = mark(value["start"], value.get("end"), value.get("label"), gathered.document.text, where=line.where)
            layer.add(span, line)
        elif isinstance(value, str):
            layer.labels.append((response.question, value))
        else:
            layer.has_more = True
            line.leave_out("answers that are no labels")


def _propose(suggestion: Suggestion, gathered: GatheredDocument, line: Line) -> None:
    for value in suggestion.values:
        if not isinstance(value, dict) or "start" not in value:
            line.leave_out("suggested document labels")
            continue
        try:
            span = mark(value["start"], value.get("end"), value.get("label"), gathered.document.text, where=line.where)
        except DocumentError:
            line.leave_out("suggestions that do not fit")
            continue
        score = score_of(value)
        source = model_of("argilla", suggestion.agent)
        score = suggestion.score if score is None else score
        line.reading.proposals.append(Proposal(gathered.document.id, span, score, source))
