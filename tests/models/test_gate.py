import numpy as np

from models.figures import gate
from models.figures.gate import FEWEST, Compared


def compare(y: np.ndarray, old: np.ndarray, new: np.ndarray, groups: list) -> Compared:
    return gate.compare(y, old, new, groups, np.ones(len(y), dtype=bool))


def judged(noise: float, *, seed: int = 1, n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Answers and scores that follow them, with this much noise."""
    y, random = np.arange(n) % 2, np.random.default_rng(seed)
    return y, np.clip(0.5 + 0.3 * (2 * y - 1) + noise * random.normal(size=n), 0, 1)


def test_a_clearly_worse_version_is_told():
    y, good = judged(0.2)
    _, bad = judged(0.6, seed=2)
    assert compare(y, good, bad, list(range(200))).is_worse
    assert not compare(y, bad, good, list(range(200))).is_worse


def test_equal_versions_are_not_worse():
    y, p = judged(0.4)
    assert not compare(y, p, p, list(range(200))).is_worse


def test_scores_that_rank_alike_and_mean_less_are_worse():
    y, good = judged(0.2)
    compared = compare(y, good, good**4, list(range(200)))
    assert compared.average_precision[0] == compared.average_precision[1]
    assert compared.is_worse


def test_a_few_documents_say_nothing():
    y, good = judged(0.1, n=FEWEST - 1)
    assert not compare(y, good, 1 - good, list(range(FEWEST - 1))).is_worse


def test_hundred_copies_of_a_few_stories_are_a_few_stories():
    """The difference lies in one story of ten; that it was printed twenty times makes it no surer."""
    y, groups = np.repeat(np.arange(10) % 2, 20), list(np.repeat(np.arange(10), 20))
    old = np.where(y == 1, 0.8, 0.2)
    new = old.copy()
    new[:20] = 0.6
    assert compare(y, old, new, list(range(200))).is_worse
    assert not compare(y, old, new, groups).is_worse


def test_brier_is_judged_where_scores_are_set_level():
    """Chosen documents hold more reports than all do: a version that says what is true of all is no worse for it."""
    y, p = judged(0.2)
    drawn = np.arange(200) < 30
    y[drawn] = 0
    low, high = p / 2, p
    everywhere = np.ones(200, dtype=bool)
    assert gate.compare(y, high, low, list(range(200)), everywhere).is_worse
    assert not gate.compare(y, high, low, list(range(200)), drawn).is_worse
