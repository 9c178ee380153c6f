"""How doubtful each answer is: by a detector that did not see it, by the documents most like it, and by marks.

A report without a mark among reports that have some, or marks in what is said to be none, contradict an answer too; how
much, is learned from the other answers.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from models.detecting.folds import Fold

MARGIN = 1e-6
N_NEIGHBOURS = 10  # of 65 answers in 1,300 that were turned round, 25 suspects hold 16 with them and 14 without
BATCH = 500  # documents compared at a time


def doubts(
    y: np.ndarray,
    p: np.ndarray,
    topics: np.ndarray,
    marks: Sequence[Sequence[tuple[int, str]]],
    folds: list[Fold],
) -> np.ndarray:
    """From 0, surely right, to 1, surely wrong, shape (n,): to rank answers by.

    y: shape (n,), 0 or 1; p: shape (n,), out of fold; topics: shape (n, n_topics); marks: (start, label) of the spans
    of each document, or none at all.
    """
    said = (logit(np.clip(p, MARGIN, 1 - MARGIN)) + logit(agreement(y, topics))) / 2
    likely = expit(said)
    n_marks = np.array([len(of) for of in marks] or np.zeros(len(y)), dtype=float)
    if n_marks.any():
        n_labels = np.array([len({label for _, label in of}) for of in marks], dtype=float)
        features = np.column_stack([said, n_marks > 0, n_labels])
        for inside, outside in folds:
            model = LogisticRegression().fit(features[inside], y[inside])
            likely[outside] = model.predict_proba(features[outside])[:, 1]
    return np.where(y == 1, 1 - likely, likely)


def agreement(y: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """The share of positives among the documents most like each, itself left out, drawn to a half; shape (n,).

    >>> agreement(np.array([1, 1, 0]), np.array([[1.0, 0.0], [0.9, 0.1], [0.8, 0.2]])).round(2).tolist()
    [0.5, 0.5, 0.75]
    """
    n_neighbours, found = min(N_NEIGHBOURS, len(y) - 1), np.empty(len(y))
    for first in range(0, len(y), BATCH):
        alike = (topics[first : first + BATCH] @ topics.T).astype(np.float32)
        alike[np.arange(len(alike)), first + np.arange(len(alike))] = -np.inf
        nearest = np.argpartition(-alike, n_neighbours - 1, axis=1)[:, :n_neighbours]
        found[first : first + BATCH] = y[nearest].sum(axis=1)
    return (found + 1) / (n_neighbours + 2)
