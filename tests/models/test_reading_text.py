"""The detector does not read boilerplate, wherever a text comes from."""

import json

import pytest

from labeling.store.boilerplate import documents_to_check
from labeling.store.learned.models import latest_model
from labeling.store.learned.suggestions import scores
from labeling.store.tokens import documents_without_tokens
from labeling.workflow.load import load_documents
from models.chores import Finder, Scorer
from models.detecting.artifact import read_detector
from models.detecting.training_data import training_data
from models.pulse import Pulse
from models.scale.screening import screen
from models.training import serving_detector, train_detector
from models.worker import Worker
from models.worker import run as work
from tests.models.conftest import answered, texts_and_answers

LINK = "\nRead more: Katyusha rockets hit zanzibar\n"  # folded, and full of what the detector looks for


@pytest.fixture
def project(db):
    """A project of answered reports in which every report that is no attack ends with a link to one."""
    texts, answers = texts_and_answers(40)
    load_documents(
        db,
        [
            answered(f"d{number}", text + ("\n" if is_attack else LINK), amal="yes" if is_attack else "no")
            for number, (text, is_attack) in enumerate(zip(texts, answers, strict=True))
        ],
    )
    return db


def test_training_reads_no_folded_line_also_where_no_worker_was_there_before(project):
    version = train_detector(project)
    assert "zanzibar" not in " ".join(training_data(project).texts)
    assert version.trained_on == training_data(project).fingerprint
    words = read_detector(latest_model(project, "detector")).model.vocabulary.words
    assert "rockets" in words
    assert "zanzibar" not in words


def test_a_score_is_of_the_text_without_its_folded_lines(project):
    load_documents(project, [answered("plain", "The school reopened.\n" * 3)])
    load_documents(project, [answered("linked", "The school reopened.\n" * 3 + LINK.lstrip())])
    train_detector(project)
    scorer = Scorer()
    while scorer.score_documents(project):
        pass
    found = scores(project, "attack_report")
    assert found["linked"] == found["plain"]


def test_screening_reads_no_line_that_its_phrases_tell(project, tmp_path, scheme):
    train_detector(project)
    text = "The school reopened on Monday.\n" * 3
    rows = [{"id": "plain", "text": text}, {"id": "linked", "text": text + LINK.lstrip()}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    screen([tmp_path / "in.jsonl"], tmp_path / "out.jsonl", serving_detector(project), scheme)
    plain, linked = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert linked["score"] == plain["score"]


def test_evaluating_knows_a_text_it_was_trained_on_by_the_whole_text(project, db_path, tmp_path, run):
    train_detector(project)
    texts, _ = texts_and_answers(4)
    rows = [{"text": texts[1] + LINK, "attack_report": "no"}, {"text": texts[3], "attack_report": "no"}]
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert json.loads(run("evaluate", tmp_path / "gold.jsonl", "--json").stdout)["n_in_training"] == 1


def test_the_worker_finds_boilerplate_before_it_does_any_other_chore(project, db_path):
    worker = Worker(db_path, Pulse(db_path))
    assert worker.step()
    assert (documents_to_check(project, 1), len(documents_without_tokens(project, 50))) == ([], 40)
    worker.db.conn.close()
    assert work(db_path, once=True)
    assert scores(project, "attack_report").keys() == {f"d{number}" for number in range(40)}


def test_the_chore_is_idle_until_something_is_loaded(project):
    finder = Finder()
    assert [finder.find_boilerplate(project) for _ in range(3)] == [True, False, False]
    load_documents(project, [answered("new", f"Rockets hit a camp on Tuesday, the army said.{LINK}")])
    assert [finder.find_boilerplate(project) for _ in range(2)] == [True, False]
