import json

import pytest

from labeling.store.learned.models import model_versions
from labeling.workflow.load import load_documents
from tests.models.conftest import answered, texts_and_answers


def gold(path, numbers, *, answers=None):
    texts, known = texts_and_answers(max(numbers) + 1)
    rows = [
        {"id": f"g{n}", "text": texts[n], "attack_report": (answers or {}).get(n, "yes" if known[n] else "no")}
        for n in numbers
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_train_prints_out_of_fold_figures_and_scores_every_document(run, load):
    load(40)
    result = run("train", "detector", "--json")
    assert result.exit_code == 0, result.stderr
    figures = json.loads(result.stdout)
    assert (figures["model"], figures["n"], figures["n_scored"], figures["method"]) == (1, 40, 40, "out of fold")
    assert figures["f1"] > figures["all_yes_f1"]
    assert result.stderr == ""


def test_train_says_what_is_missing(run, db):
    load_documents(db, [answered(f"d{n}", f"Rockets hit {n}.", amal="yes") for n in range(4)])
    result = run("train", "detector")
    assert result.exit_code == 1
    assert "4 “yes” and 0 “no”. Answer 3 more with “no”." in result.stderr
    assert model_versions(db, "detector") == []


@pytest.mark.parametrize("words", [("evaluate", "gold.jsonl"), ("screen", "a.jsonl", "--out", "b.jsonl")])
def test_without_a_model_the_way_to_one_is_named(run, db, words):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No detector has been trained yet" in result.stderr


@pytest.mark.parametrize("words", [("train", "detector"), ("evaluate", "gold.jsonl"), ("worker", "--once")])
def test_without_a_database_nothing_is_made(run, db_path, words):
    result = run(*words)
    assert result.exit_code == 1
    assert "There is no database" in result.stderr
    assert not db_path.exists()


def test_evaluate_measures_at_the_threshold_of_the_model(run, load, tmp_path):
    load(60)
    trained = json.loads(run("train", "detector", "--json").stdout)
    result = run("evaluate", gold(tmp_path / "gold.jsonl", range(100, 160)), "--json")
    figures = json.loads(result.stdout)
    assert figures["threshold"] == trained["threshold"]
    assert (figures["n"], figures["n_positive"], figures["model"], figures["n_in_training"]) == (60, 30, 1, 0)
    counts = [figures[f"{a}_{b}"] for a in ("true", "false") for b in ("positives", "negatives")]
    assert sum(counts) == 60
    assert figures["f1"] > figures["all_yes_f1"]
    assert result.stderr == ""


def test_evaluate_warns_where_the_detector_has_seen_the_texts(run, load, tmp_path):
    load(20)
    run("train", "detector")
    result = run("evaluate", gold(tmp_path / "gold.jsonl", range(10, 30)), "--json")
    assert json.loads(result.stdout)["n_in_training"] == 10
    assert "10 of 20 texts are in the training data" in result.stderr


def test_evaluate_leaves_out_what_has_no_clear_answer_and_counts_it(run, load, tmp_path):
    load(20)
    run("train", "detector")
    path = gold(tmp_path / "gold.jsonl", range(30, 40), answers={30: "unsure", 31: None})
    assert json.loads(run("evaluate", path, "--json").stdout)["n_left_out"] == 2
    path = gold(tmp_path / "none.jsonl", [30], answers={30: None})
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert "nothing to measure on" in result.stderr


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_evaluate_takes_gold_of_one_answer_alone(run, load, tmp_path, answer):
    load(20)
    run("train", "detector")
    path = gold(tmp_path / "gold.jsonl", range(30, 36), answers=dict.fromkeys(range(30, 36), answer))
    result = run("evaluate", path, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["n_positive"] == (6 if answer == "yes" else 0)


def test_evaluate_names_the_line_of_a_fault(run, load, tmp_path):
    load(20)
    run("train", "detector")
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a", "attack_report": "yes"}\n{"text": "b", "attack_report": "maybe"}\n')
    result = run("evaluate", path)
    assert result.exit_code == 1
    assert "gold.jsonl, line 2" in result.stderr


def test_screen_writes_a_file_and_counts(run, load, tmp_path):
    load(20)
    run("train", "detector")
    out = tmp_path / "scores.jsonl"
    result = run("screen", gold(tmp_path / "a.jsonl", range(30, 40)), "--out", out, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["n"] == 10
    assert set(json.loads(out.read_text().splitlines()[0])) == {"id", "attack_report", "score", "model"}


def test_commands_worker_and_page_import_their_libraries_when_they_use_them():
    import subprocess
    import sys

    ours = [f"models.commands.{name}" for name in ("train", "screen", "evaluate", "worker")]
    ours += ["models.worker", "models.process", "models.pages.detector"]
    heavy = ("sklearn", "spacy", "skops")
    code = (
        f"import sys, importlib; [importlib.import_module(name) for name in {ours}];"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_versions_are_listed_and_one_is_chosen_with_what_it_is_to_find(run, load, tmp_path):
    load(40)
    for _ in range(2):
        assert run("train", "detector").exit_code == 0
    result = run("versions", "--use", 1, "--find", 0.95, "--json")
    assert result.exit_code == 0, result.stderr
    second, first = map(json.loads, result.stdout.splitlines())
    assert [(row["version"], row["serves"]) for row in (second, first)] == [(2, False), (1, True)]
    assert (first["find"], first["why"]) == (0.95, "Chosen by hand.")
    assert first["promised"] == pytest.approx(0.95, abs=0.01)
    assert (
        json.loads(run("evaluate", gold(tmp_path / "gold.jsonl", range(50, 60)), "--json").stdout)["threshold"]
        == first["threshold"]
    )


def test_a_version_that_is_not_there_is_a_sentence(run, load):
    load(20)
    run("train", "detector")
    result = run("versions", "--use", 7)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no version 7 of the detector. There are: 1. Nothing was changed." in result.stderr


def test_screen_leaves_out_what_cannot_be_read_and_says_where_it_is_listed(run, load, tmp_path):
    load(20)
    run("train", "detector")
    file, out = tmp_path / "a.jsonl", tmp_path / "scores.jsonl"
    file.write_text('{"text": "Rockets hit."}\n{broken\n')
    refused = run("screen", file, "--out", out)
    assert (refused.exit_code, out.exists()) == (1, False)
    result = run("screen", file, "--out", out, "--partial", "--json")
    assert result.exit_code == 0, result.stderr
    assert (json.loads(result.stdout)["n"], json.loads(result.stdout)["n_left_out"]) == (1, 1)
    assert result.stderr == f"1 fault: what could not be read is left out and listed in {out}.faults.txt\n"
