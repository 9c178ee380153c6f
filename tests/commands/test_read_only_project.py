import json
import os
import shutil

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.core.errors import StoreError
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.workflow.annotate import take_operations
from labeling.workflow.keeping.start import check_start
from tests.operations import message


@pytest.fixture
def project(db, amal, add, db_path):
    add(d1="Rockets hit Camp Taji.")
    take_operations(db, "d1", amal, [message("answer.set", question="attack_report", value="yes", reason=None)])
    db.conn.close()
    return db_path


@pytest.fixture
def read_only(monkeypatch):
    """A read-only disk, as far as a process is told: whoever runs the tests may be allowed everything."""
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: mode != os.W_OK and real(path, mode, **more))


def run(project, *words: str):
    return CliRunner().invoke(sitrep, ["--db", str(project), *words])


def test_a_read_only_project_is_looked_at_exported_and_backed_up_and_nothing_appears_beside_it(
    project, read_only, tmp_path
):
    before, content = sorted(project.parent.iterdir()), project.read_bytes()
    for words in (["status"], ["check"], ["agreement"], ["history"], ["progress"], ["people", "list"]):
        done = run(project, *words)
        assert (done.exit_code, done.exception) == (0, None), (words, done.output)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    exported = run(project, "export", "jsonl", str(elsewhere / "all.jsonl"))
    assert "not yet looked through for boilerplate" in exported.stderr
    [layer] = json.loads((elsewhere / "all.jsonl").read_text("utf-8"))["annotations"]
    assert layer["answers"]["attack_report"]["value"] == "yes"
    assert run(project, "backup", str(elsewhere / "copy.db")).exit_code == 0
    shutil.rmtree(elsewhere)
    assert (sorted(project.parent.iterdir()), project.read_bytes()) == (before, content)


def test_what_needs_to_write_to_a_read_only_project_says_so_in_a_sentence(project, read_only):
    for words in (["train", "detector"], ["check", "--rebuild"], ["round", "free", "no"]):
        refused = run(project, *words)
        assert refused.exit_code == 1, words
        assert "is read-only: make it writable" in refused.stderr
    with pytest.raises(StoreError, match=r"cannot be worked on. It is read-only here.*open a copy"):
        check_start(project)


def test_what_was_saved_last_is_read_too_or_the_missing_half_is_named(project, read_only):
    db = open_database(project)
    with write(db):
        add_author(db, "Basim")  # in the log beside the file, which is open
    log, index = (project.with_name(f"project.db-{ending}") for ending in ("wal", "shm"))
    reader = open_database(project, create=False, to_read=True)
    assert reader.execute("SELECT name FROM authors ORDER BY id").fetchall() == [("Amal",), ("Basim",)]
    reader.conn.close()
    assert log.stat().st_size
    index.rename(project.with_name("index"))
    with pytest.raises(StoreError, match=r"what was saved last is in project.db-wal.*Copy both files"):
        open_database(project, create=False, to_read=True)
    db.conn.close()


def test_a_read_only_project_of_an_older_sitrep_is_to_be_copied_first(project, read_only):
    db = open_database(project)
    db.execute("PRAGMA user_version=3")
    db.conn.close()
    refused = run(project, "status")
    assert refused.exit_code == 1
    assert "was made by an older Sitrep, and cannot be brought up to date because it is read-only" in refused.stderr
