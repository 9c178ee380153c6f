"""Loading: documents and the layers on them, whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.clock import now
from labeling.core.document import Document
from labeling.core.errors import DocumentConflict
from labeling.core.layer import Layer, apply, fold
from labeling.core.operation import Operation
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.documents import add_documents, id_with_text, sha256_by_id
from labeling.store.locked_slice import draw
from labeling.store.operations import append_operations, known_op_ids, operations_of
from labeling.store.projection import write_answers, write_change, write_spans, write_stretches, write_work
from labeling.store.schemes import current_scheme

BATCH = 500  # layers written between two reports of progress
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class LoadReport:
    """What a load did, or would do. `same_texts` pairs an id with the id that holds the same text already."""

    n_new: int = 0
    n_known: int = 0
    n_spans: int = 0
    n_answers: int = 0
    same_texts: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    report: LoadReport
    new: list[AnnotatedDocument]
    layers: list[tuple[AnnotatedDocument, Annotation, Operation]]


def check_records(db: Database, records: Sequence[AnnotatedDocument]) -> LoadReport:
    """What `load_documents` would do, without writing; raises the same errors."""
    return _plan(db, records).report


def load_documents(
    db: Database, records: Sequence[AnnotatedDocument], *, progress: Progress | None = None, are_samples: bool = False
) -> LoadReport:
    """Write documents and layers in one transaction; loading the same again changes nothing.

    A document that is there with the same text is kept as it is; with another text DocumentConflict is
    raised and nothing is written. A layer adds to what its author has there already and removes nothing.
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
        layers += [(record, annotation, _operation(document.id, annotation)) for annotation in record.annotations]
    known_ops = known_op_ids(db, (operation.op_id for _, _, operation in layers))
    unseen = {
        operation.op_id: layer for layer in layers for operation in [layer[2]] if operation.op_id not in known_ops
    }
    report.n_spans = sum(len(annotation.spans) for _, annotation, _ in unseen.values())
    report.n_answers = sum(len(annotation.answers) for _, annotation, _ in unseen.values())
    return _Plan(report, new, list(unseen.values()))


def _operation(document_id: str, annotation: Annotation) -> Operation:
    """The one operation that brings a layer in; its id follows from its content, so a second load finds it there."""
    spans = [
        {"start": s.start, "end": s.end, "label": s.label, "attributes": dict(s.attributes), "origin": s.origin}
        for s in annotation.spans
    ]
    payload = {
        "spans": spans,
        "answers": {name: {"value": a.value, "reason": a.reason} for name, a in annotation.answers.items()},
        "note": annotation.note,
        "state": annotation.state,
    }
    if annotation.background:
        payload["background"] = [list(stretch) for stretch in annotation.background]
    content = json.dumps([document_id, annotation.author, payload], ensure_ascii=False)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()[:32]
    for number, span in enumerate(spans):
        span["span_id"] = annotation.spans[number].span_id or f"{digest[:16]}.{number}"
    return Operation(f"load-{digest}", "layer.load", payload)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A layer of a new document that one operation begins."""

    document: Document
    author_id: int
    annotation: Annotation
    operation: Operation


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
        append_operations(db, ((one.document.id, one.author_id, one.operation) for one in batch), scheme_id, at)
        write_spans(db, _span_rows(batch))
        rest = [(one.document.id, one.author_id, _without_spans(one.operation, at)) for one in batch]
        write_answers(db, rest)
        write_stretches(db, (layer for layer in rest if layer[2].background))
        write_work(db, rest)
        if progress:
            progress(begin + len(batch), n)


def _span_rows(layers: list[_Begun]) -> Iterator[tuple]:
    for one in layers:
        held: set[tuple] = set()
        ids = (payload["span_id"] for payload in one.operation.payload["spans"])
        for span_id, span in zip(ids, one.annotation.spans, strict=True):
            if span.place not in held:
                held.add(span.place)
                yield one.document.id, one.author_id, span_id, span, one.document.text[span.start : span.end]


def _without_spans(operation: Operation, at: str) -> Layer:
    layer = Layer()
    apply(layer, Operation(operation.op_id, operation.kind, dict(operation.payload) | {"spans": ()}, at=at))
    return layer


def _add_to_layer(db: Database, one: _Begun, scheme_id: str) -> None:
    before = fold(operations_of(db, one.document.id, one.author_id))
    append_operations(db, [(one.document.id, one.author_id, one.operation)], scheme_id, now())
    after = fold(operations_of(db, one.document.id, one.author_id))
    write_change(db, one.document.id, one.author_id, one.document.text, before, after)
