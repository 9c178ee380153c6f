"""`sitrep export jsonl`: full and flat, whole or not at all."""

import json

import pytest

from exports.commands.export import export
from exports.commands.load import load
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.store.documents import documents
from labeling.workflow.load import load_documents
from tests.exports.corpus import reports


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


def lines_of(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_the_full_shape_loads_into_another_project_as_it_was(run, db, db_path, out, tmp_path, monkeypatch):
    load_documents(db, [*reports(4), *reports(2, author="omar"), AnnotatedDocument(Document("d", "Unread."))])
    assert run(export, "jsonl", out).stdout.startswith("5 documents, ")
    before = list(annotated_documents(db))
    db_path.rename(tmp_path / "first.db")
    other = open_database(db_path)
    assert run(load, out).exit_code == 0
    assert list(annotated_documents(other)) == before


@pytest.mark.parametrize("shape", [[], ["--flat"]])
def test_a_document_with_boilerplate_says_where_and_loads_again_without_it(run, db, db_path, out, tmp_path, shape):
    text = "Rockets hit a camp on Tuesday.\nShare\nThe army denied it on Monday.\n© Tigris Daily\n"
    load_documents(db, [AnnotatedDocument(Document("a", text)), AnnotatedDocument(Document("b", "Rockets hit."))])
    run(export, "jsonl", out, *shape)
    first, second = lines_of(out)
    assert [text[start:end] for start, end in first["boilerplate"]] == ["Share\n", "© Tigris Daily\n"]
    assert first["text"] == text
    assert "boilerplate" not in second
    db_path.rename(tmp_path / "first.db")
    other = open_database(db_path)
    result = run(load, out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(document.text, document.meta) for document in documents(other)] == [(text, {}), ("Rockets hit.", {})]


def test_flat_holds_one_annotators_finished_marks(run, db, out):
    open_layer = Annotation("amal", (Span(0, 6, "ACTOR"),), state="open")
    load_documents(
        db, [*reports(3), *reports(2, author="omar"), AnnotatedDocument(Document("d", "Troops met."), (open_layer,))]
    )
    result = run(export, "jsonl", out, "--flat", "--annotator", "amal")
    assert result.exit_code == 0
    lines = lines_of(out)
    assert [line["attack_report"] for line in lines] == ["no", "yes", "yes", None]
    assert lines[3]["spans"] == []
    assert "In the file without marks: 1 unfinished" in result.stderr
    assert set(lines[1]["spans"][0]) == {"start", "end", "label", "quote"}
    assert len(lines_of(out)) == 4
    run(export, "jsonl", out, "--flat", "--annotator", "amal", "--annotated-only")
    assert len(lines_of(out)) == 3


def test_flat_with_two_layers_on_a_document_needs_a_decision(run, db, out):
    load_documents(db, [*reports(2), *reports(1, author="omar")])
    refused = run(export, "jsonl", out, "--flat")
    assert "--annotator amal or --annotator omar" in refused.stderr
    assert not out.exists()
    assert (
        "name one --annotator"
        in run(export, "jsonl", out, "--flat", "--annotator", "amal", "--annotator", "omar").stderr
    )


def test_only_the_layers_asked_for(run, db, out):
    load_documents(db, [*reports(2), *reports(2, author="omar")])
    run(export, "jsonl", out, "--annotator", "omar")
    assert [[layer["author"] for layer in line["annotations"]] for line in lines_of(out)] == [["omar"], ["omar"]]


def test_a_folder_and_a_missing_folder_are_refused(run, db, tmp_path):
    load_documents(db, list(reports(1)))
    assert "is a folder; name a file in it" in run(export, "jsonl", tmp_path).stderr
    assert "cannot be written: No such file or directory" in run(export, "jsonl", tmp_path / "no" / "out.jsonl").stderr


def test_a_refused_export_keeps_the_file_that_was_there(run, db, out):
    out.write_text("precious")
    refused = run(export, "jsonl", out)
    assert "There is nothing to export" in refused.stderr
    assert out.read_text() == "precious"
    assert [path.name for path in out.parent.glob(".out*")] == []


def test_figures_for_machines(run, db, out):
    load_documents(db, list(reports(3)))
    figures = json.loads(run(export, "jsonl", out, "--json").stdout)
    assert (figures["n_documents"], figures["n_layers"], figures["n_answers"]) == (3, 3, 3)
