import csv
import io
import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.gold_items import gold_rate
from tests.coded_team import TAJI, finish, finish_all


@pytest.fixture
def run(db_path, db, add):
    finish_all(db, add)
    with write(db):
        gold = add_author(db, "gold", kind="gold")
        db.execute("UPDATE authors SET name = '=Ben' WHERE name = 'Ben'")
    finish(db, "taji", gold, "yes", TAJI)
    return lambda *words: CliRunner().invoke(sitrep, ["--db", str(db_path), *words])


def test_figures_are_printed_for_people_and_machines(run):
    shown = run("progress").stdout
    assert "n finished   4\n" in shown
    assert "answers      attack_report no 4, attack_report yes 4\n" in shown
    assert "Amal and gold (all settled): same answer attack_report 100 %, 1 document" in shown
    found = json.loads(run("progress", "--json").stdout)
    assert (found["n_documents"], found["n_waiting"], found["rounds"]) == (4, 2, [])


def test_tables_are_written_and_no_cell_runs_as_a_formula(run, tmp_path):
    assert run("progress", "--csv", str(tmp_path / "out")).exit_code == 0
    texts = {path.stem: path.read_text("utf-8-sig") for path in (tmp_path / "out").glob("*.csv")}
    tables = {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}
    assert {"states", "burn_up", "labels", "answers", "people", "pace", "gold", "articles"} == set(tables)
    assert [row["name"] for row in tables["people"]] == ["'=Ben", "Amal", "Chen"]
    assert [(row["document_id"], row["differences"]) for row in tables["articles"]] == [("taji", "1")]


def test_the_rate_of_gold_items_is_shown_and_set(run, db):
    assert json.loads(run("queue", "--json").stdout)["gold_one_in"] == 0
    assert json.loads(run("queue", "--gold", "20", "--json").stdout)["gold_one_in"] == 20
    refused = run("queue", "--gold", "1")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "give 0 for none, or 2 to 1,000" in refused.stderr
    assert gold_rate(db) == 20
