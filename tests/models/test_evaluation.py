import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.figures.evaluation import best_threshold, decisions, figures

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=40).map(np.array)


def expected_macro_f1(p: np.ndarray, said: np.ndarray) -> float:
    def f1(p: np.ndarray, said: np.ndarray) -> float:
        return 2 * p[said].sum() / (said.sum() + p.sum()) if p.sum() else 0.0

    return (f1(p, said) + f1(1 - p, ~said)) / 2


@given(probabilities)
def test_no_threshold_promises_a_higher_macro_f1_than_the_chosen_one(p):
    chosen = best_threshold(p)
    best = max(expected_macro_f1(p, p >= t) for t in p)
    assert 0 <= chosen <= 1
    assert expected_macro_f1(p, p >= chosen) == pytest.approx(best, abs=1e-9)


def test_the_threshold_finds_rare_reports_and_calls_no_rest_a_report():
    p = np.concatenate([np.full(10, 0.7), np.full(10, 0.35), np.full(180, 0.05)])
    assert 0.05 < best_threshold(p) < 0.35


@given(st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1)), min_size=1, max_size=40))
def test_figures_are_whole_whatever_the_answers(rows):
    y, p = np.array([answer for answer, _ in rows]), np.array([score for _, score in rows])
    found = figures(y, p, p >= 0.5)
    assert found["n"] == len(rows) == sum(v for k, v in found.items() if k.startswith(("true_", "false_")))
    for name in ("average_precision", "f1", "macro_f1", "brier", "all_yes_f1", "prevalence"):
        assert 0 <= found[name] <= 1, name


def test_a_perfect_detector_has_perfect_figures():
    y = np.array([0, 0, 1, 1])
    found = figures(y, y.astype(float), y == 1)
    assert [found[name] for name in ("average_precision", "f1", "macro_f1", "brier")] == [1, 1, 1, 0]


def test_decisions_use_the_threshold_of_the_other_folds():
    p = np.array([0.9, 0.46, 0.8, 0.1])
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1]), np.array([2, 3]))]
    assert best_threshold(p[2:]) == pytest.approx(0.45)
    assert decisions(p, folds, [np.empty(0)] * 2).tolist() == [True, True, True, False]


def test_documents_without_an_answer_count_for_the_threshold_of_decisions():
    p = np.array([0.9, 0.46, 0.8, 0.1])
    folds = [(np.array([2, 3]), np.array([0, 1])), (np.array([0, 1]), np.array([2, 3]))]
    nothing, others = np.empty(0), np.array([0.95, 0.9, 0.85, 0.5, 0.4])
    assert decisions(p, folds, [nothing, nothing]).tolist() == [True, True, True, False]
    assert decisions(p, folds, [others, nothing]).tolist() == [True, False, True, False]
