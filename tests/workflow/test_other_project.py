"""The other file of a merge: what it may be, and that nothing of it changes."""

import os

import pytest
from sqlite_utils.utils import sqlite3

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import DatabaseBusy, DatabaseDamaged, FileRefused, NotADatabase, SitrepError
from labeling.store.database import open_database, write
from labeling.store.locked_slice import locked_ids
from labeling.store.merging import other_project
from labeling.store.migrations import MIGRATIONS
from labeling.workflow.keeping.merge import merge_project
from labeling.workflow.load import load_documents
from tests.stories import story

TEXT = "Rockets hit Camp Taji."


@pytest.fixture
def ours(make):
    return make("ours", d0="Drones came.")


@pytest.fixture
def theirs(make, tmp_path):
    """The path of a project that nobody has open."""
    db = make("theirs", d1=TEXT)
    db.conn.close()
    return tmp_path / "theirs.db"


def n_documents(db) -> int:
    return db.execute("SELECT count(*) FROM documents").fetchone()[0]


def test_the_other_file_and_its_folder_stay_as_they_were(ours, theirs, tmp_path):
    before, names = theirs.read_bytes(), sorted(os.listdir(tmp_path))
    merge_project(ours, theirs)
    assert theirs.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == names


def test_people_may_work_in_the_other_project_meanwhile(ours, make, tmp_path):
    theirs = make("theirs", d1=TEXT)
    with write(theirs):
        theirs.execute("INSERT INTO authors (name, kind, created_at) VALUES ('Amal', 'person', '')")
        merge_project(ours, tmp_path / "theirs.db")
    assert n_documents(ours) == 2
    with write(theirs):
        theirs.execute("INSERT INTO authors (name, kind, created_at) VALUES ('Badr', 'person', '')")


def test_an_older_project_is_read_from_a_copy_and_drawn_from_by_the_salt_here(ours, tmp_path, monkeypatch):
    path, texts = tmp_path / "old.db", {f"s{number}": story(number) for number in range(60)}
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[:3])
        before.setattr("labeling.workflow.load.draw", lambda *_, **__: None)
        old = open_database(path)
        load_documents(old, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])
        old.conn.close()
    content, names = path.read_bytes(), sorted(os.listdir(tmp_path))
    ours.execute("VACUUM INTO ?", (str(tmp_path / "same.db"),))
    merge_project(ours, path)
    assert path.read_bytes() == content
    assert sorted(os.listdir(tmp_path)) == sorted([*names, "same.db"])
    direct = open_database(tmp_path / "same.db")
    load_documents(direct, [AnnotatedDocument(Document(name, text)) for name, text in texts.items()])
    assert locked_ids(ours) == locked_ids(direct)
    assert 3 < len(locked_ids(ours)) < 25
    direct.conn.close()


def newer(path):
    db = open_database(path)
    db.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    db.conn.close()


def foreign(path):
    path.unlink()
    connection = sqlite3.connect(str(path))
    connection.execute("CREATE TABLE other (x)")
    connection.close()


def noise(path):
    path.write_bytes(b"just notes, long enough to be read as a header " * 100)


def emptied(path):
    path.write_bytes(b"")


def cut_off(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path):
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 600] = b"\xff" * 600
    path.write_bytes(data)


def another_text(path):
    db = open_database(path)
    db.execute("DROP TRIGGER documents_keep_their_text")
    db.execute("UPDATE documents SET text = 'Rockets hit Camp Tajo.'")
    db.conn.close()


@pytest.mark.parametrize(
    ("spoil", "error", "said"),
    [
        (newer, NotADatabase, "newer Sitrep"),
        (foreign, NotADatabase, "another program"),
        (noise, NotADatabase, "not a Sitrep project"),
        (emptied, NotADatabase, "empty"),
        (cut_off, DatabaseDamaged, "malformed"),
        (overwritten, DatabaseDamaged, "malformed"),
        (another_text, DatabaseDamaged, "not the ones that were loaded"),
        (lambda path: path.unlink(), FileRefused, "no such file"),
    ],
)
def test_a_file_that_cannot_be_merged_is_refused_in_a_sentence(ours, theirs, spoil, error, said):
    spoil(theirs)
    with pytest.raises(error, match=said) as refused:
        merge_project(ours, theirs)
    assert theirs.name in str(refused.value)
    assert n_documents(ours) == 1
    assert not ours.conn.in_transaction


def test_the_project_itself_is_refused_under_whatever_name(ours, tmp_path):
    os.symlink(tmp_path / "ours.db", tmp_path / "again.db")
    with pytest.raises(FileRefused, match="this project itself"):
        merge_project(ours, tmp_path / "again.db")


def test_a_folder_is_refused(ours, tmp_path):
    with pytest.raises(SitrepError):
        merge_project(ours, tmp_path)


def test_a_file_that_another_program_holds_is_refused(ours, theirs, monkeypatch):
    monkeypatch.setattr(other_project, "BUSY_MILLISECONDS", 10)
    ours.execute("PRAGMA busy_timeout=10").fetchall()
    holder = sqlite3.connect(str(theirs), isolation_level=None)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(DatabaseBusy, match="held by another program"):
        merge_project(ours, theirs)
    holder.execute("ROLLBACK")
    holder.close()
    merge_project(ours, theirs)
    assert n_documents(ours) == 2
