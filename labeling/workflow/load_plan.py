"""What records bring to a project: which documents and layers are new, and which cannot be."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
from typing import Any

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.errors import DocumentConflict
from labeling.core.operation import Operation
from labeling.core.span import Span
from labeling.store.documents import id_with_text, sha256_by_id
from labeling.store.operations import known_op_ids

MOST_PAIRS = 1_000  # of documents with one text are named


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do. `same_texts` pairs an id with the id that holds the same text already."""

    n_new: int = 0
    n_known: int = 0
    n_spans: int = 0
    n_answers: int = 0
    n_suggestions: int = 0
    same_texts: list[tuple[str, str]] = field(default_factory=list)  # the first MOST_PAIRS
    n_same_texts: int = 0


@dataclass(slots=True)
class Plan:
    """`new`: documents that nobody has; `brought`: documents to be written only because layers on them are."""

    report: LoadReport
    new: list[AnnotatedDocument]
    brought: list[AnnotatedDocument]
    layers: list[tuple[AnnotatedDocument, Annotation, Operation]]


def conflicts(db: Database, records: Sequence[AnnotatedDocument]) -> list[tuple[AnnotatedDocument, str]]:
    """The records whose id stands for another text in the project, each with a sentence for people."""
    stored = sha256_by_id(db, {record.document.id for record in records})
    return [
        (record, _conflict(record))
        for record in records
        if stored.get(record.document.id) not in (None, record.document.sha256)
    ]


def make_plan(db: Database, records: Sequence[AnnotatedDocument], project: Database | None = None) -> Plan:
    """What `records` bring to `db`, and where a `project` is given, to that with all that is in `db`."""
    report, new, brought, layers = LoadReport(), [], {}, []
    ids = {record.document.id for record in records}
    here = sha256_by_id(db, ids)
    stored = here | (sha256_by_id(project, ids) if project else {})
    ids_by_text: dict[str, str] = {}
    for record in records:
        document, sha256 = record.document, record.document.sha256
        known = stored.get(document.id)
        if known is None:
            twin = ids_by_text.setdefault(sha256, _id_with_text((project, db), sha256) or document.id)
            if twin != document.id:
                report.n_same_texts += 1
                report.same_texts += [(document.id, twin)][: MOST_PAIRS - len(report.same_texts)]
            stored[document.id] = sha256
            new.append(record)
            report.n_new += 1
        elif known != sha256:
            raise DocumentConflict(f"{_conflict(record)} Nothing was loaded.")
        else:
            report.n_known += 1
        layers += [(record, annotation, layer_load(document.id, annotation)) for annotation in record.annotations]
    known_ops = set()
    for one in (project, db) if project else (db,):
        known_ops |= known_op_ids(one, (operation.op_id for _, _, operation in layers))
    unseen = {
        operation.op_id: layer for layer in layers for operation in [layer[2]] if operation.op_id not in known_ops
    }
    if project:
        there = here.keys() | {record.document.id for record in new}
        brought = {record.document.id: record for record, _, _ in unseen.values() if record.document.id not in there}
    report.n_spans = sum(len(annotation.spans) for _, annotation, _ in unseen.values())
    report.n_answers = sum(len(annotation.answers) for _, annotation, _ in unseen.values())
    return Plan(report, new, list(brought.values()), list(unseen.values()))


def _id_with_text(databases: Sequence[Database | None], sha256: str) -> str | None:
    return next((found for db in databases if db and (found := id_with_text(db, sha256))), None)


def _conflict(record: AnnotatedDocument) -> str:
    document_id = record.document.id
    return (
        f"{record.where or document_id}: document {document_id!r} is there already with another text. "
        "Texts never change: give this one another id."
    )


def layer_load(document_id: str, annotation: Annotation) -> Operation:
    """The one operation that brings a layer in; its id follows from its content, so a second load finds it there."""
    rest = {
        "answers": {name: {"value": a.value, "reason": a.reason} for name, a in annotation.answers.items()},
        "note": annotation.note,
        "state": annotation.state,
    }
    if annotation.background:
        rest["background"] = [list(stretch) for stretch in annotation.background]
    digest = hashlib.sha256(_content(document_id, annotation, rest).encode("utf-8")).hexdigest()[:32]
    spans = [
        {"start": s.start, "end": s.end, "label": s.label, "attributes": dict(s.attributes), "origin": s.origin}
        | {"span_id": s.span_id or f"{digest[:16]}.{number}"}
        for number, s in enumerate(annotation.spans)
    ]
    return Operation(f"load-{digest}", "layer.load", {"spans": spans} | rest)


def _content(document_id: str, annotation: Annotation, rest: dict) -> str:
    """The JSON of [document id, author, {"spans": […]} | rest], character for character as json.dumps gives it.

    Pieced together, as the payload is: that is four times as fast, and a load spends much of its time here.
    """
    spans = ", ".join(
        f'{{"start": {s.start}, "end": {s.end}, "label": {quoted(s.label)}, "attributes": {_attributes(s)}, '
        f'"origin": {quoted(s.origin)}}}'
        for s in annotation.spans
    )
    return f'[{quoted(document_id)}, {quoted(annotation.author)}, {{"spans": [{spans}], {_json(rest)[1:]}]'


def payload_json(payload: Mapping[str, Any], annotation: Annotation) -> str:
    """The payload of a layer.load as the log keeps it."""
    spans = ",".join(
        f'{{"start":{s.start},"end":{s.end},"label":{quoted(s.label)},"attributes":{_attributes(s)},'
        f'"origin":{quoted(s.origin)},"span_id":{quoted(stored["span_id"])}}}'
        for s, stored in zip(annotation.spans, payload["spans"], strict=True)
    )
    rest = {key: value for key, value in payload.items() if key != "spans"}
    return f'{{"spans":[{spans}],{_json(rest)[1:]}'


def _attributes(s: Span) -> str:
    return _json(dict(s.attributes)) if s.attributes else "{}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
