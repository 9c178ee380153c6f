"""Platt scaling: makes a score mean what it says, with two numbers fitted on scores out of fold."""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

FEWEST = 40  # documents; below that the two numbers would be noise


@dataclass(frozen=True, slots=True)
class Platt:
    """p = 1 / (1 + exp(-(slope * logit + offset)))."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """logits: shape (n,). Returns probabilities, shape (n,)."""
        return expit(self.slope * logits + self.offset)


def fit_platt(logits: np.ndarray, y: np.ndarray) -> Platt:
    """logits, y: shape (n,). Changes nothing below FEWEST documents, or where higher logits mean fewer positives.

    The targets are Platt's: a little less sure than 0 and 1, so that a clean split does not become certainty.
    """
    n_positive, n_negative = int(y.sum()), int(len(y) - y.sum())
    if len(y) < FEWEST or not n_positive or not n_negative:
        return Platt()
    target = np.where(y == 1, (n_positive + 1) / (n_positive + 2), 1 / (n_negative + 2))
    twice = np.concatenate([logits, logits])[:, None]
    sides = np.repeat([1, 0], len(y))
    weights = np.concatenate([target, 1 - target])
    fitted = LogisticRegression(C=1e3, solver="newton-cholesky").fit(twice, sides, sample_weight=weights)
    slope, offset = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    return Platt(slope, offset) if slope > 0 else Platt()


def cross_fitted(logits: np.ndarray, y: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Probabilities, shape (n,), each by a scaling that was fitted on the other folds: honest to measure on."""
    p = np.empty(len(y))
    for inside, outside in folds:
        p[outside] = fit_platt(logits[inside], y[inside])(logits[outside])
    return p
