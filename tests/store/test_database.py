import os
import shutil
import subprocess
import sys
import threading

import pytest
from sqlite_utils.utils import sqlite3

from labeling.core.errors import DatabaseMoved, NotADatabase, StoreError
from labeling.core.log_lines import places_of
from labeling.store import database as store
from labeling.store.database import open_database, write
from labeling.store.library_errors import refusal_of
from labeling.store.migrations import MIGRATIONS
from labeling.workflow.annotate import take_operations
from tests.annotated import annotated
from tests.operations import added
from tests.small_disk import small_disk

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE].")


@pytest.fixture
def with_operation(db, amal, add):
    add(d1=TEXT)
    take_operations(db, "d1", amal, [added(TEXT, SPANS[0])])
    return db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operations SET kind = 'span.remove'",
        "DELETE FROM operations",
        "INSERT OR REPLACE INTO operations SELECT seq, op_id, document_id, author_id, 'x', payload, group_id,"
        " scheme_id, at, guideline_id FROM operations",
        "INSERT INTO operations SELECT seq, op_id, document_id, author_id, 'x', payload, group_id, scheme_id, at,"
        " guideline_id FROM operations WHERE true ON CONFLICT (op_id) DO UPDATE SET kind = 'x'",
        "UPDATE documents SET text = 'other'",
    ],
    ids=["update", "delete", "replace", "upsert", "text"],
)
def test_the_log_and_the_texts_refuse_every_way_of_changing_them(with_operation, statement):
    before = with_operation.execute("SELECT * FROM operations").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="never"), write(with_operation):
        with_operation.execute(statement)
    assert with_operation.execute("SELECT * FROM operations").fetchall() == before


def test_every_connection_has_the_settings_the_store_relies_on(db):
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 5000,
    }
    assert {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected


def test_an_old_library_gets_a_rollback_journal():
    assert [store.journal_mode_for(version) for version in ((3, 40, 1), (3, 51, 2), (3, 51, 3), (3, 53, 4))] == [
        "delete",
        "delete",
        "wal",
        "wal",
    ]


def test_an_error_inside_a_write_undoes_all_of_it(db, add):
    add(d1=TEXT)

    class Rerun(BaseException):
        pass

    def write_and_rerun():
        with write(db):
            db.execute("INSERT INTO authors (name, kind, created_at) VALUES ('x', 'person', '')")
            raise Rerun

    with pytest.raises(Rerun):
        write_and_rerun()
    assert db.execute("SELECT count(*) FROM authors").fetchone() == (0,)


def test_a_file_that_was_deleted_takes_no_more_work(db, db_path):
    os.remove(db_path)
    with pytest.raises(DatabaseMoved, match="deleted"), write(db):
        pass


def test_a_file_that_was_replaced_takes_no_more_work(db, db_path, tmp_path):
    other = tmp_path / "other.db"
    open_database(other).conn.close()
    os.replace(other, db_path)
    with pytest.raises(DatabaseMoved, match="replaced"), write(db):
        pass


def test_files_that_are_no_database_of_ours_are_refused(tmp_path):
    text = tmp_path / "notes.db"
    text.write_text("not a database, and long enough to be read as a header of one by mistake\n" * 30)
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(str(foreign))
    connection.execute("CREATE TABLE other (x)")
    connection.close()
    for path in (text, foreign):
        content = path.read_bytes()
        with pytest.raises(NotADatabase):
            open_database(path)
        assert path.read_bytes() == content
    with pytest.raises(StoreError):
        open_database(tmp_path)
    with pytest.raises(StoreError):
        open_database(tmp_path / "nowhere" / "x.db")
    with pytest.raises(StoreError, match="sitrep load"):
        open_database(tmp_path / "missing.db", create=False)


def test_a_database_of_a_newer_sitrep_is_left_alone(db, db_path):
    db.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    with pytest.raises(NotADatabase, match="newer"):
        open_database(db_path)


def test_each_thread_has_a_connection_of_its_own(db_path):
    mine = store.database()
    assert store.database() is mine
    theirs = []
    thread = threading.Thread(target=lambda: theirs.append(store.database() is mine))
    thread.start()
    thread.join()
    assert theirs == [False]


def test_a_second_connection_keeps_the_locks_of_the_first(db, db_path):
    open_database(db_path).conn.close()
    ask = "import sys; from pathlib import Path;"
    ask += " from labeling.store.keeping.open_elsewhere import is_open_elsewhere as asked;"
    ask += f" sys.exit(0 if asked(Path({str(db_path)!r})) else 3)"
    assert subprocess.run([sys.executable, "-c", ask]).returncode == 0
    db.conn.close()
    assert subprocess.run([sys.executable, "-c", ask]).returncode == 3


def test_text_that_is_damaged_is_not_quoted_in_the_refusal(db):
    with pytest.raises(sqlite3.OperationalError) as met:
        db.execute("SELECT CAST(x'54616a69ff' AS TEXT)").fetchall()
    assert "Taji" in str(met.value)
    assert "Taji" not in str(refusal_of(met.value))
    assert "damaged" in str(refusal_of(met.value))
    assert places_of(met.value)[0] == "OperationalError"


WRITER = """
import sys, threading
from labeling.core.span import Span
from labeling.store.authors import author_named
from labeling.store.database import database
from labeling.workflow.annotate import take_operations
from tests.operations import added
text = "Rockets hit Camp Taji."
n, process = int(sys.argv[1]), int(sys.argv[2])
def work(label):
    db = database()
    author = author_named(db, "Amal")
    for number in range(n):
        outcome = take_operations(db, "d1", author, [added(text, Span(process, 2 + number, label))])
        assert len(outcome.committed) == 1, outcome
threads = [threading.Thread(target=work, args=(label,)) for label in ("ACTOR", "WEAPON", "BASE", "CASUALTY")]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_two_processes_of_four_threads_lose_nothing(db, amal, add, db_path):
    add(d1=TEXT)
    n = 15
    command = [sys.executable, "-c", WRITER, str(n)]
    processes = [subprocess.Popen([*command, str(number)], cwd=os.getcwd()) for number in range(2)]
    assert [process.wait(120) for process in processes] == [0, 0]
    assert db.execute("SELECT count(*) FROM operations").fetchone() == (2 * 4 * n,)
    assert db.execute("SELECT count(*) FROM spans").fetchone() == (2 * 4 * n,)


def test_nothing_but_the_store_knows_the_sqlite_library():
    root = store.Path(__file__).resolve().parents[2]
    for path in (path for folder in ("labeling", "exports", "models") for path in (root / folder).rglob("*.py")):
        text = path.read_text("utf-8")
        known = "store" in path.parts
        assert "import sqlite3" not in text.replace("from sqlite_utils.utils import sqlite3", "") or known, path
        assert "sqlite_utils.utils" not in text or known, path


def test_a_disk_too_full_to_open_a_project_is_called_full(db, db_path, monkeypatch):
    db.close()
    free = shutil.disk_usage(db_path.parent)._replace(free=8192)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda folder: free)
    with small_disk(4096), pytest.raises(StoreError, match="The disk is full: free some space"):
        open_database(db_path)
