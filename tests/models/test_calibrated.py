import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.calibrated import FEWEST, Platt, cross_fitted, fit_platt


def drawn(n: int, *, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Logits that are three times too sure, and answers."""
    random = np.random.default_rng(seed)
    true = random.normal(size=n)
    return 3 * true, (random.random(n) < 1 / (1 + np.exp(-true))).astype(int)


def test_scores_that_are_too_sure_are_drawn_in():
    logits, y = drawn(2_000)
    scaling = fit_platt(logits, y)
    assert 0.25 < scaling.slope < 0.45
    p = scaling(logits)
    assert abs(p.mean() - y.mean()) < 0.02
    assert np.mean((p - y) ** 2) < np.mean((Platt()(logits) - y) ** 2)


def test_few_documents_or_one_answer_change_nothing():
    logits, y = drawn(FEWEST - 1)
    assert fit_platt(logits, y) == Platt()
    assert fit_platt(np.arange(50.0), np.ones(50, dtype=int)) == Platt()


def test_scores_that_point_the_wrong_way_are_not_turned_round():
    logits, y = drawn(200)
    assert fit_platt(-logits, y) == Platt()


def test_a_clean_split_does_not_become_certainty():
    logits, y = np.linspace(-1, 1, 60), (np.linspace(-1, 1, 60) > 0).astype(int)
    p = fit_platt(logits, y)(logits)
    assert 0 < p.min() < 0.05 < 0.95 < p.max() < 1


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=50))
def test_calibration_keeps_the_order(logits):
    z = np.sort(np.array(logits))
    p = Platt(0.7, -0.2)(z)
    assert ((p >= 0) & (p <= 1)).all()
    assert (np.diff(p) >= 0).all()


def test_each_document_is_scaled_by_the_others():
    logits, y = drawn(100)
    folds = [(np.arange(50), np.arange(50, 100)), (np.arange(50, 100), np.arange(50))]
    p = cross_fitted(logits, y, folds)
    assert np.allclose(p[50:], fit_platt(logits[:50], y[:50])(logits[50:]))
