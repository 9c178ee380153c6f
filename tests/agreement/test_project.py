import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.agreement.narrowing import differing, narrowed
from labeling.agreement.reading import coded_documents
from labeling.agreement.report import report
from labeling.agreement.rows import difference_rows, figure_rows
from labeling.core.csv_table import csv_table
from labeling.core.errors import AgreementRefused, NotAllowed
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from labeling.workflow.settling.agreement import agreement
from tests.coded_team import finish
from tests.operations import message


def test_figures_of_a_project_are_those_counted_by_hand(team):
    found = agreement(team, author_named(team, "Amal"))
    assert (found["n_documents"], found["n_pairs_of_layers"]) == (3, 5)
    (question,) = found["questions"]
    assert question["percent"]["value"] == pytest.approx(3 / 5)  # taji, feast, Amal and Chen on drill
    assert question["percent"]["n"] == 3
    # seven values: 3 yes, 4 no; only drill differs: Do = 2 · 2 / 2 of 7, De = 2 · 3 · 4 of 7 · 6
    assert question["alpha"]["value"] == pytest.approx(1 - (2 * 2 / 2 / 7) / (2 * 3 * 4 / 42))
    by_pair = {row["pair"]: row for row in question["pairs"]}
    assert by_pair["Amal · Ben"]["kappa"]["value"] == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))
    assert by_pair["Amal · Chen"]["kappa"]["why"]  # one value
    spans = found["spans"]
    assert spans["n_spans"] == 10
    # exact: Kataib Hezbollah, and Ain al-Asad between Amal and Chen; overlap: Taji too
    assert spans["exact_f1"]["value"] == pytest.approx(2 * 2 / 10)
    assert spans["overlap_f1"]["value"] == pytest.approx(2 * 3 / 10)
    assert spans["edges_apart"]["value"] == pytest.approx(1 / 3)
    assert spans["mean_of_pairs"]["exact_f1"]["value"] == pytest.approx((2 / 6 + 1 + 0) / 3)
    assert spans["confusion"] == [{"labels": ["ACTOR", "BASE"], "n": 2}]
    assert [row["label"] for row in spans["labels"]] == ["ACTOR", "BASE"]


def test_differences_come_worst_first_with_what_each_has(team):
    rows = agreement(team, author_named(team, "Amal"))["documents"]
    assert [(row["document_id"], row["pair"], len(row["differences"])) for row in rows] == [
        ("drill", ["Amal", "Ben"], 2),
        ("drill", ["Ben", "Chen"], 2),
        ("taji", ["Amal", "Ben"], 1),
    ]
    answer, label = rows[0]["differences"]
    assert (answer["kind"], answer["left"], answer["right"]) == ("answer", "no", "yes")
    assert (label["kind"], label["about"], label["left"], label["right"]) == ("label", "“Ain al-Asad”", "BASE", "ACTOR")
    (edges,) = rows[2]["differences"]
    assert (edges["kind"], edges["left"], edges["right"]) == ("edges", "Camp Taji", "Taji")


def test_unfinished_layers_and_imports_count_only_when_they_are_asked_for(team):
    chen = author_named(team, "Chen")
    take_operations(team, "drill", chen, [message("work.reopen")])
    with write(team):
        gold = add_author(team, "gold", "gold")
    finish(team, "feast", gold, "no", "A harvest feast.")
    assert report(coded_documents(team))["coders"] == ["Amal", "Ben"]
    against_gold = report(coded_documents(team, ["Amal", "gold"]))
    assert (against_gold["coders"], against_gold["n_documents"]) == (["Amal", "gold"], 1)
    with pytest.raises(AgreementRefused, match=r"Nobody in this project is called 'Goldd'\. Did you mean 'gold'\?"):
        coded_documents(team, ["Amal", "Goldd"])
    with pytest.raises(AgreementRefused, match="only 'Amal'"):
        coded_documents(team, ["Amal"])


def test_the_week_is_that_of_the_later_submission_and_the_scheme_that_of_the_last_operation(team):
    found = report(coded_documents(team))
    (week,) = found["spans"]["weeks"]
    assert week["week"][4:6] == "-W"
    assert [row["scheme"] for row in found["spans"]["schemes"]] == ["scheme 1"]


def test_an_annotator_does_not_see_the_figures_of_others(team):
    with write(team):
        team.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Ben'")
    with pytest.raises(NotAllowed):
        agreement(team, author_named(team, "Amal"))


def test_a_report_is_narrowed_to_what_was_asked(team):
    whole = report(coded_documents(team))
    by_pair = narrowed(whole, pair="Ben,Amal")
    assert [row["pair"] for row in by_pair["spans"]["pairs"]] == ["Amal · Ben"]
    assert {row["document_id"] for row in by_pair["documents"]} == {"drill", "taji"}
    assert [row["document_id"] for row in differing(whole, label="BASE", pair="Ben · Chen")] == ["drill"]
    assert all(
        one["kind"] == "answer"
        for row in narrowed(whole, question="attack_report")["documents"]
        for one in row["differences"]
    )
    with pytest.raises(AgreementRefused, match=r"No label .* 'BSE'\. Did you mean 'BASE'\?"):
        narrowed(whole, label="BSE")


def test_a_quote_that_reads_like_a_formula_stays_text_in_a_table(team):
    found = report(coded_documents(team))
    found["documents"][0]["differences"][0]["left"] = "=1+1"
    assert "'=1+1" in csv_table(difference_rows(found)).decode("utf-8-sig")
    assert csv_table(figure_rows(found)).decode("utf-8-sig").startswith("of,which,figure,value,low,high,n,why\n")
    assert csv_table([]).decode("utf-8-sig").strip() == ""


def test_the_command_prints_figures_for_people_and_machines_and_writes_tables(team, db_path, tmp_path):
    def run(*words: str):
        return CliRunner().invoke(sitrep, ["--db", str(db_path), "agreement", *words])

    shown = run().stdout
    assert "3 documents that two or more have finished; compared: Amal, Ben, Chen" in shown
    assert "question attack_report" in shown
    assert "differs most  attack_report: other answers, 2 × in 1 document; ACTOR and BASE: one label or" in shown
    assert "Let two people finish 17 documents more" in shown
    assert json.loads(run("--json", "--label", "BASE").stdout)["spans"]["labels"][0]["label"] == "BASE"
    figures, differences = tmp_path / "figures.csv", tmp_path / "differences.csv"
    assert run("--csv", str(figures), "--differences", str(differences)).exit_code == 0
    assert "spans by label,ACTOR,exact_f1" in figures.read_text("utf-8-sig")
    assert "taji,Rockets hit" in differences.read_text("utf-8-sig")
    refused = run("--pair", "Amal,Dan")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "No pair that two people have finished" in refused.stderr


def test_an_empty_project_says_what_to_do(db, db_path):
    shown = CliRunner().invoke(sitrep, ["--db", str(db_path), "agreement"])
    assert shown.exit_code == 0
    assert "Give the same documents to two people" in shown.stdout
