from functools import partial

import pytest

from labeling.core.errors import DatabaseBusy, ModelDamaged
from labeling.store.clusters import clusters_of
from labeling.store.database import write
from labeling.store.jobs import add_job, cancel_job, claim_job, fail_job, jobs, open_job
from labeling.store.learned.models import add_model_version, serving_threshold
from labeling.store.learned.suggestions import n_scored
from labeling.store.tokens import tokens
from labeling.workflow.clusters import find_clusters
from models.chores import TRAIN, Comparer, Scorer, ask_for_training, tokenise_documents
from models.succession import let_serve
from models.training import train_detector
from tests.stories import edited, story


def test_tokens_are_found_ahead_fifty_documents_at_a_time(db, load):
    load(60)
    assert tokenise_documents(db)
    assert (tokens(db, "d49") is None, tokens(db, "d50") is None) == (False, True)
    assert tokenise_documents(db)
    assert not tokenise_documents(db)
    assert tokens(db, "d59").starts[0] == 0


def test_near_duplicates_are_found_in_batches_and_again_when_more_is_loaded(db, add, monkeypatch):
    monkeypatch.setattr("models.chores.find_clusters", partial(find_clusters, limit=2))
    comparer = Comparer()
    assert not comparer.find_clusters(db)
    add(a=story(1), b=story(2), c=edited(story(1), 1))
    assert [comparer.find_clusters(db) for _ in range(3)] == [True, True, False]
    add(d=edited(story(2), 1))
    assert [comparer.find_clusters(db) for _ in range(2)] == [True, False]
    assert clusters_of(db, "abcd") == {"a": "a", "b": "b", "c": "a", "d": "b"}


def test_the_first_training_comes_with_the_third_answer_of_each_kind(db, load):
    load(5)
    assert not ask_for_training(db)
    load(1, start=5)
    assert ask_for_training(db)
    assert open_job(db, TRAIN).arguments == {"why": "answers", "n_answers": 6}


def test_one_training_at_a_time_is_asked_for(db, load):
    load(6)
    assert ask_for_training(db)
    assert not ask_for_training(db)
    claim_job(db, "somebody")
    assert not ask_for_training(db)


@pytest.mark.parametrize(("n", "n_more"), [(10, 5), (100, 10), (300, 25)])
def test_the_detector_trains_again_after_5_answers_from_100_on_after_10_from_300_on_after_25(db, load, n, n_more):
    load(n)
    train_detector(db)
    load(n_more - 1, start=n)
    assert not ask_for_training(db)
    load(1, start=n + n_more - 1)
    assert ask_for_training(db)


def test_answers_of_the_locked_slice_are_no_reason_to_train_again(db, load):
    load(10)
    train_detector(db)
    load(5, start=10)
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE CAST(substr(document_id, 2) AS INTEGER) = 10")
    assert not ask_for_training(db)
    load(1, start=15)
    assert ask_for_training(db)


@pytest.mark.parametrize("end", [cancel_job, lambda db, number: fail_job(db, number, "It went wrong.")])
def test_a_training_that_failed_or_was_stopped_is_not_begun_again_at_once(db, load, end):
    load(10)
    ask_for_training(db)
    claim_job(db, "worker")
    end(db, jobs(db)[0].id)
    assert not ask_for_training(db)
    load(5, start=10)
    assert ask_for_training(db)


def test_nor_after_many_jobs_of_other_kinds(db, load):
    load(10)
    fail_job(db, claimed(db, add_job(db, TRAIN, {"n_answers": 10})), "It went wrong.")
    for number in range(30):
        add_job(db, "mark_words", {"document_id": f"d{number}"})
    assert not ask_for_training(db)


def claimed(db, number: int) -> int:
    assert claim_job(db, "worker").id == number
    return number


def test_an_empty_project_asks_for_nothing(db):
    assert not ask_for_training(db)
    assert not tokenise_documents(db)
    assert not Scorer().score_documents(db)


def test_scores_are_of_the_newest_version(db, load):
    load(30)
    first, scorer = train_detector(db), Scorer()
    assert [scorer.score_documents(db) for _ in range(3)] == [True, True, False], "scored, then put in order"
    second = train_detector(db)
    assert scorer.score_documents(db)
    assert (n_scored(db, first.id), n_scored(db, second.id)) == (30, 30)


def test_what_to_read_next_is_put_in_order_by_the_threshold_that_was_chosen_meanwhile(db, load, monkeypatch):
    asked = []
    monkeypatch.setattr("models.reading_order.order_reading", lambda db, detector: asked.append(detector.threshold))
    load(60)
    train_detector(db)
    before, scorer = serving_threshold(db), Scorer()
    scorer.score_documents(db)
    let_serve(db, recall=0.95)
    scorer.score_documents(db)
    assert asked == [serving_threshold(db)] != [before]


def test_a_model_that_cannot_be_read_is_said_once_and_then_left_alone(db, load):
    load(10)
    add_model_version(db, kind="detector", artifact=b"nothing", metrics={}, settings={}, trained_on="")
    scorer = Scorer()
    with pytest.raises(ModelDamaged):
        scorer.score_documents(db)
    assert not scorer.score_documents(db)
    train_detector(db)
    assert scorer.score_documents(db)


def test_a_model_that_could_not_be_read_for_a_moment_is_read_later(db, load, monkeypatch):
    def busy(db):
        raise DatabaseBusy("Another process holds the database.")

    load(10)
    train_detector(db)
    scorer = Scorer()
    with monkeypatch.context() as patched:
        patched.setattr("models.training.serving_detector", busy)
        with pytest.raises(DatabaseBusy):
            scorer.score_documents(db)
    assert scorer.score_documents(db)


def test_other_jobs_do_not_stand_in_the_way(db, load):
    load(6)
    add_job(db, "score_documents", {})
    assert ask_for_training(db)


def test_a_question_with_other_values_is_learned_as_soon_as_it_can_be(db, load):
    load(10)
    train_detector(db)
    assert not ask_for_training(db)
    with write(db):
        db.execute("UPDATE model_versions SET settings = replace(settings, '\"yes\"', '\"attack\"')")
    assert ask_for_training(db)
