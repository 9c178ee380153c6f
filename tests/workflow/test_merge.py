"""Two projects become one."""

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import MergeRefused
from labeling.store.annotations import annotated_documents
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from labeling.workflow.merge import check_merge, merge_project
from labeling.workflow.status import check
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE], killing [three soldiers|CASUALTY].")
LAYER = Annotation("muc", SPANS[:1], {"attack_report": Answer("yes")}, note="short", author_kind="import")
RECORD = AnnotatedDocument(Document("d1", TEXT, title="Rockets"), (LAYER,))


@pytest.fixture
def make(tmp_path):
    """Makes a project of documents by id and text."""
    opened = []

    def project(name: str, **texts: str):
        db = open_database(tmp_path / f"{name}.db")
        opened.append(db)
        load_documents(db, [AnnotatedDocument(Document(key, text)) for key, text in texts.items()])
        return db

    yield project
    for db in opened:
        db.conn.close()


def path_of(db):
    return db.opened_file[0]


def do(db, document_id, *messages, author="Amal"):
    with write(db):
        person = add_author(db, author)
    outcome = take_operations(db, document_id, person, messages)
    assert not outcome.refused
    return outcome


def layers_of(db) -> dict:
    return {(one.document.id, layer.author): layer for one in annotated_documents(db) for layer in one.annotations}


def test_documents_and_layers_that_are_new_come_as_they_are(make):
    ours, theirs = make("ours", d0="Drones came."), make("theirs")
    load_documents(theirs, [RECORD])
    do(theirs, "d1", added(TEXT, SPANS[1]), message("work.submit", seconds=3))
    report = merge_project(ours, path_of(theirs))
    assert (report.n_documents, report.n_known, report.n_layers, report.n_operations) == (1, 0, 2, 3)
    assert layers_of(ours) == layers_of(theirs)
    assert check(ours).faults == []


def test_merging_again_changes_nothing(make):
    ours, theirs = make("ours"), make("theirs")
    load_documents(theirs, [RECORD])
    merge_project(ours, path_of(theirs))
    before = layers_of(ours)
    report = merge_project(ours, path_of(theirs))
    assert (report.n_documents, report.n_known, report.n_operations) == (0, 1, 0)
    assert layers_of(ours) == before


def test_a_dry_run_says_and_does_not(make):
    ours, theirs = make("ours"), make("theirs", d1=TEXT)
    assert check_merge(ours, path_of(theirs)).n_documents == 1
    assert list(annotated_documents(ours)) == []


def test_one_id_with_two_texts_is_refused_and_nothing_is_merged(make):
    ours, theirs = make("ours", d1="Another text."), make("theirs", d0="New.", d1=TEXT)
    with pytest.raises(MergeRefused, match="document 'd1'"):
        merge_project(ours, path_of(theirs))
    assert [one.document.id for one in annotated_documents(ours)] == ["d1"]
