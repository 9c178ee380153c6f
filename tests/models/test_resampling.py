import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score

from models.figures import resampling
from models.figures.resampling import draws, interval, macro_f1, mean, share


def test_figures_of_a_draw_are_those_of_its_documents_written_out():
    random = np.random.default_rng(2)
    y, p = random.integers(0, 2, 60), random.integers(0, 9, 60) / 8  # many equal scores
    said = p >= 0.5
    weights = draws(range(60), n_draws=20)
    ap, f1, brier = resampling.average_precision(y, p, weights), macro_f1(y, said, weights), mean((p - y) ** 2, weights)
    for number, weight in enumerate(weights):
        rows = np.repeat(np.arange(60), weight.astype(int))
        assert ap[number] == pytest.approx(average_precision_score(y[rows], p[rows]), abs=1e-5)
        assert f1[number] == pytest.approx(f1_score(y[rows], said[rows], average="macro"), abs=1e-5)
        assert brier[number] == pytest.approx(np.mean((p[rows] - y[rows]) ** 2), abs=1e-5)


def test_an_interval_holds_the_truth_about_as_often_as_it_says():
    held = 0
    for seed in range(200):
        values = np.random.default_rng(seed).normal(size=80)
        low, high = interval(mean(values, draws(range(80), seed=seed)))
        held += low <= 0 <= high
    assert 0.88 <= held / 200 <= 0.99


def test_near_duplicates_are_drawn_together():
    weights = draws(["a", "b", "a", "c"])
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_what_cannot_be_measured_in_a_draw_is_left_out_of_the_interval():
    y = np.array([1, 0, 0, 0])
    found = share(np.array([True, False, True, False]), y == 1, draws(range(4)))
    assert np.isnan(found).any()
    assert interval(found) == (1.0, 1.0)
    assert np.isnan(interval(np.array([np.nan]))).all()
