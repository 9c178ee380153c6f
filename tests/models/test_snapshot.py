import json

import pytest

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.core.errors import FileRefused, NoModel, TrainingRefused
from labeling.store.database import write
from labeling.store.learned.models import model_versions
from labeling.store.learned.snapshots import snapshots
from labeling.store.locked_slice import locked_ids
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from models.chores import FEWEST_LOCKED
from models.gold_file import evaluate_file
from models.snapshot import take_snapshot
from models.training import serving_detector, train_detector
from tests.models.conftest import texts_and_answers
from tests.operations import message


@pytest.fixture
def answer_all(db, amal):
    """Loads `n` reports, a part of them locked, and answers them all."""

    def answered(n: int) -> None:
        texts, answers = texts_and_answers(n)
        load_documents(db, [AnnotatedDocument(Document(f"d{row}", text)) for row, text in enumerate(texts)])
        with write(db):
            db.execute("UPDATE draws SET is_settled = 1, is_locked = CAST(substr(document_id, 2) AS INTEGER) % 4 < 2")
        for row, answer in enumerate(answers):
            operation = message("answer.set", question="attack_report", value="yes" if answer else "no")
            take_operations(db, f"d{row}", amal, [operation])

    return answered


def test_a_look_at_the_locked_slice_is_dated_and_kept(db, answer_all):
    answer_all(120)
    version = train_detector(db)
    first, second = take_snapshot(db), take_snapshot(db)
    assert [(one.model_id, one.metrics["n_looks"]) for one in snapshots(db)] == [(version.id, 2), (version.id, 1)]
    assert first.metrics["n"] == len(locked_ids(db))
    assert first.metrics["average_precision"] == second.metrics["average_precision"] > 0.8
    low, high = first.metrics["intervals"]["average_precision"]
    assert low <= first.metrics["average_precision"] <= high


def test_what_was_locked_after_the_training_is_not_measured_on(db, answer_all):
    answer_all(120)
    train_detector(db)
    n = take_snapshot(db).metrics["n"]
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1, decided_at = '2999-01-01T00:00:00Z' WHERE NOT is_locked")
    assert take_snapshot(db).metrics["n"] == n


def test_too_few_answers_in_the_slice_are_said_and_nothing_is_kept(db, load):
    with pytest.raises(NoModel):
        take_snapshot(db)
    load(30)
    train_detector(db)
    with pytest.raises(TrainingRefused, match=f"0 “yes” and 0 “no” .* {FEWEST_LOCKED} answers"):
        take_snapshot(db)
    assert snapshots(db) == []


def test_the_command_looks_once(db, answer_all, run):
    answer_all(120)
    train_detector(db)
    result = run("evaluate", "--locked", "--json")
    assert result.exit_code == 0, result.stderr
    assert len(snapshots(db)) == len(model_versions(db, "detector")) == 1
    assert run("evaluate").exit_code == 2


def test_a_gold_file_that_holds_the_locked_slice_is_no_way_to_look_at_it(db, answer_all, tmp_path):
    answer_all(80)
    train_detector(db)
    texts, answers = texts_and_answers(80)
    file = tmp_path / "gold.jsonl"
    lines = [
        {"id": f"g{row}", "text": text, "spans": [], "attack_report": "yes" if answer else "no"}
        for row, (text, answer) in enumerate(zip(texts, answers, strict=True))
    ]
    file.write_text("\n".join(map(json.dumps, lines)))
    n_locked = len(locked_ids(db))
    measured = evaluate_file(db, serving_detector(db), file)
    assert (measured["n"], measured["n_locked"], measured["n_left_out"]) == (80 - n_locked, n_locked, 0)
    assert snapshots(db) == []
    file.write_text("\n".join(json.dumps(line) for row, line in enumerate(lines) if f"d{row}" in locked_ids(db)))
    with pytest.raises(FileRefused, match="no document outside the locked test slice has attack_report"):
        evaluate_file(db, serving_detector(db), file)
