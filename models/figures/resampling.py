"""Figures of a detector in each draw of documents.

Everywhere: `y` has shape (n,), 0 or 1; `p` has shape (n,), probabilities of 1; weights have shape (n_draws, n), and
figures of them shape (n_draws,).
"""

import numpy as np

from labeling.agreement.resampling import draws as draws
from labeling.agreement.resampling import interval as interval


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
