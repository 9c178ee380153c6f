import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import author_named
from tests.adjudicating import SPANS, TEXT, code


@pytest.fixture
def run(db, add):
    add(d1=TEXT, d2=TEXT)
    for name in ("Bea", "Cleo"):
        code(db, name, "d1", SPANS if name == "Bea" else SPANS[1:])
        code(db, name, "d2", SPANS)
    return lambda *words: CliRunner().invoke(sitrep, ["adjudicate", *words])


def test_what_is_next_is_listed(run):
    shown = run().output
    assert "d1  1 difference.  Bea, Cleo" in shown
    assert "d2  No difference.  Bea, Cleo" in shown
    assert json.loads(run("--json").output)["next"][0] == {"id": "d1", "coders": ["Bea", "Cleo"], "n_differences": 1}


def test_what_all_agree_on_is_accepted_and_taken_back(run, db):
    told = json.loads(run("--agreed", "--submit", "--json").output)
    assert (told["n_documents"], told["n_spans"], told["n_submitted"]) == (2, 3, 1)
    assert f"accepted at once: {told['batch']}  2 documents, by command line" in run().output
    assert run("--undo", told["batch"]).output == "Taken back in 2 documents.\n"
    assert json.loads(run("--json").output)["n_settled"] == 0
    assert author_named(db, "command line").kind == "import"
    assert "by Bea" in (run("--agreed", "--as", "Bea") and run().output)


@pytest.mark.parametrize(
    ("words", "code_", "said"),
    [
        (("--submit",), 2, "--submit goes with --agreed"),
        (("--agreed", "--undo", "x"), 2, "--undo stands alone"),
        (("--undo", "x"), 1, "Nothing was accepted"),
        (("--agreed", "--as", "Be"), 1, "Did you mean 'Bea'"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run, words, code_, said):
    result = run(*words)
    assert result.exit_code == code_
    assert said in result.output
