"""How far figures would move on other documents of the same kind: intervals by the bootstrap.

A draw of documents is a row of weights: how often each was drawn. Near-duplicates are drawn together, for they are one
piece of evidence. Everywhere: `y` has shape (n,), 0 or 1; `p` has shape (n,), probabilities of 1; weights have shape
(n_draws, n), and figures of them shape (n_draws,).
"""

from collections.abc import Sequence

import numpy as np

N_DRAWS = 300
SEED = 7
SURE = 0.95  # of the draws lie in an interval


def draws(groups: Sequence, *, n_draws: int = N_DRAWS, seed: int = SEED) -> np.ndarray:
    """Weights of `n_draws` draws; `groups[i]` is equal for near-duplicates. As many groups are drawn as there are.

    >>> draws(["a", "b", "b"], n_draws=2)[:, 1:].tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    _, group_of = np.unique(np.asarray(groups), return_inverse=True)
    n = int(group_of.max(initial=-1)) + 1
    counts = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / max(n, 1)), size=n_draws)
    return counts[:, group_of].astype(np.float32)  # small counts are exact, and whole numbers multiply slowly


def interval(values: np.ndarray) -> tuple[float, float]:
    """What SURE of the values lie between, those that are no number left out; (nan, nan) where all are none."""
    found = values[np.isfinite(values)]
    if not len(found):
        return (float("nan"), float("nan"))
    low, high = np.quantile(found, [(1 - SURE) / 2, (1 + SURE) / 2])
    return float(low), float(high)


def average_precision(y: np.ndarray, p: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """AP of each draw, of equal scores as if they were one; nan where nothing positive was drawn.

    >>> average_precision(np.array([0, 1, 1]), np.array([0.2, 0.1, 0.9]), np.ones((1, 3))).round(3).tolist()
    [0.833]
    """
    order = np.argsort(-p, kind="stable")
    last = np.flatnonzero(np.diff(-p[order], append=np.inf))  # of each run of equal scores
    ranked = weights[:, order]
    found = np.cumsum(ranked * y[order], axis=1)[:, last]
    taken = np.cumsum(ranked, axis=1)[:, last]
    gained = np.diff(found, prepend=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (found / np.maximum(taken, 1) * gained).sum(axis=1) / found[:, -1]


def mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The mean of values, shape (n,), in each draw; nan where nothing was drawn."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return (weights @ values.astype(np.float32)) / weights.sum(axis=1)


def f1(y: np.ndarray, said: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """F1 of `said`, shape (n,) of bool; 0 where nothing is positive and nothing is said to be."""
    both, either = _sum(said & (y == 1), weights), _sum(said.astype(int) + y, weights)
    return np.where(either > 0, 2 * both / np.maximum(either, 1), 0.0)


def macro_f1(y: np.ndarray, said: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return (f1(y, said, weights) + f1(1 - y, ~said, weights)) / 2


def share(of: np.ndarray, among: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How many of `among` are `of`, both shape (n,) of bool; nan where none of them was drawn."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return _sum(of & among, weights) / _sum(among, weights)


def _sum(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return weights @ values.astype(np.float32)
