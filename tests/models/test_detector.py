import json
from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import f1_score

from labeling.store.learned.models import latest_model, model_versions
from labeling.store.learned.suggestions import scores
from models.detecting.detector import train
from models.figures.evaluation import best_threshold
from models.training import score_documents, serving_detector, train_detector
from tests.models.conftest import ATTACK, QUIET, data_of, text_of, texts_and_answers


@pytest.fixture(scope="module")
def trained(question):
    return train(data_of(*texts_and_answers(120)), question)


def test_it_beats_answering_yes_to_everything(trained):
    metrics = trained.metrics
    assert metrics["f1"] > metrics["all_yes_f1"] + 0.1
    assert metrics["average_precision"] > 0.9
    assert (metrics["n"], metrics["n_positive"], metrics["n_negative"]) == (120, 60, 60)
    assert (metrics["method"], metrics["n_folds"]) == ("out of fold", 5)


def test_everything_it_says_of_itself_can_be_stored_as_json(trained):
    assert json.loads(json.dumps(trained.metrics, allow_nan=False)) == trained.metrics
    assert json.loads(json.dumps(trained.settings, allow_nan=False)) == trained.settings


def test_training_twice_gives_the_same_model(trained, question):
    again = train(data_of(*texts_and_answers(120)), question)
    assert again.metrics == trained.metrics
    assert again.settings == trained.settings
    assert again.fingerprint == trained.fingerprint
    assert np.array_equal(again.model.scores(ATTACK), trained.model.scores(ATTACK))
    assert np.array_equal(again.p, trained.p)


def test_six_documents_are_enough(question):
    texts, answers = texts_and_answers(6)
    metrics = train(data_of(texts, answers), question).metrics
    assert (metrics["n"], metrics["n_folds"], metrics["learning_curve"]) == (6, 3, [])


@pytest.mark.parametrize("n", [50, 100])
def test_from_50_answers_on_it_says_what_100_more_would_bring(question, n):
    metrics = train(data_of(*texts_and_answers(n, noise=0.1)), question).metrics
    told = {row["more"]: row for row in metrics["forecast"]}
    assert told[100]["n"] == n + 100
    assert told[100]["low"] < told[100]["value"] <= told[100]["high"]
    assert [point["n_draws"] for point in metrics["learning_curve"]] == [5] * len(metrics["learning_curve"])


def test_answers_by_chance_do_not_look_good(question):
    texts, _ = texts_and_answers(100, noise=0.5)
    answers = [bool(answer) for answer in np.random.default_rng(3).integers(0, 2, 100)]
    metrics = train(data_of(texts, answers), question).metrics
    assert metrics["f1"] < metrics["all_yes_f1"] + 0.05
    assert metrics["average_precision"] < 0.7


def test_the_threshold_is_set_by_all_documents_answered_or_not(question):
    """Answered were as many reports as others; of the rest hardly one is a report."""
    texts, answers = texts_and_answers(60)
    others = tuple(text_of(number, number % 10 == 0) for number in range(1_000, 1_100))
    found = train(replace(data_of(texts, answers), others=others), question)
    scores = found.model.scores(others)
    assert found.metrics["threshold"] == pytest.approx(best_threshold(np.append(found.p, scores)))
    assert found.metrics["threshold"] != pytest.approx(best_threshold(found.p), abs=0.01)
    said, right = scores >= found.metrics["threshold"], np.arange(1_000, 1_100) % 10 == 0
    assert f1_score(right, said) > 0.6


def test_an_offer_counts_documents_without_an_answer(question):
    texts, answers = texts_and_answers(60)
    others = tuple(text_of(number, number % 10 == 0) for number in range(1_000, 1_100))
    found = train(replace(data_of(texts, answers), others=others), question)
    offer = next(one for one in found.metrics["offers"] if one["recall"] == 0.9)
    scores = np.append(found.p, found.model.scores(others))
    assert offer["read"] == pytest.approx((scores >= offer["threshold"]).mean(), abs=0.011)
    assert offer["read"] < (found.p >= offer["threshold"]).mean()


def test_figures_of_the_random_share_alone_are_told_beside_those_of_all(question):
    """The queue brings what the detector is unsure of, so figures of all that was answered are not of all there is."""
    texts, answers = texts_and_answers(120, noise=0.1)
    data = data_of(texts, answers)
    few = replace(data, sampled=tuple(row < 20 for row in range(120)))
    enough = replace(data, sampled=tuple(row < 40 for row in range(120)))
    assert train(data, question).metrics["sample"] is None
    assert train(few, question).metrics["sample"] is None
    trained = train(enough, question)
    told, y, p = trained.metrics["sample"], np.array(answers[:40]), trained.p[:40]
    assert (told["n"], told["n_positive"]) == (40, sum(answers[:40]))
    assert told["brier"] == pytest.approx(np.mean((p - y) ** 2))
    low, high = told["intervals"]["average_precision"]
    assert low <= told["average_precision"] <= high


def test_rare_reports_are_found_too(question):
    texts, answers = texts_and_answers(200)
    kept = [number for number in range(200) if not answers[number] or number < 30]
    metrics = train(data_of([texts[n] for n in kept], [answers[n] for n in kept]), question).metrics
    assert metrics["prevalence"] < 0.15
    assert metrics["f1"] > metrics["all_yes_f1"] + 0.2
    assert metrics["brier"] < 0.12


def test_progress_goes_forward_and_names_what_is_done(question):
    told = []
    train(data_of(*texts_and_answers(30)), question, lambda share, what: told.append((share, what)))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert ("Fold 1 of 5") in [what for _, what in told]


def test_a_stored_version_scores_all_documents_and_the_old_scores_give_way(db, load):
    load(40)
    first = train_detector(db)
    assert score_documents(db, serving_detector(db)) == 40
    assert score_documents(db, serving_detector(db)) == 0
    before = scores(db, "attack_report")
    load(20, start=40)
    second = train_detector(db)
    assert [version.id for version in model_versions(db, "detector")] == [second.id, first.id]
    assert score_documents(db, serving_detector(db)) == 60
    assert scores(db, "attack_report").keys() > before.keys()
    assert latest_model(db, "detector").metrics["n_answers"] == 60


def test_scores_are_probabilities_that_tell_reports_from_the_rest(db, load):
    load(80)
    train_detector(db)
    detector = serving_detector(db)
    found = detector.scores([" ".join(ATTACK), " ".join(QUIET), ""])
    assert found[0] > 0.8 > 0.2 > found[1]
    assert 0 <= found[2] <= 1
    assert [detector.value(score) for score in found[:2]] == ["yes", "no"]
    assert detector.scores([]).shape == (0,)


@pytest.mark.parametrize("text", ["", "   ", "?!", "\u0000", "字", "a " * 50_000, "Rockets! " * 12_000, "x" * 100_000])
def test_any_text_alone_gets_a_probability(trained, text):
    assert 0 <= trained.model.scores([text])[0] <= 1


def test_texts_of_one_word_that_is_always_the_same_can_be_learned_from(question):
    data = data_of([f"Rockets {number}" for number in range(8)], [number % 2 == 0 for number in range(8)])
    trained = train(data, question)
    assert len(set(trained.model.scores(["Rockets", "rockets."]))) == 1


def test_answers_that_contradict_each_other_make_a_detector_that_is_not_sure(question):
    texts = [text for number in range(20) for text in (f"Rockets hit {number} camps.", f"Rockets  hit {number} camps.")]
    p = train(data_of(texts, [True, False] * 20), question).model.scores(texts)
    assert ((p > 0.3) & (p < 0.7)).all()


def test_very_long_and_empty_texts_can_be_learned_from(question):
    texts, answers = texts_and_answers(30, noise=0.1)
    texts = [*texts, "", "\n\n", "Rockets hit the camp. " * 5_000, "Prices rose. " * 8_000]
    metrics = train(data_of(texts, [*answers, True, False, True, False]), question).metrics
    assert metrics["n"] == 34
    assert metrics["average_precision"] > 0.7


def test_texts_of_a_single_word_of_100_000_letters_train_without_a_warning_for_programmers(question, recwarn):
    texts = [f"{'x' * 100_000} {number}" for number in range(12)]
    assert train(data_of(texts, [number % 2 == 0 for number in range(12)]), question).metrics["n"] == 12
    assert [str(warning.message) for warning in recwarn] == []
