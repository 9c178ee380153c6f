"""Whichever statement of a load or a merge fails, as on a full disk, the project stays as it was."""

import pytest
from sqlite_utils.utils import sqlite3

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import StoreError
from labeling.store.annotations import annotated_documents
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.schemes import current_scheme
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.keeping.status import check
from labeling.workflow.load import load_documents
from tests.annotated import annotated
from tests.operations import added, message

TEXT, SPANS = annotated("Rockets hit [Camp [Taji|BASE]|BASE], killing [three [soldiers|ACTOR]|CASUALTY].")
LAYERS = (
    Annotation("muc", SPANS, {"attack_report": Answer("yes")}, note="short", background=((0, 7),)),
    Annotation("muc", SPANS[:1], state="open"),
)
RECORDS = [
    AnnotatedDocument(Document("d1", TEXT, meta={"lead": "Sara"}), LAYERS),
    AnnotatedDocument(Document("d2", "Drones hit a base."), (Annotation("x", (), {}, state="open"),)),
]
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")


class Failing:
    """A connection whose n-th write fails; each row of an executemany is one."""

    def __init__(self, connection) -> None:
        self.connection = connection
        self.n_left = 0

    def __getattr__(self, name: str):
        return getattr(self.connection, name)

    def spend(self, sql: str) -> None:
        if sql.startswith(WRITES):
            self.n_left -= 1
            if self.n_left == 0:
                raise sqlite3.OperationalError("database or disk is full")

    def execute(self, sql: str, *more):
        self.spend(sql)
        return self.connection.execute(sql, *more)

    def executemany(self, sql: str, rows):
        def counted():
            for row in rows:
                self.spend(sql)
                yield row

        return self.connection.executemany(sql, counted())


def dump(connection) -> dict[str, list]:
    """Every row of every table, those of the full-text index too."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def refusal_of(work) -> str:
    """What `work` raised; empty where it went through."""
    try:
        work()
    except StoreError as error:
        return str(error)
    return ""


def fail_until_it_passes(db, work) -> int:
    """Let the first, the second, the third … write of `work` fail; how many failed before it went through."""
    connection, before = db.conn, dump(db.conn)
    db.conn, n_failures = Failing(connection), 0
    while True:
        db.conn.n_left = n_failures + 1
        refusal = refusal_of(work)
        assert not connection.in_transaction
        if not refusal:
            db.conn = connection
            assert dump(connection) != before
            return n_failures
        n_failures += 1
        assert "disk is full" in refusal
        assert dump(connection) == before


@pytest.mark.parametrize("begun", [False, True], ids=["new documents", "layers that are there"])
def test_a_load_that_fails_at_any_write_leaves_the_project_as_it_was(db, begun):
    current_scheme(db)  # a project takes the default before its first load
    if begun:
        load_documents(db, [AnnotatedDocument(RECORDS[0].document, (Annotation("muc", SPANS[2:]),))])
    n_failures = fail_until_it_passes(db, lambda: load_documents(db, RECORDS))
    assert n_failures > 20
    assert len(list(annotated_documents(db))) == 2
    assert check(db).faults == []


def test_a_merge_that_fails_at_any_write_leaves_both_projects_as_they_were(db, make, tmp_path):
    theirs = make("theirs", d3="Nothing happened.")
    load_documents(theirs, RECORDS)
    load_documents(db, RECORDS[:1])
    for project, span in ((db, SPANS[1]), (theirs, SPANS[1]), (theirs, SPANS[2])):
        with write(project):
            amal = add_author(project, "Amal")
        take_operations(project, "d1", amal, [added(TEXT, span)])
    before = dump(theirs.conn)
    n_failures = fail_until_it_passes(db, lambda: merge_project(db, tmp_path / "theirs.db"))
    assert n_failures > 15
    assert dump(theirs.conn) == before
    assert len(list(annotated_documents(db))) == 3
    assert check(db).faults == []


def test_a_save_that_fails_at_any_write_leaves_the_project_as_it_was(db, amal, add):
    add(d1=TEXT)
    operations = [
        *(added(TEXT, span) for span in SPANS),
        message("answer.set", question="attack_report", value="yes"),
        message("note.set", text="sure"),
        message("background.set", start=0, end=7, value=True),
        message("suggestion.reject", label="WEAPON", start=0, end=7),
        message("work.submit"),
    ]
    n_failures = fail_until_it_passes(db, lambda: take_operations(db, "d1", amal, operations))
    assert n_failures > 2 * len(operations)
    outcome = take_operations(db, "d1", amal, operations)
    assert [op_id for op_id, _ in outcome.committed] == [operation["op_id"] for operation in operations]
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (len(operations),)
    assert check(db).faults == []
