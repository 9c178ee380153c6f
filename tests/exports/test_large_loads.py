"""Loads of any size: the same as small ones, stopped and gone on with, and whole or not at all."""

import gzip
import json
import subprocess
import sys
import time

import pytest

from exports.commands.load import load
from exports.loading import inputs, large, lines
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.store.documents import documents, n_documents
from labeling.store.schemes import current_scheme
from labeling.workflow.keeping.status import check
from tests.exports.conftest import ROOT

TEXT = "Rockets hit Camp Taji."


def record(number: int, *, end: int = 7, label: str = "WEAPON", text: str = TEXT, name: str | None = None) -> str:
    spans = [{"start": 0, "end": end, "label": label}, {"start": 12, "end": 21, "label": "BASE"}]
    answer = {"attack_report": "yes"} if number % 2 else {}
    return json.dumps({"id": name or f"r{number}", "text": f"{text} {number}", "spans": spans} | answer) + "\n"


@pytest.fixture
def in_portions(monkeypatch):
    """Every load is a large one, in portions of seven lines."""
    monkeypatch.setattr(inputs, "LARGE", 0)
    monkeypatch.setattr(lines, "PORTION_LINES", 7)


@pytest.fixture
def news(tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text("".join(record(number) for number in range(50)))
    return file


def side_files(db_path):
    return [path.name for path in db_path.parent.iterdir() if ".loading-" in path.name or "dry-run" in path.name]


def stored(db):
    return [(one.document, one.annotations) for one in annotated_documents(db)]


def load_both_ways(run, monkeypatch, db_path, tmp_path, *arguments) -> list:
    """(result, what is stored) of a load as small files go, and in portions, each into a copy of the project."""
    found = []
    before = db_path.read_bytes() if db_path.exists() else b""
    for most in (2**30, 0):
        for part in ("", "-wal", "-shm"):
            db_path.with_name(db_path.name + part).unlink(missing_ok=True)
        if before:
            db_path.write_bytes(before)
        monkeypatch.setattr(inputs, "LARGE", most)
        monkeypatch.setattr(lines, "PORTION_LINES", 7)
        result = run(load, *arguments, "--json")
        db = open_database(db_path)
        found.append((result, stored(db), current_scheme(db).id, check(db).faults))
        db.conn.close()
    return found


def kinds_of_load(tmp_path) -> dict:
    bad = [
        record(3, end=700),
        '{"id": "x"\n',
        record(0, name="r1"),
        record(60, label="PLACE"),
        record(0, text="Drones."),
    ]
    good = [record(number) for number in range(30)]
    twins = [record(5, name=f"twin{number}") for number in range(20)]
    full = [
        json.dumps({"id": f"r{number}", "text": f"{TEXT} {number}", "annotations": [{"author": who}]}) + "\n"
        for who in ("amal", "omar") for number in range(10)
    ]  # fmt: skip
    files = {"good": good, "bad": [*good, *bad, *good], "twins": [*good, *twins], "full": [*full, *good]}
    files["foreign"] = [*good, *(record(n, label="SITE") for n in range(40, 60)), *(record(99, label="AREA"),)]
    for name, content in files.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(content))
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress("".join(good).encode()))
    (tmp_path / "mixed").mkdir()
    (tmp_path / "mixed" / "a.txt").write_text("Drones came.")
    (tmp_path / "mixed" / "b.jsonl").write_text("".join(good))
    return {
        "good": ["good.jsonl"], "annotator": ["good.jsonl", "--annotator", "amal"],
        "a fault": ["bad.jsonl"], "partial": ["bad.jsonl", "--partial"],
        "twins": ["twins.jsonl"], "full": ["full.jsonl"], "packed": ["packed.jsonl.gz"], "mixed": ["mixed"],
        "mapped": ["foreign.jsonl", "--map", "SITE=BASE", "--drop", "AREA"], "added": ["foreign.jsonl", "--add-labels"],
        "partial and added": ["bad.jsonl", "--partial", "--add-labels"], "missing": ["none.jsonl", "good.jsonl"],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [
    "good", "annotator", "a fault", "partial", "twins", "full", "packed", "mixed", "mapped", "added",
    "partial and added", "missing",
])  # fmt: skip
def test_a_large_load_does_and_says_what_a_small_one_does(kind, run, monkeypatch, db_path, tmp_path):
    words = kinds_of_load(tmp_path)[kind]
    (tmp_path / "before.jsonl").write_text(record(2) + record(3, label="BASE", text=TEXT))
    monkeypatch.setattr(inputs, "LARGE", 2**30)
    run(load, tmp_path / "before.jsonl", "--annotator", "amal")
    words = [str(tmp_path / words[0]), *[str(tmp_path / word) if ".jsonl" in word else word for word in words[1:]]]
    small, in_portions = load_both_ways(run, monkeypatch, db_path, tmp_path, *words)
    assert in_portions[0].exit_code == small[0].exit_code
    if not small[0].exit_code:
        assert json.loads(in_portions[0].stdout) == json.loads(small[0].stdout)
    assert sorted(in_portions[0].stderr.splitlines()) == sorted(small[0].stderr.splitlines())
    assert in_portions[1:] == small[1:]
    assert side_files(db_path) == []


def test_a_dry_run_has_the_same_figures_and_leaves_nothing(run, in_portions, db_path, news):
    dry = json.loads(run(load, news, "--dry-run", "--json").stdout)
    assert not db_path.exists()
    assert side_files(db_path) == []
    assert dry | {"dry_run": False} == json.loads(run(load, news, "--json").stdout)


def test_loading_again_changes_nothing_and_says_so(run, in_portions, db, news):
    run(load, news)
    again = run(load, news)
    assert again.stdout == "0 documents loaded, 50 already there; 0 spans, 0 answers.\n"
    assert "All of this is already there" in again.stderr


@pytest.fixture
def stopped(run, in_portions, monkeypatch, news):
    """Stops the next load at its fourth portion, as Ctrl+C does, and gives what it said."""

    def stop(error=KeyboardInterrupt):
        take, n_taken = large.Gathering._take, 0

        def taken(gathering, reading):
            nonlocal n_taken
            n_taken += 1
            if n_taken == 4:
                raise error
            take(gathering, reading)

        with monkeypatch.context() as patched:
            patched.setattr(large.Gathering, "_take", taken)
            return run(load, news)

    return stop


def test_a_load_that_was_stopped_goes_on_where_it_stopped(run, stopped, db, db_path, news):
    result = stopped()
    assert result.exit_code == 130
    assert "Stopped; nothing was loaded. The same command goes on from there." in result.stderr
    assert n_documents(db) == 0
    assert len(side_files(db_path)) == 1
    again = run(load, news)
    assert f"Going on at {news}, line 22." in again.stderr
    assert again.stdout == "50 documents loaded, 0 already there; 100 spans, 25 answers.\n"
    assert [document.id for document in documents(db)] == [f"r{number}" for number in range(50)]
    assert side_files(db_path) == []


def test_a_changed_file_is_begun_anew_and_the_old_rest_is_removed_and_named(run, stopped, db, db_path, news):
    stopped()
    (left,) = side_files(db_path)
    news.write_text(news.read_text() + record(50))
    result = run(load, news)
    assert f"{left}: removed, an unfinished load of these files as they were" in result.stderr
    assert "Going on" not in result.stderr
    assert n_documents(db) == 51
    assert side_files(db_path) == []


def test_an_unfinished_load_of_other_files_is_named_and_kept(run, stopped, db_path, tmp_path):
    stopped()
    other = tmp_path / "other.jsonl"
    other.write_text(record(77))
    result = run(load, other)
    assert "holds an unfinished load of" in result.stderr
    assert "(21 documents so far)" in result.stderr
    assert len(side_files(db_path)) == 1


def test_two_loads_of_one_file_at_once_are_refused(run, stopped, db_path, monkeypatch, news):
    stopped()
    monkeypatch.setattr("exports.loading.side_project._is_alive", lambda holder: True)
    (left,) = side_files(db_path)
    side = open_database(db_path.with_name(left))
    side.execute("INSERT INTO leases (name, holder, until) VALUES ('load', 'elsewhere:1:x', ?)", (time.time() + 60,))
    side.conn.close()
    assert "are being loaded just now" in run(load, news).stderr


KILLED = """
import os, sys
from click.testing import CliRunner
from exports.commands.load import load
from exports.loading import inputs, large
inputs.LARGE = 0
large.merge_project = lambda *_, **__: os.kill(os.getpid(), 9)
CliRunner().invoke(load, [sys.argv[2]], obj=__import__("pathlib").Path(sys.argv[1]))
"""


def test_a_killed_load_leaves_the_project_as_it_was_and_can_go_on(run, in_portions, db, db_path, news):
    killed = subprocess.run([sys.executable, "-c", KILLED, db_path, news], cwd=ROOT, timeout=60)
    assert killed.returncode == -9
    assert n_documents(db) == 0
    assert "Going on: everything is read already." in run(load, news).stderr
    assert n_documents(db) == 50


def test_a_file_that_changes_while_it_is_read_is_refused(run, in_portions, monkeypatch, db, db_path, news):
    take = large.Gathering._take

    def taken(gathering, reading):
        take(gathering, reading)
        with news.open("a") as file:
            file.write("\n")

    monkeypatch.setattr(large.Gathering, "_take", taken)
    monkeypatch.setattr(lines, "PORTION_LINES", 1000)
    assert "was changed while the files were read" in run(load, news).stderr
    assert n_documents(db) == 0
    assert side_files(db_path) == []


def test_every_fault_is_counted_and_the_first_twenty_listed(run, in_portions, db_path, tmp_path):
    file, faults = tmp_path / "news.jsonl", tmp_path / "faults.jsonl"
    file.write_text("".join(record(number, end=700 if number % 2 else 7) for number in range(100)))
    result = run(load, file, "--faults", faults)
    assert result.exit_code == 1
    assert result.stderr.count("span 0–700") == 20
    assert "… and 30 more faults." in result.stderr
    assert len(faults.read_text().splitlines()) == 50
    assert side_files(db_path) == []


def test_a_line_of_no_end_and_a_cut_gzip_are_faults_at_their_lines(run, in_portions, monkeypatch, db, tmp_path):
    monkeypatch.setattr(lines, "MOST_LINE_BYTES", 1000)
    long, cut = tmp_path / "long.jsonl", tmp_path / "cut.jsonl.gz"
    long.write_text(record(1) + "x" * 3000 + "\n" + record(2))
    cut.write_bytes(gzip.compress("".join(record(number) for number in range(2000)).encode())[:-10])
    result = run(load, long, cut, "--partial")
    assert f"{long}, line 2: the line has more than" in result.stderr
    assert "this gzip file is cut off" in result.stderr
    assert "Left out for their faults: 2 records." in result.stdout
    assert n_documents(db) > 1500


def test_a_json_array_is_one_fault_not_one_a_line(run, in_portions, tmp_path):
    file = tmp_path / "news.jsonl"
    file.write_text("[\n" + ",\n".join(record(number).strip() for number in range(30)) + "\n]\n")
    result = run(load, file, "--format", "jsonl")
    assert len(result.stderr.splitlines()) == 2
