"""What the detector says of each document when it has not seen it; how firm it is held is chosen the same way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.detecting.counting import Counted
from models.detecting.folds import Fold
from models.detecting.learning_curve import Point, n_draws, points_of_fold
from models.detecting.members import MEMBERS, fit_members
from models.detecting.space import features_of, space_of
from models.detecting.stacking import Stack, fit_stack, levelled

FACTORS = (1.0, 1 / 3, 3.0)  # of the strength of every member; the first where nothing is chosen
ENOUGH_TO_CHOOSE = 100  # documents
MOST_OTHERS = 500  # documents without an answer that each fold scores, to choose a threshold by
Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything here is out of fold.

    logits: shape (n, n_members), at the chosen `factor`; p: shape (n,), where stack and factor too were chosen on the
    other folds; points: of the learning curve. others: for each fold, what its model says of the first MOST_OTHERS
    documents without an answer, shape (n_others,).
    """

    logits: np.ndarray
    p: np.ndarray
    factor: float
    points: list[Point]
    others: list[np.ndarray]


def out_of_fold(counted: Counted, y: np.ndarray, folds: list[Fold], sample: np.ndarray, progress: Progress) -> Measured:
    """Each document by members that saw neither its text nor an identical one, not even without its answer.

    y: shape (n,), of the first n documents; those after them have no answer and are in no fold. sample: shape (n,), of
    bool, those that are an honest sample.
    """
    factors = FACTORS if len(y) >= ENOUGH_TO_CHOOSE else FACTORS[:1]
    logits, points = np.zeros((len(factors), len(y), len(MEMBERS))), []
    unanswered = np.arange(len(y), min(len(y) + MOST_OTHERS, counted.n_documents))
    logits_of_others = np.zeros((len(folds), len(factors), len(unanswered), len(MEMBERS)))
    for number, (inside, outside) in enumerate(folds):
        progress(0.3 + 0.6 * number / len(folds), f"Fold {number + 1} of {len(folds)}")
        features = features_of(counted, space_of(counted, np.setdiff1d(np.arange(counted.n_documents), outside)))
        for place, factor in enumerate(factors):
            said = fit_members(features, y, inside, factor).logits(features, np.append(outside, unanswered))
            logits[place, outside], logits_of_others[number, place] = np.split(said, [len(outside)])
        if number < n_draws(len(y)):
            points += points_of_fold(features, y, inside, outside, logits[0, outside])
    p, others = np.empty(len(y)), []
    for number, (inside, outside) in enumerate(folds):
        place, stack = best_stack(logits[:, inside], y[inside])
        stack = levelled(stack, logits[place, inside], y[inside], sample[inside])
        p[outside] = stack(logits[place, outside])
        others.append(stack(logits_of_others[number, place]))
    place, _ = best_stack(logits, y)
    return Measured(logits[place], p, factors[place], points, others)


def best_stack(logits: Sequence[np.ndarray], y: np.ndarray) -> tuple[int, Stack]:
    """Which of these logits, each of shape (n, n_members), tell most, and their stack; y: shape (n,)."""
    stacks = [fit_stack(found, y) for found in logits]
    losses = [log_loss(stack(found), y) for stack, found in zip(stacks, logits, strict=True)]
    place = int(np.argmin(losses))
    return place, stacks[place]


def log_loss(p: np.ndarray, y: np.ndarray) -> float:
    """Mean surprise in nats. p, y: shape (n,).

    >>> round(log_loss(np.array([0.5, 0.5]), np.array([0, 1])), 3)
    0.693
    """
    sure = np.clip(np.where(y == 1, p, 1 - p), 1e-12, 1)
    return float(-np.log(sure).mean())
