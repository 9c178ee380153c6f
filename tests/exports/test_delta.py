"""`sitrep export jsonl --since`: a consumer stays equal to the database, and notices where it is not."""

import json
import random

import pytest

from exports.commands.export import export
from exports.commands.load import load
from exports.delta import write_delta
from exports.jsonl_file import write_jsonl
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import DatabaseBusy
from labeling.core.operation import Operation
from labeling.store.annotations import chosen_documents
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.migrations import MIGRATIONS, m006_changes
from labeling.store.operations import append_operation
from labeling.store.schemes import current_scheme
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports
from tests.exports.deltas import Deltas
from tests.exports.random_edits import NAMES, Edits
from tests.fences import fences
from tests.operations import message

[(_, CONSUMER)] = fences("delta.md", "python")


@pytest.fixture
def copy():
    """The consumer of docs/delta.md, with an empty copy."""
    names: dict = {}
    exec(compile(CONSUMER, "docs/delta.md", "exec"), names)
    return names["Copy"]()


@pytest.fixture
def deltas(db, tmp_path):
    """Writes one delta after the other, each from the cursor of the one before."""
    return Deltas(db, tmp_path)


def documents_in(path):
    return [record["id"] for record in map(json.loads, path.read_bytes().splitlines()) if "text" in record]


def full(db, tmp_path) -> list[str]:
    write_jsonl(db, tmp_path / "full.jsonl")
    return (tmp_path / "full.jsonl").read_text("utf-8").removesuffix("\n").split("\n")


def answer(db, author, document_id, value):
    [_] = take_operations(
        db, document_id, author, [message("answer.set", question="attack_report", value=value, reason=None)]
    ).committed


def test_over_a_thousand_random_edits_the_copy_is_the_full_export(db, tmp_path, deltas, copy):
    load_documents(db, list(reports(12)))
    with write(db):
        for name in NAMES:
            add_author(db, name)
    edits, chance = Edits(db, seed=7), random.Random(7)
    n_exports = n_smaller = 0
    for number in range(1_000):
        edits.make()
        if chance.random() < 0.1 or number == 999:
            copy.apply(deltas.write())
            assert list(copy.lines.values()) == full(db, tmp_path)
            assert copy.cursor == deltas.cursor
            n_exports += 1
            n_smaller += deltas.newest.n_changed < deltas.newest.n_documents
    assert min(edits.taken.values()) > 0, edits.taken
    assert n_exports > 80
    assert n_smaller > 70


def test_a_delta_that_was_missed_taken_twice_or_out_of_order_is_refused(db, amal, deltas, copy):
    load_documents(db, list(reports(3)))
    copy.apply(deltas.write())
    for value in ("no", "yes", "unsure"):
        answer(db, amal, "r0", value)
        deltas.write()
    _, first, second, third = deltas.paths
    with pytest.raises(ValueError, match="a delta was missed, taken twice or out of order"):
        copy.apply(second)
    copy.apply(first)
    with pytest.raises(ValueError, match="taken twice"):
        copy.apply(first)
    copy.apply(second)
    copy.apply(third)
    with pytest.raises(ValueError, match="out of order"):
        copy.apply(second)
    assert '"unsure"' in copy.lines["r0"]


def test_a_delta_that_is_cut_off_or_was_touched_is_refused_and_leaves_the_copy_as_it_was(db, amal, deltas, copy):
    load_documents(db, list(reports(3)))
    copy.apply(deltas.write())
    before = dict(copy.lines)
    answer(db, amal, "r1", "no")
    path = deltas.write()
    whole = path.read_bytes()
    for damaged, why in ((whole.split(b"\n")[0], "cut off"), (whole.replace(b"Amal", b"Omar"), "checksum")):
        path.write_bytes(damaged)
        with pytest.raises(ValueError, match=why):
            copy.apply(path)
    assert copy.lines == before


def test_only_what_changed_is_written(db, amal, deltas):
    load_documents(db, list(reports(5)))
    assert documents_in(deltas.write()) == ["r0", "r1", "r2", "r3", "r4"]
    assert documents_in(deltas.write()) == []
    answer(db, amal, "r3", "no")
    load_documents(db, [AnnotatedDocument(Document("new", "Rockets hit."))])
    assert documents_in(deltas.write()) == ["r3", "new"]
    assert (deltas.newest.n_changed, deltas.newest.n_documents) == (2, 6)


def test_only_what_changed_is_read(db, amal, deltas, monkeypatch):
    load_documents(db, list(reports(5)))
    deltas.write()
    answer(db, amal, "r3", "no")
    read = []
    monkeypatch.setattr(
        "exports.delta.chosen_documents", lambda reader, places: read.extend(places) or chosen_documents(reader, places)
    )
    deltas.write()
    assert len(read) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents SET title = 'Other' WHERE id = 'r1'",
        "UPDATE documents SET meta = '{\"a\":1}' WHERE id = 'r1'",
        "UPDATE work SET note = 'n' WHERE document_id = 'r1'",
        "INSERT INTO work (document_id, author_id, state) SELECT 'r1', id, 'todo' FROM authors WHERE name = 'zaid'",
        "DELETE FROM work WHERE document_id = 'r1' AND author_id = (SELECT id FROM authors WHERE name = 'omar')",
        "UPDATE boilerplate SET ranges = '[[0, 9, \"y\"]]' WHERE document_id = 'r1'",
        "DELETE FROM boilerplate WHERE document_id = 'r1'",
        "UPDATE authors SET name = 'Zaid' WHERE name = 'omar'",
    ],
)
def test_changes_without_an_operation_are_not_missed(db, tmp_path, deltas, copy, statement):
    load_documents(db, [*reports(3), *reports(2, author="omar")])
    with write(db):
        db.execute("INSERT INTO boilerplate VALUES ('r1', '[[0, 8, \"x\"]]', 1)")
        add_author(db, "zaid")
    copy.apply(deltas.write())
    before = dict(copy.lines)
    with write(db):
        db.execute(statement)
    copy.apply(deltas.write())
    assert copy.lines["r1"] != before["r1"]
    assert copy.lines["r2"] == before["r2"]
    assert list(copy.lines.values()) == full(db, tmp_path)


def test_an_operation_changes_its_document_whatever_its_writer_forgets(db, amal, deltas, copy, tmp_path):
    load_documents(db, list(reports(3)))
    copy.apply(deltas.write())
    with write(db):
        append_operation(db, "r1", amal.id, Operation("o", "answer.set", at="2024-01-01"), current_scheme(db).id)
        db.execute("UPDATE answers SET reason = 'threat' WHERE document_id = 'r1'")
    copy.apply(deltas.write())
    assert list(copy.lines.values()) == full(db, tmp_path)


def test_a_document_that_is_gone_leaves_the_copy(db, deltas, copy, tmp_path):
    load_documents(db, [*reports(2), AnnotatedDocument(Document("gone", "Rockets hit."))])
    copy.apply(deltas.write())
    with write(db):
        db.execute("DELETE FROM draws WHERE document_id = 'gone'")
        db.execute("DELETE FROM documents WHERE id = 'gone'")
    path = deltas.write()
    assert path.read_text("utf-8").startswith('{"deleted": "gone"}\n')
    copy.apply(path)
    assert list(copy.lines) == ["r0", "r1"]
    load_documents(db, [AnnotatedDocument(Document("gone", "Rockets hit again."))])
    copy.apply(deltas.write())
    assert list(copy.lines.values()) == full(db, tmp_path)


def test_an_edit_while_a_delta_is_written_is_in_the_next_one(db, amal, deltas, copy, monkeypatch):
    load_documents(db, list(reports(3)))

    def edit_meanwhile(reader, places):
        for number, found in enumerate(chosen_documents(reader, places)):
            if number == 1:
                answer(db, amal, "r0", "unsure")
            yield found

    with monkeypatch.context() as patch:
        patch.setattr("exports.delta.chosen_documents", edit_meanwhile)
        copy.apply(deltas.write())
    assert "unsure" not in copy.lines["r0"]
    path = deltas.write()
    assert documents_in(path) == ["r0"]
    copy.apply(path)
    assert "unsure" in copy.lines["r0"]


def test_everything_at_once_is_the_full_export_and_one_line(run, db, tmp_path):
    load_documents(db, list(reports(3)))
    for name, arguments in (("full", []), ("start", ["--since", "start"]), ("zero", ["--since", "0"])):
        assert run(export, "jsonl", tmp_path / name, *arguments).exit_code == 0
    written = (tmp_path / "start").read_bytes()
    assert written == (tmp_path / "zero").read_bytes()
    assert written.startswith((tmp_path / "full").read_bytes())
    assert len(written.splitlines()) == 4


def test_an_empty_project_has_a_delta_with_a_checksum_of_zeros(db, deltas, copy):
    copy.apply(deltas.write())
    assert (copy.lines, deltas.newest.checksum) == ({}, "0" * 64)
    load_documents(db, list(reports(1)))
    copy.apply(deltas.write())
    assert list(copy.lines) == ["r0"]


def test_the_command_says_how_to_ask_next_time(run, db, amal, tmp_path):
    load_documents(db, list(reports(3)))
    first = run(export, "jsonl", tmp_path / "1", "--since", "start").stdout
    assert first.startswith("3 documents changed of 3, written to ")
    answer(db, amal, "r1", "no")
    figures = json.loads(run(export, "jsonl", tmp_path / "2", "--since", first.split()[-1], "--json").stdout)
    assert (figures["n_changed"], figures["n_documents"], figures["since"]) == (1, 3, first.split()[-1])


def test_a_delta_is_not_loaded_as_if_it_were_documents(run, db, deltas):
    load_documents(db, list(reports(3)))
    refused = run(load, deltas.write())
    assert "line 4: this is a line of a delta" in refused.stderr
    assert "Export without --since" in refused.stderr


def test_a_busy_database_costs_the_digests_and_not_the_delta(db, deltas, copy, monkeypatch):
    load_documents(db, list(reports(3)))

    def busy(*given):
        raise DatabaseBusy("busy")

    monkeypatch.setattr("exports.delta.keep_digests", busy)
    copy.apply(deltas.write())
    copy.apply(deltas.write())
    assert (deltas.newest.n_changed, len(copy.lines)) == (0, 3)


@pytest.mark.parametrize(
    "choice", [["--flat"], ["--annotator", "amal"], ["--annotated-only"], ["--unfinished"]], ids=" ".join
)
def test_filters_are_refused_together_with_since(run, db, tmp_path, choice):
    load_documents(db, list(reports(3)))
    refused = run(export, "jsonl", tmp_path / "out", "--since", "start", *choice)
    assert refused.exit_code == 2
    assert "--since writes every document with every layer" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_projects_from_before_deltas_begin_with_everything(tmp_path, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(m006_changes)])
        old = open_database(tmp_path / "old.db")
        load_documents(old, [AnnotatedDocument(report.document) for report in reports(3)])
        old.conn.close()
    db = open_database(tmp_path / "old.db")
    assert write_delta(db, tmp_path / "all.jsonl", "start").n_changed == 3
