import csv
import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from tests.coded_team import finish, finish_all


@pytest.fixture
def run(db, add):
    finish_all(db, add)
    add(again="At Taji.")
    finish(db, "again", author_named(db, "Ben"), "no", "At Taji.")
    return lambda *words: CliRunner().invoke(sitrep, ["spans", *words])


def test_marked_words_are_listed_and_written(run, tmp_path):
    assert run("find", "--in-two-ways").output.splitlines()[-1] == "Ain al-Asad  BASE 2, ACTOR 1"
    shown = run("find", "--phrase", "Taji", "--annotator", "Ben", "--unmarked").output
    assert "n unmarked   1" in shown
    assert "unmarked: again 3–7  … At [Taji]. …" in shown
    told = json.loads(run("find", "--words", "TAJI", "--annotator", "Amal", "--json").output)
    assert told == {
        "n_spans": 1,
        "n_documents": 1,
        "n_phrases": 1,
        "phrases": [{"phrase": "Camp Taji", "n": 1, "labels": {"BASE": 1}}],
    }
    table = tmp_path / "spans.csv"
    assert run("find", "--phrase", "camp taji", "--csv", str(table)).exit_code == 0
    (row,) = csv.DictReader(table.read_text("utf-8-sig").splitlines())
    assert (row["document_id"], row["author"], row["before"], row["quote"]) == (
        "taji",
        "Amal",
        "Rockets hit ",
        "Camp Taji",
    )


def test_spans_are_changed_and_taken_back(run):
    ben = ("--annotator", "Ben")
    told = json.loads(run("change", "--phrase", "ain al-asad", *ben, "--to", "BASE", "--json").output)
    assert (told["n_spans"], told["n_left"]) == (1, 0)
    assert "Ain al-Asad" not in run("find", "--in-two-ways").output
    assert run("undo", told["group"], *ben).output == "Taken back in 1 document.\n"
    assert "Ain al-Asad  BASE 2, ACTOR 1" in run("find", "--in-two-ways").output
    said = run("change", "--label", "BASE", *ben, "--remove").output
    assert "1 span of 1 document changed." in said
    assert "sitrep spans undo at-once-" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("change", "--annotator", "Ben", "--remove"), 2, "Which spans?"),
        (("change", "--annotator", "Ben", "--label", "BASE"), 2, "Give --to LABEL, or --remove"),
        (("change", "--annotator", "Bon", "--label", "BASE", "--remove"), 1, "Did you mean 'Ben'"),
        (("change", "--annotator", "gold", "--label", "BASE", "--remove"), 1, "on the page Adjudicate"),
        (("change", "--annotator", "Ben", "--label", "BASE", "--to", "BASIS"), 1, "the scheme has no label 'BASIS'"),
        (("undo", "at-once-0", "--annotator", "Ben"), 1, "changed nothing at once"),
        (("find", "--annotator", "Bon"), 1, "Did you mean 'Ben'"),
        (("find", "--unmarked", "--phrase", "Taji"), 2, "--unmarked needs"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run, db, words, code, said):
    with write(db):
        add_author(db, "gold", "gold")
    n = db["operations"].count
    result = run(*words)
    assert (result.exit_code, db["operations"].count) == (code, n)
    assert said in result.output
