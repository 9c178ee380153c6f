import dataclasses

import numpy as np
import pytest

from labeling.core.errors import ModelDamaged, NoModel
from labeling.store.database import write
from labeling.store.learned.models import model_versions, serving_threshold
from labeling.store.learned.out_of_fold import out_of_fold_of
from labeling.store.learned.suggestions import n_scored, scores
from labeling.store.serving import serving, servings
from labeling.workflow.load import load_documents
from models import succession
from models.succession import FIRST, OTHER_QUESTION, UNREADABLE, let_serve
from models.training import score_documents, serving_detector, train_detector
from tests.models.conftest import answered
from tests.stories import edited, story


def serves(db) -> int:
    return serving(db, "detector").model_id


@pytest.fixture
def worse(monkeypatch):
    """From now on what is trained knows nothing, out of fold."""

    def trained(*args, **known):
        found = real(*args, **known)
        return dataclasses.replace(found, p=np.random.default_rng(1).random(len(found.p)))

    import models.training

    real = models.training.train
    return lambda: monkeypatch.setattr(models.training, "train", trained)


def test_the_first_version_serves_and_a_better_one_takes_its_place(db, load):
    load(30)
    first = train_detector(db)
    assert (serves(db), first.metrics["why"]) == (first.id, FIRST)
    load(60, start=30)
    second = train_detector(db)
    assert serves(db) == second.id
    assert "not worse than version 1: AP" in second.metrics["why"]


def test_a_worse_version_is_kept_but_does_not_serve(db, load, worse):
    load(60)
    first = train_detector(db)
    score_documents(db, serving_detector(db))
    before = scores(db, "attack_report")
    worse()
    second = train_detector(db)
    assert [version.id for version in model_versions(db, "detector")] == [second.id, first.id]
    assert serves(db) == first.id
    assert second.metrics["why"].startswith("It is worse than version 1: AP 0.")
    assert score_documents(db, serving_detector(db)) == 0
    assert scores(db, "attack_report") == before


def test_both_are_judged_by_what_they_said_of_documents_they_had_not_seen(db, load, monkeypatch):
    load(40)
    first = train_detector(db)
    load(20, start=40)
    seen = {}

    def noted(y, old, new, groups, level):
        seen.update(y=y, old=old, new=new)
        return real(y, old, new, groups, level)

    real = succession.compare
    monkeypatch.setattr(succession, "compare", noted)
    second = train_detector(db)
    old = [row.score for row in out_of_fold_of(db, first.id)]
    assert len(old) == 40
    assert seen["old"][:40].tolist() == old
    assert seen["new"][:40].tolist() == [row.score for row in out_of_fold_of(db, second.id)][:40]
    assert 40 < len(seen["y"]) < 60, "near-duplicates of what the first one learned from are left out"


def test_a_near_duplicate_of_what_was_learned_from_is_seen_though_that_answer_was_taken_back(db, load):
    load(40)
    load_documents(db, [answered("taken back", story(1), amal="yes")])
    train_detector(db)
    with write(db):
        db.execute("DELETE FROM answers WHERE document_id = 'taken back'")
    load_documents(db, [answered("again", edited(story(1), 1), amal="yes"), answered("new", story(2), amal="no")])
    assert "on the same 41 documents" in train_detector(db).metrics["why"]


def test_there_is_a_way_back_and_forth_and_a_record_of_it(db, load):
    load(30)
    first = train_detector(db)
    load(30, start=30)
    second = train_detector(db)
    score_documents(db, serving_detector(db))
    let_serve(db, first.id)
    assert (serves(db), serving_detector(db).id) == (first.id, first.id)
    score_documents(db, serving_detector(db))
    assert n_scored(db, first.id) == 60
    assert let_serve(db, second.id).id == second.id
    assert [row.model_id for row in servings(db, "detector")] == [second.id, first.id, second.id, first.id]


def test_the_choice_of_recall_holds_for_the_versions_that_follow(db, load):
    load(60)
    train_detector(db)
    best = serving_threshold(db)
    let_serve(db, recall=0.95)
    offered = {offer["recall"]: offer for offer in model_versions(db, "detector")[0].metrics["offers"]}
    assert serving_threshold(db) == serving_detector(db).threshold == offered[0.95]["threshold"] != best
    train_detector(db)
    assert serving(db, "detector").recall == 0.95
    let_serve(db)
    assert serving_threshold(db) == best


def test_what_cannot_serve_is_a_sentence_and_nothing_changes(db, load):
    with pytest.raises(NoModel, match="No detector has been trained yet"):
        let_serve(db)
    load(30)
    train_detector(db)
    with pytest.raises(NoModel, match=r"There is no version 9 of the detector\. There are: 1\."):
        let_serve(db, 9)
    with pytest.raises(NoModel, match=r"offers 0\.8, 0\.85, 0\.9, 0\.95, 0\.98, 0\.99"):
        let_serve(db, recall=0.5)
    assert len(list(servings(db, "detector"))) == 1


def test_a_damaged_version_gives_way_to_the_next_training_and_cannot_be_chosen(db, load):
    load(30)
    first = train_detector(db)
    with write(db):
        db.execute("UPDATE model_versions SET artifact = x'00'")
    with pytest.raises(ModelDamaged, match="sitrep train detector"):
        serving_detector(db)
    second = train_detector(db)
    assert (serves(db), second.metrics["why"]) == (second.id, UNREADABLE)
    with pytest.raises(ModelDamaged):
        let_serve(db, first.id)
    assert serves(db) == second.id


def test_a_version_that_answers_another_question_is_not_compared(db, load):
    load(30)
    train_detector(db)
    with write(db):
        db.execute("UPDATE model_versions SET settings = replace(settings, '\"no\"', '\"never\"')")
    assert train_detector(db).metrics["why"] == OTHER_QUESTION
