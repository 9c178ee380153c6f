"""Any list of operations, in any order over documents, replayed or not, adds up to one projection."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.status import check, rebuild
from labeling.workflow.load import load_documents
from tests.random_operations import TEXT, an_operation

DOCUMENTS = ("d1", "d2")


def a_project(log: list[tuple[str, dict]]) -> tuple:
    """The database, its author, and those of the operations that were taken."""
    db = open_database(":memory:")
    load_documents(db, [AnnotatedDocument(Document(name, TEXT)) for name in DOCUMENTS])
    with write(db):
        author = add_author(db, "Amal")
    taken = []
    for document_id, operation in log:
        if take_operations(db, document_id, author, [operation]).committed:
            taken.append((document_id, operation))
    return db, author, taken


def layers_of(db, author) -> list:
    found = [stored_layer(db, document_id, author.id) for document_id in DOCUMENTS]
    return [(layer.spans, layer.answers, layer.note, layer.state) for layer in found]


LOG = st.lists(st.tuples(st.sampled_from(DOCUMENTS), an_operation()), max_size=25)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(LOG, st.integers(0, 2**32))
def test_log_projection_and_rebuild_are_equal_and_replays_change_nothing(log, seed):
    check_one_projection(log, seed)


@pytest.mark.proof
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(LOG, st.integers(0, 2**32))
def test_a_thousand_other_logs_add_up_to_one_projection(log, seed):
    check_one_projection(log, seed)


def check_one_projection(log: list[tuple[str, dict]], seed: int) -> None:
    db, author, taken = a_project(log)
    standing = layers_of(db, author)
    for document_id, operation in random.Random(seed).sample(taken, len(taken)):
        again = take_operations(db, document_id, author, [operation])
        assert [op_id for op_id, _ in again.committed] == [operation["op_id"]]
    assert layers_of(db, author) == standing
    assert check(db).faults == []
    rebuild(db)
    assert check(db).faults == []
    db.conn.close()
    by_document = [entry for wanted in DOCUMENTS for entry in log if entry[0] == wanted]
    other, author, _ = a_project(by_document)
    assert layers_of(other, author) == standing
    other.conn.close()
