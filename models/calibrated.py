"""Platt scaling: makes a score mean what it says, with two numbers fitted on scores out of fold."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

FEWEST = 40  # documents; below that the two numbers would be noise


@dataclass(frozen=True, slots=True)
class Platt:
    """p = 1 / (1 + exp(-(slope * logit + offset)))."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """logits: shape (n,). Returns probabilities, shape (n,)."""
        return 1 / (1 + np.exp(-(self.slope * logits + self.offset)))


def fit_platt(logits: np.ndarray, y: np.ndarray) -> Platt:
    """logits, y: shape (n,). Changes nothing below FEWEST documents, or where higher logits mean fewer positives."""
    if len(y) < FEWEST or len(np.unique(y)) < 2:
        return Platt()
    fitted = LogisticRegression(C=1e3, max_iter=1_000).fit(logits[:, None], y)
    slope, offset = float(fitted.coef_[0, 0]), float(fitted.intercept_[0])
    return Platt(slope, offset) if slope > 0 else Platt()


def cross_fitted(logits: np.ndarray, y: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Probabilities, shape (n,), each by a scaling that was fitted on the other folds: honest to measure on."""
    p = np.empty(len(y))
    for train, test in folds:
        p[test] = fit_platt(logits[train], y[train])(logits[test])
    return p
