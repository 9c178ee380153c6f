import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import add_author
from labeling.store.database import write

PEOPLE = ("--to", "Amal", "--to", "Noor")


@pytest.fixture
def run(db, db_path, add):
    with write(db):
        add_author(db, "Amal"), add_author(db, "Noor"), add_author(db, "Sam")
    add(**{f"d{number}": f"Report number {number}." for number in range(10)})
    return lambda *words: CliRunner().invoke(sitrep, ["--db", str(db_path), "round", *words])


def test_a_round_is_tried_made_shown_changed_and_closed(run):
    asked = ("new", "Week 3", *PEOPLE, "--share", ".2", "--seed", "1", "--due", "2099-05-01")
    told = "10 articles, 2 of them by two people: 6 each for Amal, Noor.\n"
    assert run(*asked, "--dry-run").stdout == told
    assert json.loads(run("list", "--json").stdout) == {}
    assert run(*asked).stdout == told
    listed = json.loads(run("list", "--json").stdout)
    assert listed == {"Week 3": {"state": "running", "due": "2099-05-01", "n_documents": 10, "n_done": 0}}
    assert run("release", "Week 3", "--from", "Amal").stdout == "6 taken back.\n"
    shown = json.loads(run("show", "Week 3", "--json").stdout)
    assert (shown["n_free"], [one["n_given"] for one in shown["people"]]) == (6, [0, 6])
    assert run("add", "Week 3", "Sam").exit_code == 0
    assert [one["n_given"] for one in json.loads(run("show", "Week 3", "--json").stdout)["people"]] == [4, 4, 4]
    said = run("remove", "Week 3", "Noor", "--dry-run").stdout
    assert said == (
        "Noor has submitted nothing. 4 articles go back. Dealt: 0 to Amal, 2 to Sam. 2 wait for "
        "somebody new, since all others had them.\n"
    )
    assert run("remove", "Week 3", "Noor").stdout == f"{said}Noor takes part in “Week 3” no more.\n"
    assert [one["n_given"] for one in json.loads(run("show", "Week 3", "--json").stdout)["people"]] == [4, 0, 6]
    assert [run(verb, "Week 3").exit_code for verb in ("pause", "resume", "close")] == [0, 0, 0]
    assert "closed" in run("list").stdout


def test_ids_come_from_a_file_and_a_refusal_is_one_sentence(run, tmp_path):
    file = tmp_path / "ids.csv"
    file.write_text("id,why\nd7,first\nd2,then\n", "utf-8")
    assert run("new", "Two", *PEOPLE, "--ids", str(file), "--coders", "2").stdout == (
        "2 articles, each by two people: 2 each for Amal, Noor.\n"
    )
    result = run("new", "Two", *PEOPLE)
    assert (result.exit_code, result.stderr) == (1, "There is a round “Two” already. Give this one another name.\n")
    result = run("close", "Tow")
    assert (result.exit_code, result.stderr) == (1, "There is no round 'Tow'. Did you mean 'Two'? Rounds: Two.\n")
    file.write_text("\n", "utf-8")
    assert "holds no id" in run("new", "Three", *PEOPLE, "--ids", str(file)).stderr
    assert run("free", "yes").stdout == "Reading beyond rounds: yes.\n"
