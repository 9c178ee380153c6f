"""Merging: another project that holds the same documents, or others, becomes part of this one, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from labeling.core.layer import fold
from labeling.core.merged_layer import mendings
from labeling.core.scheme import Scheme
from labeling.store.authors import author_name
from labeling.store.database import write
from labeling.store.documents import document, newest_number
from labeling.store.learned.phrases import forget_phrases
from labeling.store.merging import merge_rows as rows
from labeling.store.merging.merge_slice import merge_slices
from labeling.store.merging.merge_talk import take_guidelines, take_talk
from labeling.store.merging.other_project import attached
from labeling.store.operations import append_operation, operations_of
from labeling.store.projection import stored_layer, write_change
from labeling.store.schemes import current_scheme, keep_scheme
from labeling.workflow.keeping.merge_conflicts import check_conflicts

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class MergeReport:
    """What a merge brought, or would bring. Everything but `n_known` counts what was not here before.

    `n_layers_grown`: layers that had operations here already and got more. `n_mended`: marks in layers changed in both
    projects, which were doubled or had a detail that their label does not have. `n_locked`: documents that came into
    the locked test slice. `n_said`: comments, cases and replies, and looks at documents after a change of the
    guidelines. `not_taken` counts the rows that stay behind, by table; `document_details` are documents
    of which the other project gives another title, source or date.
    """

    n_documents: int = 0
    n_known: int = 0
    n_authors: int = 0
    n_schemes: int = 0
    n_guidelines: int = 0
    n_said: int = 0
    n_operations: int = 0
    n_suggestions: int = 0
    n_layers: int = 0
    n_layers_grown: int = 0
    n_mended: int = 0
    n_locked: int = 0
    not_taken: dict[str, int] = field(default_factory=dict)


class _Undo(Exception):
    """Ends the transaction of a merge that was only tried."""


def merge_project(
    db: Database, other: Path, *, scheme: Scheme | None = None, progress: Progress | None = None
) -> MergeReport:
    """Take the documents, operations, authors and schemes of the project at `other` into this one, in one transaction.

    The other file is not changed. Merging it again changes nothing, and either of two projects merged into the other
    has the same layers. Documents there of which nothing was drawn for the locked test slice are drawn here, by this
    project's salt. `scheme`: a version that becomes the current one in the same transaction. Raises MergeRefused, with
    all conflicts, before anything is written; FileRefused, NotADatabase, DatabaseBusy or DatabaseDamaged where the file
    cannot be read.
    """
    with attached(db, other), write(db):
        if scheme:
            keep_scheme(db, scheme)
        return _merge(db, other, progress)


def check_merge(db: Database, other: Path, *, progress: Progress | None = None) -> MergeReport:
    """What `merge_project` would do, undone again; raises the same errors."""
    report = MergeReport()
    try:
        with attached(db, other), write(db):
            report = _merge(db, other, progress)
            raise _Undo
    except _Undo:
        return report


def _merge(db: Database, other: Path, progress: Progress | None) -> MergeReport:
    check_conflicts(db, other)
    step = _steps(progress, rows.n_rows(db, "documents") + rows.n_rows(db, "operations"))
    report = MergeReport(not_taken=_not_taken(db))
    n_before, seq = newest_number(db), rows.newest_seq(db)
    report.n_schemes = rows.take_schemes(db)
    report.n_authors = rows.take_authors(db)
    report.n_guidelines = take_guidelines(db)
    report.n_documents = rows.take_documents(db, step)
    report.n_known = rows.n_rows(db, "documents") - report.n_documents
    report.n_operations = rows.take_operations(db, step)
    rows.take_adjudications(db)
    report.n_said = take_talk(db)
    report.n_suggestions = rows.take_proposals(db)
    moved = rows.take_moments(db)
    report.n_layers = rows.take_new_layers(db, seq)
    grown = rows.layers_that_grew(db, seq)
    report.n_layers_grown = len(grown)
    for layer in sorted({*grown, *moved}):
        report.n_mended += _fold_again(db, *layer, seq)
    report.n_locked = merge_slices(db, n_before)
    if report.n_locked:
        forget_phrases(db)
    return report


def _not_taken(db: Database) -> dict[str, int]:
    counts = {table: rows.n_rows(db, table) for table in rows.NOT_TAKEN}
    counts["document_details"] = rows.n_other_details(db)
    return {what: n for what, n in counts.items() if n}


def _fold_again(db: Database, document_id: str, author_id: int, seq: int) -> int:
    """Bring the projection of a layer up to date with its log; how many marks had to be mended."""
    log, scheme = operations_of(db, document_id, author_id), current_scheme(db)
    key, in_both = (
        f"{document_id}\n{author_name(db, author_id)}",
        rows.is_changed_in_both(db, document_id, author_id, seq),
    )
    mended = mendings(log, scheme, key=key, is_changed_in_both=in_both)
    for operation in mended:
        append_operation(db, document_id, author_id, operation, scheme.id)
    before, text = stored_layer(db, document_id, author_id), document(db, document_id).text
    write_change(db, document_id, author_id, text, before, fold([*log, *mended]))
    return len(mended)


def _steps(progress: Progress | None, n_all: int) -> Callable[[int], None]:
    n_done = 0

    def step(n: int) -> None:
        nonlocal n_done
        n_done = min(n_all, n_done + n)
        if progress:
            progress(n_done, n_all)

    return step
