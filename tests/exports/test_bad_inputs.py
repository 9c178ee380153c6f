"""Every bad file of the collection gets the answer its manifest asks for, from the command that people use."""

import importlib.util
import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.exports.conftest import ROOT
from tests.exports.measured_runs import Run, Runs

BAD_INPUTS = ROOT.parent / "shared" / "bad-inputs"
MANIFEST = BAD_INPUTS / "manifest.jsonl"
CASES = [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.exists() else []
COMMANDS = {"schema": "scheme", "gazetteer": "gazetteer"}  # the others are loaded
KEYS = {"docbin": "spacy"}  # what the collection calls a format, where FORMATS calls it otherwise
MOST_SECONDS, MOST_BYTES = 10, 500_000_000
# Cases that a sound tool may decide otherwise, and we do: the sentence of docs/formats.md that says so, and what is
# loaded instead, in documents and spans.
OTHERWISE = {
    "prodigy/answers-mixed.jsonl": ("the document comes in unmarked", 3, 3),
    "brat/discontinuous.ann": ("With anything else between them it is left out and counted; it is never joined", 1, 2),
}


def asked(*expected: str) -> list:
    """(case, whether the format is named) for the cases that expect this; a zip has no format to name."""
    wanted = [case for case in CASES if case["expect"] in expected and case["file"] not in OTHERWISE]
    return [
        pytest.param(case, named, id=f"{case['file']}{' by name' if named else ''}")
        for case in wanted
        for named in ((False, True) if case["format"] not in (*COMMANDS, "zip") else (False,))
    ]


@pytest.fixture(scope="module")
def runs():
    found = Runs()
    yield found
    found.close()


@pytest.fixture(scope="module")
def project(runs, tmp_path_factory) -> Path:
    """A project with a document in it, to be copied: what must not change is not empty."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "kept.txt").write_text("Nothing was hit.")
    assert runs.run(["--db", "p.db", "load", "kept.txt"], folder=folder).exit_code == 0
    return folder / "p.db"


@pytest.fixture
def folder(project, tmp_path) -> Path:
    """Where the command runs; what climbs out of it lands in `tmp_path`."""
    inner = tmp_path / "two" / "down"
    inner.mkdir(parents=True)
    shutil.copy(project, inner / "p.db")
    return inner


def test_the_collection_is_there(shared):
    assert len(CASES) == 120
    assert {case["expect"] for case in CASES} == {"reject", "accept", "accept_part"}


@pytest.mark.parametrize(("case", "named"), asked("reject"))
def test_a_bad_file_is_refused_whole_with_its_name_and_line(case, named, runs, folder, tmp_path):
    before = dump(folder / "p.db")
    path = file_of(case, tmp_path)
    result = runs.run(words_for(case, path, named), folder=folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert path.name in result.stderr
    if case["expect_line"] and case.get("firm_line", True):
        assert first_line_named(result.stderr, path.name) == case["expect_line"]
    assert dump(folder / "p.db") == before
    check_bounds(result, case, folder, tmp_path)


@pytest.mark.parametrize(("case", "named"), asked("accept", "accept_part"))
def test_an_odd_file_is_taken_and_what_stays_behind_is_said(case, named, runs, folder, tmp_path):
    result = runs.run(words_for(case, file_of(case, tmp_path), named), folder=folder)
    assert result.exit_code == 0, result.stderr
    if case["format"] not in COMMANDS:
        texts, n_spans = new_texts_and_spans(folder / "p.db")
        assert (len(texts), n_spans) == (case["docs"], case.get("spans", n_spans))
        assert texts[0].startswith(case.get("text_starts", ""))
        assert case.get("text_has", "") in texts[0]
    assert ("not carried" in result.stderr) >= (case["expect"] == "accept_part")
    assert ("the same text as" in result.stderr) == case.get("warn", False)
    check_bounds(result, case, folder, tmp_path)


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_is_decided_otherwise_is_said_in_the_docs(name, runs, folder, shared):
    said, n_documents, n_spans = OTHERWISE[name]
    (case,) = [case for case in CASES if case["file"] == name]
    assert case["firm"] is False
    assert said in " ".join((ROOT / "docs" / "formats.md").read_text("utf-8").split())
    result = runs.run(words_for(case, BAD_INPUTS / name, True), folder=folder)
    texts, found = new_texts_and_spans(folder / "p.db")
    assert (len(texts), found) == (n_documents, n_spans)
    assert (len(texts), found) != (case.get("docs"), case.get("spans"))
    assert "not carried" in result.stderr


def words_for(case: dict, path: Path, named: bool) -> list[object]:
    if case["format"] in COMMANDS:
        return ["--db", "p.db", COMMANDS[case["format"]], path]
    return ["--db", "p.db", "load", *(["--format", KEYS.get(case["format"], case["format"])] if named else []), path]


def file_of(case: dict, tmp_path: Path) -> Path:
    if not case.get("generated"):
        return BAD_INPUTS / case["file"]
    spec = importlib.util.spec_from_file_location("generators", BAD_INPUTS / "generators.py")
    generators = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generators)
    path = tmp_path / Path(case["file"]).name
    path.write_bytes(getattr(generators, case["generator"])())
    return path


def first_line_named(message: str, name: str) -> int | None:
    found = re.search(rf"{re.escape(name)}, line (\d+)", message)
    return int(found[1]) if found else None


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    statements = list(connection.iterdump())
    connection.close()
    return statements


def new_texts_and_spans(path: Path) -> tuple[list[str], int]:
    connection = sqlite3.connect(path)
    texts = [text for (text,) in connection.execute("SELECT text FROM documents ORDER BY number")]
    (n_spans,) = connection.execute("SELECT count(*) FROM spans").fetchone()
    connection.close()
    return texts[1:], n_spans


def check_bounds(result: Run, case: dict, folder: Path, tmp_path: Path) -> None:
    """No traceback, little time and memory, and no file anywhere but the database."""
    assert "Traceback" not in result.stderr
    assert result.seconds < MOST_SECONDS
    assert result.n_bytes < MOST_BYTES
    assert {path.name for path in folder.iterdir()} <= {"p.db", "p.db-wal", "p.db-shm"}
    assert {path.name for path in tmp_path.iterdir()} <= {"two", Path(case["file"]).name}
    assert not Path(case.get("member", "")).is_absolute() or not Path(case["member"]).exists()
