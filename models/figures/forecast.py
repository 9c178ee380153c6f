"""What more answers would bring: the learning curve carried on, with how sure that is."""

from collections.abc import Sequence

import numpy as np

MORE = (25, 100, 400)  # answers
POWERS = np.linspace(0.2, 1.2, 11)  # of n, by which the distance to the best shrinks
FEWEST = 3  # sizes of a curve, before it is carried on
ENOUGH = 50  # answers; of fewer it would be a guess
N_DRAWS = 100
SEED = 7


def forecast(points: Sequence[tuple[int, float]], n: int, now: float, low: float, high: float) -> list[dict]:
    """What the figure would be with 25, 100 and 400 more answers: {"more", "n", "value", "low", "high"}.

    points: (answers learned from, figure), several for each size; `now`: the figure with all n answers, with its
    interval. The curve is best - lost * n ** -power, fitted by least squares; what it gains from n on is added to
    `now`. The interval holds both doubts: that of `now`, and that of the gain, fitted again and again to points drawn
    anew. Empty where there are too few sizes or answers.
    """
    sizes = np.array([size for size, _ in points], dtype=float)
    values = np.array([value for _, value in points], dtype=float)
    if len(np.unique(sizes)) < FEWEST or n < ENOUGH:
        return []
    chance, gains = np.random.default_rng(SEED), []
    ends = np.array([n, *(n + more for more in MORE)], dtype=float)
    for draw in range(N_DRAWS + 1):
        drawn = chance.integers(0, len(sizes), len(sizes)) if draw else np.arange(len(sizes))
        weights = np.bincount(drawn, minlength=len(sizes))
        curve = fitted(sizes, values, weights, ends)
        gains.append(curve[1:] - curve[0])
    gains, half = np.array(gains), (high - low) / 2
    found = []
    for place, more in enumerate(MORE):
        value = min(now + float(gains[0, place]), 1.0)
        doubt = float(np.hypot(half, 2 * gains[:, place].std()))
        row = {"more": more, "n": n + more, "value": value, "low": max(value - doubt, 0.0)}
        found.append(row | {"high": min(value + doubt, 1.0)})
    return found


def fitted(sizes: np.ndarray, values: np.ndarray, weights: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """The figure at `ends`, shape (n_ends,), by the curve that fits (sizes, values) best; it never falls.

    sizes, values, weights: shape (n_points,).

    >>> sizes, values = np.array([25.0, 100.0, 400.0]), np.array([0.7, 0.8, 0.85])
    >>> fitted(sizes, values, np.ones(3), np.array([1600.0])).round(3).tolist()
    [0.875]
    """
    share = weights / weights.sum()
    x = sizes[None] ** -POWERS[:, None]
    mean_x, mean_value = x @ share, values @ share
    apart = x - mean_x[:, None]
    spread = (apart**2) @ share
    slope = np.minimum((apart * (values - mean_value)) @ share / np.maximum(spread, 1e-12), 0.0)
    level = np.minimum(mean_value - slope * mean_x, 1.0)
    losses = ((level[:, None] + slope[:, None] * x - values) ** 2) @ share
    best = int(np.argmin(losses))
    return level[best] + slope[best] * ends ** -POWERS[best]
