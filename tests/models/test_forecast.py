import numpy as np
import pytest

from models.figures.forecast import forecast

SIZES = (25, 50, 100, 200)


def curve(n: float) -> float:
    return 0.95 - 1.5 * n**-0.5


def points(*, noise: float, seed: int = 1) -> list[tuple[int, float]]:
    chance = np.random.default_rng(seed)
    return [(size, curve(size) + noise * chance.normal()) for size in SIZES for _ in range(3)]


def test_a_clean_curve_is_carried_on_as_it_goes():
    rows = forecast(points(noise=0), 250, curve(250), curve(250) - 0.03, curve(250) + 0.03)
    assert [(row["more"], row["n"]) for row in rows] == [(25, 275), (100, 350), (400, 650)]
    for row in rows:
        assert row["value"] == pytest.approx(curve(row["n"]), abs=0.003)
        assert row["low"] < row["value"] < row["high"]


def test_what_comes_lies_inside_the_interval_nearly_always():
    held = 0
    for seed in range(100):
        now = curve(250) + 0.015 * np.random.default_rng(1_000 + seed).normal()
        row = forecast(points(noise=0.02, seed=seed), 250, now, now - 0.03, now + 0.03)[1]
        held += row["low"] <= curve(350) <= row["high"]
    assert held >= 90


def test_noisy_points_make_it_less_sure():
    quiet, loud = (
        forecast(points(noise=noise), 250, 0.85, 0.82, 0.88)[2]["high"]
        - forecast(points(noise=noise), 250, 0.85, 0.82, 0.88)[2]["low"]
        for noise in (0.0, 0.05)
    )
    assert loud > quiet


def test_two_sizes_are_no_curve_and_a_falling_one_promises_nothing():
    assert forecast([(25, 0.7), (50, 0.8)], 60, 0.8, 0.7, 0.9) == []
    assert forecast([(12, 0.6), (19, 0.7), (20, 0.7)], 24, 0.7, 0.5, 0.9) == []
    falling = forecast([(25, 0.9), (50, 0.8), (100, 0.7)], 120, 0.7, 0.6, 0.8)
    assert [row["value"] for row in falling] == pytest.approx([0.7] * 3)
