import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.damage import noted_damage
from labeling.store.database import write
from tests.small_disk import damage


@pytest.fixture
def run(db_path):
    return lambda *words: CliRunner().invoke(sitrep, ["--db", str(db_path), *words])


def test_status_prints_figures_for_people_and_machines(run, add):
    add(d1="Rockets hit Camp Taji.")
    assert "n documents" in run("status").stdout
    assert "detector           none\n" in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["n_documents"] == 1


def test_check_is_silent_about_a_sound_file_and_fails_on_a_damaged_one(run, db, add):
    add(d1="Rockets hit Camp Taji.")
    assert run("check").exit_code == 0
    with write(db):
        db.execute("INSERT INTO authors (id, name, kind, created_at) VALUES (9, 'x', 'person', '')")
        db.execute("INSERT INTO work (document_id, author_id, state) VALUES ('d1', 9, 'done')")
    result = run("check", "--json")
    assert result.exit_code == 1
    assert "the log does not know" in result.stderr
    assert json.loads(result.stdout)["n_faults"] == 1
    assert run("check", "--rebuild").exit_code == 0


def test_a_file_too_damaged_to_be_opened_is_noted_for_those_who_have_it_open(run, db, add, db_path):
    add(d1="Rockets hit Camp Taji.")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    damage(db_path, 20_000)
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "is damaged" in result.stderr
    assert noted_damage(db_path)


@pytest.mark.parametrize("words", [["status"], ["check"]])
def test_without_a_database_one_sentence_says_how_to_begin(tmp_path, words):
    result = CliRunner().invoke(sitrep, ["--db", str(tmp_path / "none.db"), *words])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "sitrep load" in result.stderr
    assert not (tmp_path / "none.db").exists()


def test_a_wrong_call_ends_with_two(run):
    assert run("explode").exit_code == 2
    assert run("status", "--loudly").exit_code == 2


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("just notes, long enough to hold a header of a database file " * 50)
    result = CliRunner().invoke(sitrep, ["--db", str(path), "status"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not a Sitrep database" in result.stderr
