"""What a command may write over: a file of somebody else is replaced, a project never."""

import os

import pytest
from click.testing import CliRunner

from cli import sitrep
from exports.whole_file import write_whole
from labeling.core.errors import FileRefused
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports

COMMANDS = [
    ["export", "jsonl", "p.db"],
    ["export", "conll", "p.db"],
    ["export", "jsonl", "p.db", "--since", "start"],
    ["export", "label-studio-config", "p.db"],
    ["history", "--out", "p.db"],
    ["load", "a.txt", "--faults", "p.db"],
    ["agreement", "--csv", "p.db"],
    ["agreement", "--differences", "p.db"],
]


@pytest.fixture
def project(db, db_path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    load_documents(db, reports(3))
    db.close()
    db_path.rename("p.db")
    (tmp_path / "a.txt").write_text("Rockets hit.")
    return tmp_path / "p.db"


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_writes_its_output_over_the_project(words, project):
    before = project.read_bytes()
    result = CliRunner().invoke(sitrep, ["--db", "p.db", *words])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("p.db is an SQLite database, perhaps a project, and is never written over.")
    assert project.read_bytes() == before


def test_a_folder_that_is_called_as_a_table_and_a_missing_one_are_refused(project):
    for out in ("missing/t.csv", "a.txt/t.csv"):
        result = CliRunner().invoke(sitrep, ["--db", "p.db", "agreement", "--csv", out])
        assert (result.exit_code, "cannot be written" in result.stderr) == (1, True), out
    result = CliRunner().invoke(sitrep, ["--db", "p.db", "progress", "--csv", "a.txt/t"])
    assert (result.exit_code, "cannot be made" in result.stderr) == (1, True)


def test_faults_are_not_written_over_the_file_they_are_about(project):
    (project.parent / "bad.jsonl").write_text('{"text": ""}\n')
    result = CliRunner().invoke(sitrep, ["--db", "p.db", "load", "bad.jsonl", "--faults", "./bad.jsonl"])
    assert (result.exit_code, "one of the files to load" in result.stderr) == (1, True)
    assert (project.parent / "bad.jsonl").read_text() == '{"text": ""}\n'


def test_a_device_a_pipe_and_standard_output_are_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    for path in (pipe, tmp_path / "link"):
        with pytest.raises(FileRefused, match="a device or a pipe"):
            write_whole(path, [b"x"])
    with pytest.raises(FileRefused, match="no file"):
        write_whole(tmp_path.__class__("-"), [b"x"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "pipe"]


def test_through_a_link_the_file_is_written_that_it_leads_to(tmp_path):
    (tmp_path / "monday.jsonl").write_text("old")
    (tmp_path / "newest.jsonl").symlink_to("monday.jsonl")
    write_whole(tmp_path / "newest.jsonl", [b"new"])
    assert (tmp_path / "newest.jsonl").is_symlink()
    assert (tmp_path / "monday.jsonl").read_text() == "new"
