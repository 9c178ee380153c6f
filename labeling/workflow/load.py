"""Loading: documents and the layers on them, whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as quoted
from typing import Any

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.clock import later, now
from labeling.core.document import Document
from labeling.core.errors import DocumentConflict
from labeling.core.garbage import no_garbage_search
from labeling.core.layer import Layer, apply, fold
from labeling.core.operation import Operation
from labeling.core.span import Span
from labeling.core.suggestion import Proposal
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.documents import add_documents, id_with_text, sha256_by_id
from labeling.store.locked_slice import draw
from labeling.store.operations import append_loads, known_op_ids, operations_of
from labeling.store.projection import write_answers, write_change, write_spans, write_stretches, write_work
from labeling.store.schemes import current_scheme
from labeling.store.suggestions import add_proposals, unknown_proposals

BATCH = 500  # layers written between two reports of progress
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do. `same_texts` pairs an id with the id that holds the same text already."""

    n_new: int = 0
    n_known: int = 0
    n_spans: int = 0
    n_answers: int = 0
    n_suggestions: int = 0
    same_texts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    report: LoadReport
    new: list[AnnotatedDocument]
    layers: list[tuple[AnnotatedDocument, Annotation, Operation]]


def check_records(
    db: Database, records: Sequence[AnnotatedDocument], *, proposals: Sequence[Proposal] = ()
) -> LoadReport:
    """What `load_documents` would do, without writing; raises the same errors."""
    report = _plan(db, records).report
    report.n_suggestions = len(unknown_proposals(db, proposals))
    return report


@no_garbage_search()
def load_documents(
    db: Database,
    records: Sequence[AnnotatedDocument],
    *,
    proposals: Sequence[Proposal] = (),
    progress: Progress | None = None,
    are_samples: bool = False,
) -> LoadReport:
    """Write documents and layers in one transaction; loading the same again changes nothing.

    A document that is there with the same text is kept as it is; with another text DocumentConflict is
    raised and nothing is written. A layer adds to what its author has there already and removes nothing.
    `proposals`, for documents that are among the records or there already, are suggestions from then on.
    New documents are drawn for the locked test slice, but for those that come with labels and for samples.
    """
    scheme = current_scheme(db)
    with write(db):
        plan = _plan(db, records)
        add_documents(db, (record.document for record in plan.new))
        labelled = {record.document.id for record, layer, _ in plan.layers if layer.answers or layer.spans}
        new = [record.document for record in plan.new]
        draw(db, ((one.id, one.sha256, one.id in labelled) for one in new), are_samples=are_samples)
        authors = {
            (annotation.author, annotation.author_kind): add_author(db, annotation.author, annotation.author_kind).id
            for _, annotation, _ in plan.layers
        }
        first, later = _first_of_layer(plan, authors)
        _write_new_layers(db, first, scheme.id, progress, len(plan.layers))
        for one in later:
            _add_to_layer(db, one, scheme.id)
        if suggested := unknown_proposals(db, proposals):
            add_proposals(db, suggested)
        plan.report.n_suggestions = len(suggested)
    return plan.report


def _plan(db: Database, records: Sequence[AnnotatedDocument]) -> _Plan:
    report, new, layers = LoadReport(), [], []
    stored = sha256_by_id(db, {record.document.id for record in records})
    ids_by_text: dict[str, str] = {}
    for record in records:
        document, sha256 = record.document, record.document.sha256
        known = stored.get(document.id)
        if known is None:
            twin = ids_by_text.setdefault(sha256, id_with_text(db, sha256) or document.id)
            if twin != document.id:
                report.same_texts.append((document.id, twin))
            stored[document.id] = sha256
            new.append(record)
            report.n_new += 1
        elif known != sha256:
            raise DocumentConflict(
                f"{record.where or document.id}: document {document.id!r} is there already with another text. "
                "Texts never change: give this one another id. Nothing was loaded."
            )
        else:
            report.n_known += 1
        layers += [(record, annotation, layer_load(document.id, annotation)) for annotation in record.annotations]
    known_ops = known_op_ids(db, (operation.op_id for _, _, operation in layers))
    unseen = {
        operation.op_id: layer for layer in layers for operation in [layer[2]] if operation.op_id not in known_ops
    }
    report.n_spans = sum(len(annotation.spans) for _, annotation, _ in unseen.values())
    report.n_answers = sum(len(annotation.answers) for _, annotation, _ in unseen.values())
    return _Plan(report, new, list(unseen.values()))


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


def _payload_json(payload: Mapping[str, Any], annotation: Annotation) -> str:
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


@dataclass(frozen=True, slots=True)
class _Begun:
    """A layer of a new document that one operation begins."""

    document: Document
    author_id: int
    annotation: Annotation
    operation: Operation


def _log_row(one: _Begun) -> tuple[str, int, str, str]:
    payload = _payload_json(one.operation.payload, one.annotation)
    return one.document.id, one.author_id, one.operation.op_id, payload


def _first_of_layer(plan: _Plan, authors: dict[tuple[str, str], int]) -> tuple[list[_Begun], list[_Begun]]:
    """Parts what begins a layer of a new document, and can be written straight, from what adds to one."""
    new = {record.document.id for record in plan.new}
    first, later, begun = [], [], set()
    for record, annotation, operation in plan.layers:
        layer = _Begun(record.document, authors[annotation.author, annotation.author_kind], annotation, operation)
        key = (record.document.id, layer.author_id)
        (first if key[0] in new and key not in begun else later).append(layer)
        begun.add(key)
    return first, later


def _write_new_layers(db: Database, layers: list[_Begun], scheme_id: str, progress: Progress | None, n: int) -> None:
    """What folding each operation would give, written without folding: these layers hold nothing else."""
    at = now()
    for begin in range(0, len(layers), BATCH):
        batch = layers[begin : begin + BATCH]
        append_loads(db, map(_log_row, batch), scheme_id, at)
        write_spans(db, _span_rows(batch))
        rest = [(one.document.id, one.author_id, _without_spans(one.operation, at)) for one in batch]
        write_answers(db, rest)
        write_stretches(db, (layer for layer in rest if layer[2].background))
        write_work(db, rest)
        if progress:
            progress(begin + len(batch), n)


def _span_rows(layers: list[_Begun]) -> Iterator[tuple]:
    for one in layers:
        places, ids, text = set(), set(), one.document.text
        for payload, span in zip(one.operation.payload["spans"], one.annotation.spans, strict=True):
            place, span_id = span.place, payload["span_id"]
            if place not in places and span_id not in ids:
                places.add(place)
                ids.add(span_id)
                yield one.document.id, one.author_id, span_id, span, text[span.start : span.end]


def _without_spans(operation: Operation, at: str) -> Layer:
    layer = Layer()
    apply(layer, Operation(operation.op_id, operation.kind, dict(operation.payload) | {"spans": ()}, at=at))
    return layer


def _add_to_layer(db: Database, one: _Begun, scheme_id: str) -> None:
    log = operations_of(db, one.document.id, one.author_id)
    before, at = fold(log), later(now(), log[-1].at if log else "")
    append_loads(db, [_log_row(one)], scheme_id, at)
    after = fold(operations_of(db, one.document.id, one.author_id))
    write_change(db, one.document.id, one.author_id, one.document.text, before, after)
