"""Loading: documents and the layers on them, whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.clock import later, now
from labeling.core.document import Document
from labeling.core.garbage import no_garbage_search
from labeling.core.layer import Layer, apply, fold
from labeling.core.operation import Operation
from labeling.core.scheme import Scheme
from labeling.core.suggesting.suggestion import Proposal
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.documents import add_documents
from labeling.store.guidelines import copy_newest_guideline
from labeling.store.learned.suggestions import add_proposals, unknown_proposals
from labeling.store.locked_slice import draw
from labeling.store.operations import append_loads, operations_of
from labeling.store.projection import write_answers, write_change, write_spans, write_stretches, write_work
from labeling.store.schemes import current_scheme, keep_scheme
from labeling.workflow.load_plan import LoadReport, Plan, make_plan, payload_json

BATCH = 500  # layers written between two reports of progress
Progress = Callable[[int, int], None]


def check_records(
    db: Database, records: Sequence[AnnotatedDocument], *, proposals: Sequence[Proposal] = ()
) -> LoadReport:
    """What `load_documents` would do, without writing; raises the same errors."""
    report = make_plan(db, records).report
    report.n_suggestions = len(unknown_proposals(db, proposals))
    return report


@no_garbage_search()
def load_documents(
    db: Database,
    records: Sequence[AnnotatedDocument],
    *,
    proposals: Sequence[Proposal] = (),
    scheme: Scheme | None = None,
    progress: Progress | None = None,
    are_samples: bool = False,
) -> LoadReport:
    """Write documents and layers in one transaction; loading the same again changes nothing.

    A document that is there with the same text is kept as it is; with another text DocumentConflict is
    raised and nothing is written. A layer adds to what its author has there already and removes nothing.
    `proposals`, for documents that are among the records or there already, are suggestions from then on.
    New documents are drawn for the locked test slice, but for those that come with labels and for samples.
    `scheme`: a new version, which becomes the current one with them; None: the current one stays.
    """
    scheme_id = (scheme or current_scheme(db)).id
    with write(db):
        if scheme:
            keep_scheme(db, scheme)
        plan = make_plan(db, records)
        add_documents(db, (record.document for record in plan.new))
        labelled = {record.document.id for record, layer, _ in plan.layers if layer.answers or layer.spans}
        new = [record.document for record in plan.new]
        draw(db, [(one.id, one.sha256, one.id in labelled) for one in new], are_samples=are_samples)
        _write_layers(db, plan, scheme_id, progress)
        if suggested := unknown_proposals(db, proposals):
            add_proposals(db, suggested)
        plan.report.n_suggestions = len(suggested)
    return plan.report


def load_aside(side: Database, project: Database, records: Sequence[AnnotatedDocument]) -> LoadReport:
    """Write to the project `side` what `project` does not have, so that it can be merged; call it inside `write(side)`.

    The report is what `load_documents` would say in `project` with everything of `side`. Nothing is drawn for the
    locked test slice: the merge does that.
    """
    plan = make_plan(side, records, project)
    copy_newest_guideline(side, project)
    add_documents(side, (record.document for record in (*plan.new, *plan.brought)))
    _write_layers(side, plan, current_scheme(side).id, None, project)
    return plan.report


def _write_layers(
    db: Database, plan: Plan, scheme_id: str, progress: Progress | None, project: Database | None = None
) -> None:
    authors = {}
    for _, annotation, _ in plan.layers:
        name, kind = annotation.author, annotation.author_kind
        if (name, kind) not in authors:
            known = author_named(project, name) if project else None
            authors[name, kind] = add_author(db, name, known.kind if known else kind).id
    first, later = _first_of_layer(plan, authors)
    _write_new_layers(db, first, scheme_id, progress, len(plan.layers))
    for one in later:
        _add_to_layer(db, one, scheme_id)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A layer of a new document that one operation begins."""

    document: Document
    author_id: int
    annotation: Annotation
    operation: Operation


def _log_row(one: _Begun) -> tuple[str, int, str, str]:
    payload = payload_json(one.operation.payload, one.annotation)
    return one.document.id, one.author_id, one.operation.op_id, payload


def _first_of_layer(plan: Plan, authors: dict[tuple[str, str], int]) -> tuple[list[_Begun], list[_Begun]]:
    """Parts what begins a layer of a new document, and can be written straight, from what adds to one."""
    new = {record.document.id for record in (*plan.new, *plan.brought)}
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
