import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from models.detecting.members import MEMBERS
from models.detecting.stacking import USUAL, Stack, fit_stack, levelled, usual_stack

ONE = 2.0 * np.eye(len(USUAL))[3]  # all is in what one member says


def drawn(n: int, *, weights: np.ndarray = USUAL, offset: float = 0.0, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """What members say of n documents, and answers that follow it by these weights."""
    random = np.random.default_rng(seed)
    logits = random.normal(size=(n, len(USUAL)))
    return logits, (random.random(n) < expit(logits @ weights + offset)).astype(int)


def test_there_is_a_usual_weight_for_every_member():
    assert len(USUAL) == len(MEMBERS)


def test_members_that_are_too_sure_are_drawn_in():
    logits, y = drawn(5_000)
    stack = fit_stack(5 * logits, y)
    assert np.allclose(stack.weights, USUAL / 5, atol=0.12)
    assert abs(stack(5 * logits).mean() - y.mean()) < 0.01


def test_a_member_that_tells_nothing_is_learned_to_be_ignored():
    logits, y = drawn(5_000, weights=ONE)
    assert np.allclose(fit_stack(logits, y).weights, ONE, atol=0.25)


def test_few_answers_leave_the_proportions_nearly_as_they_are():
    logits, y = drawn(20, weights=ONE)
    weights = fit_stack(logits, y).weights
    assert weights @ USUAL > 0.9 * np.linalg.norm(weights) * np.linalg.norm(USUAL)


def test_the_usual_stack_calls_the_average_document_a_toss_up():
    logits, _ = drawn(50)
    assert usual_stack(logits)(logits.mean(axis=0)[None]) == pytest.approx(0.5)


def test_the_share_of_positives_is_learned():
    logits, y = drawn(400, offset=-4.0)
    assert abs(fit_stack(logits, y)(logits).mean() - y.mean()) < 0.03


def test_members_that_point_the_wrong_way_are_not_turned_round():
    logits, y = drawn(400)
    weights = fit_stack(logits, 1 - y).weights
    assert np.allclose(weights / weights[0], USUAL / USUAL[0])
    assert 0 < weights[0] < 0.6 * USUAL[0], "and they are less sure"


def test_a_clean_split_does_not_become_certainty():
    y = np.arange(200) % 2
    logits = np.outer(2 * y - 1, np.ones(len(USUAL)))
    p = fit_stack(logits, y)(logits)
    assert 0 < p.min() < 0.1 < 0.9 < p.max() < 1


def test_one_document_and_members_that_are_all_equal_do_no_harm():
    p = fit_stack(np.zeros((6, len(USUAL))), np.array([0, 1, 0, 1, 0, 1]))(np.zeros((1, len(USUAL))))
    assert 0.3 < p[0] < 0.7


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=50))
def test_a_higher_sum_is_never_less_likely(sums):
    p = Stack(np.array([0.7]), -0.2)(np.sort(np.array(sums))[:, None])
    assert ((p >= 0) & (p <= 1)).all()
    assert (np.diff(p) >= 0).all()


def test_the_level_comes_from_the_honest_sample_and_the_order_of_documents_does_not_change():
    """Of 2,000 answers 1,600 were chosen for being likely reports; the 400 drawn at random tell the truth."""
    logits, y = drawn(20_000, offset=-2.0)
    random = np.random.default_rng(1)
    chosen = random.choice(20_000, 1_600, replace=False, p=(0.05 + y) / (0.05 + y).sum())
    rows = np.concatenate([chosen, random.choice(20_000, 1_000, replace=False)])
    sample = np.arange(2_600) >= 1_600
    skewed = fit_stack(logits[rows], y[rows])
    level = levelled(skewed, logits[rows], y[rows], sample)
    assert skewed(logits).mean() > 1.5 * y.mean()
    assert level(logits).mean() == pytest.approx(y.mean(), abs=0.05)
    assert np.array_equal(level.weights, skewed.weights)


def test_a_sample_of_a_few_answers_changes_nothing():
    logits, y = drawn(100)
    stack, sample = fit_stack(logits, y), np.arange(100) < 8
    assert levelled(stack, logits, y, sample) is stack
    assert levelled(stack, logits, y, np.ones(100, dtype=bool)) is stack
