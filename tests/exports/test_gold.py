"""`--gold`: the gold layer alone, in every written format."""

import json

import pytest

from exports.format_file import Choice, write_format
from exports.formats import FORMATS
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.store.annotations import annotated_documents
from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.annotated import annotated

TEXT, (ROCKETS, TAJI) = annotated("[Rockets|WEAPON] hit [Camp Taji|BASE].")
WRITTEN = [key for key, format in FORMATS.items() if format.write or format.write_files]


@pytest.fixture
def settled(db):
    """Amal marked the rockets, gold marks the camp."""
    yes = {"attack_report": Answer("yes")}
    layers = Annotation("Amal", (ROCKETS,), yes), Annotation("gold", (TAJI,), yes, author_kind="gold")
    load_documents(db, [AnnotatedDocument(Document("d1", TEXT), layers), AnnotatedDocument(Document("d2", TEXT))])
    return db


@pytest.mark.parametrize("key", WRITTEN)
def test_gold_alone_goes_out(settled, tmp_path, key):
    out = tmp_path / f"out{FORMATS[key].suffixes[0] if FORMATS[key].suffixes else ''}"
    written = write_format(settled, key, out, Choice(gold=True))
    assert (written.n_documents, written.n_spans) in ((1, 1), (1, 0)), "fasttext holds no span"
    files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    assert not any(b"WEAPON" in path.read_bytes() for path in files if path.suffix in (".jsonl", ".csv", ".ann"))


def test_gold_comes_back_as_gold_from_jsonl(settled, tmp_path):
    from click.testing import CliRunner

    from cli import sitrep

    out, other = tmp_path / "gold.jsonl", tmp_path / "other.db"
    run = CliRunner().invoke
    assert run(sitrep, ["export", "jsonl", str(out), "--gold"]).exit_code == 0
    (line,) = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [layer["author"] for layer in line["annotations"]] == ["gold"]
    assert run(sitrep, ["--db", str(other), "load", str(out)]).exit_code == 0
    back = open_database(other)
    assert author_named(back, "gold").kind == "gold"
    (document,) = annotated_documents(back)
    assert [(one.author, one.author_kind, one.spans) for one in document.annotations] == [("gold", "gold", (TAJI,))]
    back.conn.close()
