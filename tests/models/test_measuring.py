import json

import numpy as np
import pytest

from models.figures.measuring import OTHERS, UNNAMED, by_part, curves, ece, intervals, reliability
from models.figures.resampling import draws


@pytest.fixture
def scored():
    """300 answers and scores that mean what they say."""
    random = np.random.default_rng(5)
    p = random.random(300)
    return (random.random(300) < p).astype(int), p


def test_scores_that_mean_what_they_say_lie_inside_the_intervals(scored):
    y, p = scored
    rows = reliability(y, p)
    assert sum(row["n"] for row in rows) == 300
    assert sum(row["low"] <= row["score"] <= row["high"] for row in rows) >= 8
    assert ece(y, p) < 0.08 < ece(y, np.clip(p + 0.2, 0, 1))


def test_every_figure_lies_inside_its_interval(scored):
    y, p = scored
    found = intervals(y, p, p >= 0.5, draws(range(300)))
    assert found["recall"][0] < (p >= 0.5)[y == 1].mean() < found["recall"][1]
    assert found["precision"][0] < y[p >= 0.5].mean() < found["precision"][1]
    assert found["brier"][0] < np.mean((p - y) ** 2) < found["brier"][1]


def test_to_find_all_of_a_few_reports_is_no_proof_that_none_is_ever_missed():
    y, p = np.array([1, 1, 1, 1, 1, 0, 0, 0]), np.array([0.9, 0.9, 0.8, 0.8, 0.7, 0.6, 0.2, 0.1])
    found = intervals(y, p, p >= 0.5, draws(range(8)))
    assert [round(bound, 2) for bound in found["recall"]] == [0.57, 1.0]


def test_more_reading_finds_more_and_all_of_it_finds_all(scored):
    rows = curves(*scored, draws(range(300)))["recall_by_reading"]
    assert [row["recall"] for row in rows] == sorted(row["recall"] for row in rows)
    assert rows[-1] == {"read": 1.0, "recall": 1.0, "low": 1.0, "high": 1.0}
    assert all(row["low"] <= row["recall"] <= row["high"] for row in rows)


def test_to_find_every_report_one_reads_down_to_the_last():
    y, p = np.array([1, 0, 1, 0, 0, 0]), np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
    rows = {row["recall"]: row["precision"] for row in curves(y, p, draws(range(6)))["precision_by_recall"]}
    assert (rows[0.5], rows[1.0]) == (1.0, pytest.approx(2 / 3))


def test_small_sources_are_told_together_and_those_without_a_name_last(scored):
    y, p = scored
    parts = ["Reuters"] * 200 + ["AP"] * 80 + ["A"] * 6 + ["B"] * 6 + [None] * 8
    rows = by_part(parts, y, p, p >= 0.5, draws(range(300)))
    assert [(row["part"], row["n"]) for row in rows] == [("Reuters", 200), ("AP", 80), (OTHERS, 12), (UNNAMED, 8)]
    assert rows[0]["recall_low"] < rows[0]["recall"] < rows[0]["recall_high"]
    assert rows[0]["recall_high"] - rows[0]["recall_low"] < rows[1]["recall_high"] - rows[1]["recall_low"]


def test_a_source_of_one_answer_has_gaps_that_json_can_hold():
    y, p = np.array([0] * 12), np.linspace(0.1, 0.4, 12)
    (row,) = by_part(["Quiet"] * 12, y, p, p >= 0.5, draws(range(12)))
    assert (row["n_positive"], row["recall"], row["average_precision"], row["precision"]) == (0, None, None, None)
    assert json.dumps(row, allow_nan=False)


def test_a_source_where_everything_was_found_is_not_said_to_be_certain():
    y, p = np.array([1] * 6 + [0] * 6), np.linspace(0.9, 0.1, 12)
    (row,) = by_part(["AFP"] * 12, y, p, p >= 0.5, draws(range(12)))
    for name in ("recall", "precision"):
        assert (row[name], row[f"{name}_high"]) == (1.0, 1.0)
        assert row[f"{name}_low"] == pytest.approx(0.61, abs=0.01)


def test_the_bins_hold_every_document_those_of_nought_and_one_too():
    rows = reliability(np.array([0, 1, 1, 1]), np.array([0.0, 0.05, 0.5, 1.0]))
    assert [(row["n"], row["share"]) for row in rows] == [(2, 0.5), (1, 1.0), (1, 1.0)]
