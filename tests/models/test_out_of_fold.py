from collections.abc import Sequence

import numpy as np

from models.detecting.counting import count_anew
from models.detecting.folds import folds_of
from models.detecting.learning_curve import learning_curve, spread
from models.detecting.lexicon import phrases_of
from models.detecting.members import MEMBERS
from models.detecting.out_of_fold import FACTORS, best_stack, out_of_fold
from models.detecting.stacking import USUAL
from tests.models.conftest import texts_and_answers


def measured(texts: list[str], answers: list[bool], others: Sequence[str] = ()):
    y = np.array(answers, dtype=int)
    counted, _ = count_anew([*texts, *others], len(y), phrases_of((), None))
    return out_of_fold(
        counted, y, folds_of(y, [str(n) for n in range(len(y))]), np.ones(len(y), dtype=bool), lambda share, what: None
    ), y


def test_every_document_gets_what_members_said_who_had_not_seen_it():
    found, y = measured(*texts_and_answers(60))
    assert found.logits.shape == (60, len(MEMBERS))
    assert found.p[y == 1].mean() > found.p[y == 0].mean() + 0.2


def test_each_fold_scores_texts_without_an_answer():
    texts, answers = texts_and_answers(90)
    found, _ = measured(texts[:60], answers[:60], texts[60:])
    assert [scores.shape for scores in found.others] == [(30,)] * 5
    y = np.array(answers[60:])
    assert all(scores[y].mean() > scores[~y].mean() + 0.2 for scores in found.others)


def test_answers_by_chance_stay_near_a_toss_up():
    texts, _ = texts_and_answers(120, noise=0.5)
    found, y = measured(texts, np.random.default_rng(3).integers(0, 2, 120).tolist())
    assert np.mean((found.p - y) ** 2) < 0.29
    assert abs(np.corrcoef(found.p, y)[0, 1]) < 0.25


def test_below_a_hundred_answers_no_strength_is_chosen():
    assert measured(*texts_and_answers(60))[0].factor == 1
    assert measured(*texts_and_answers(120))[0].factor in FACTORS


def test_the_strength_whose_logits_tell_most_is_chosen():
    y = np.arange(200) % 2
    noise = np.random.default_rng(1).normal(size=(200, len(USUAL)))
    said = noise + np.outer(2 * y - 1, USUAL)
    assert best_stack([noise, said, noise], y)[0] == 1


def test_the_curve_grows_with_the_answers_and_ends_at_a_whole_fold():
    found, _ = measured(*texts_and_answers(200, noise=0.3))
    curve = learning_curve(found.points)
    assert [point["n"] for point in curve] == [25, 50, 100, 160]
    assert curve[0]["average_precision"] < curve[-1]["average_precision"]
    assert {point["n_draws"] for point in curve} == {5}
    assert all(0 <= point[name] <= 1 for point in curve for name in ("average_precision", "macro_f1"))


def test_few_answers_have_no_curve():
    assert learning_curve(measured(*texts_and_answers(12))[0].points) == []


def test_a_draw_keeps_the_share_of_both_answers():
    y = np.array([1] * 30 + [0] * 10)
    rows = spread(np.random.default_rng(1).permutation(40), y, 20)
    assert (len(set(rows.tolist())), y[rows].sum()) == (20, 15)
