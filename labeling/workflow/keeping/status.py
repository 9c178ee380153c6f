"""The state of a project in figures, and the check that its file is whole."""

from dataclasses import dataclass, field

from sqlite_utils import Database

from labeling.core.document import sha256_of
from labeling.core.layer import Layer, fold
from labeling.store import projection
from labeling.store.annotations import annotators
from labeling.store.answers import answers
from labeling.store.boilerplate import forget_ranges
from labeling.store.clusters import forget_clusters
from labeling.store.database import sqlite_version, write
from labeling.store.documents import document, n_documents
from labeling.store.keeping.health import counts, quick_check, stored_texts
from labeling.store.learned.models import serving_summary
from labeling.store.operations import layers, operations_of
from labeling.store.schemes import current_scheme

MOST_FAULTS = 20


@dataclass(slots=True)
class CheckReport:
    """What `sitrep check` looked at, and each fault as a sentence."""

    n_documents: int = 0
    n_operations: int = 0
    n_layers: int = 0
    n_spans: int = 0
    faults: list[str] = field(default_factory=list)
    is_damaged: bool = False  # the file itself; then nothing else was looked at


def status(db: Database) -> dict:
    """Figures of the project: documents, answers, spans by label, annotators, the detector that serves."""
    question = current_scheme(db).detector_question
    values: dict[str, int] = {}
    for _, _, value in answers(db, question.name) if question else []:
        values[value] = values.get(value, 0) + 1
    return {
        "n_documents": n_documents(db),
        "answers": values,
        "annotators": [
            {"name": one.name, "kind": one.kind, "n_done": one.n_done, "n_spans": one.n_spans} for one in annotators(db)
        ],
        **counts(db),
        "detector": serving_summary(db, "detector"),
        "sqlite": sqlite_version(),
    }


def check(db: Database) -> CheckReport:
    """Verify the file: quick_check, each text's SHA-256, each quote, and the log replayed against the projection."""
    report = CheckReport(faults=quick_check(db))
    if report.faults:
        report.is_damaged = True
        return report
    for document_id, text, sha256 in stored_texts(db):
        report.n_documents += 1
        if sha256_of(text) != sha256:
            report.faults.append(f"document {document_id}: the text is not the one that was loaded.")
    for document_id, author_id in layers(db):
        operations = operations_of(db, document_id, author_id)
        report.n_layers += 1
        report.n_operations += len(operations)
        expected, found = fold(operations), projection.stored_layer(db, document_id, author_id)
        report.n_spans += len(found.spans)
        report.faults += _differences(document_id, expected, found)
        report.faults += projection.wrong_quotes(db, document_id, author_id)
    report.faults += projection.layers_without_log(db)
    return report


def rebuild(db: Database) -> None:
    """Make the projection anew from the log, in one transaction; what follows from the texts is found anew later."""
    with write(db):
        forget_ranges(db)
        forget_clusters(db)
        projection.clear(db)
        for document_id, author_id in layers(db):
            text = document(db, document_id).text
            layer = fold(operations_of(db, document_id, author_id))
            projection.write_change(db, document_id, author_id, text, Layer(), layer)


def _differences(document_id: str, expected: Layer, found: Layer) -> list[str]:
    named = {
        "spans": "spans",
        "answers": "answers",
        "note": "note",
        "state": "state",
        "rejected": "rejected suggestions",
        "background": "background stretches",
    }
    return [
        f"document {document_id}: the {what} differ from what the log says. Run `sitrep check --rebuild`."
        for attribute, what in named.items()
        if getattr(expected, attribute) != getattr(found, attribute)
    ]
