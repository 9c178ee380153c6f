"""How the figures grow with the number of answers: what more labels would bring."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from models.detecting.members import fit_members
from models.detecting.space import Features
from models.detecting.stacking import usual_stack
from models.figures.resampling import average_precision, macro_f1

SIZES = (25, 50, 100, 200, 400, 1_600)
FIRST_SIZE = 12  # where there are too few of SIZES to see a curve; AP of so few is mostly chance
MOST_OF_A_FOLD = 0.65  # a size nearer to all of it would tell nothing new
DRAWS, MANY = 3, 400  # folds that a point is measured on from MANY documents on; of fewer all, for they cost little
FEWEST = 20  # documents; below that there is no curve to speak of
SEED = 7


@dataclass(frozen=True, slots=True)
class Point:
    """What one fold shows after learning from `n` documents inside it; `whole`: from all of them."""

    n: int
    average_precision: float
    macro_f1: float
    whole: bool = False


def points_of_fold(
    features: Features, y: np.ndarray, inside: np.ndarray, outside: np.ndarray, logits: np.ndarray
) -> list[Point]:
    """Figures outside a fold after learning from part of it; none where there are too few documents.

    logits: shape (n_outside, n_members), after learning from all of the fold: the last point, at no cost. The usual
    weights stack them at every size, so that the points differ in nothing but the number of answers.
    """
    if len(y) < FEWEST:
        return []
    order = np.random.default_rng(SEED).permutation(inside)
    points = []
    for size in sizes_in(len(order)):
        members = fit_members(features, y, np.sort(spread(order, y, size)))
        points.append(_point(size, y[outside], members.logits(features, outside)))
    return [*points, _point(len(order), y[outside], logits, whole=True)]


def sizes_in(n: int) -> list[int]:
    """How many of n documents to learn from for a point each, beside the one of all of them.

    >>> sizes_in(1_040), sizes_in(80), sizes_in(40), sizes_in(24)
    ([25, 50, 100, 200, 400], [25, 50], [12, 25], [12])
    """
    most = MOST_OF_A_FOLD * n
    sizes = [size for size in SIZES if size <= most]
    return sizes if len(sizes) > 1 or most < FIRST_SIZE else [FIRST_SIZE, *sizes]


def n_draws(n: int) -> int:
    """On how many of the folds of n documents points are measured, at most."""
    return DRAWS if n >= MANY else n


def learning_curve(points: Iterable[Point]) -> list[dict]:
    """Mean AP and macro-F1 after learning from `n` documents: {"n", "average_precision", "macro_f1", "n_draws"}."""
    by_size: dict[int, list[Point]] = {}
    fewest = min((point.n for point in points if point.whole), default=0)
    for point in points:
        by_size.setdefault(fewest if point.whole else point.n, []).append(point)
    return [
        {
            "n": size,
            "average_precision": float(np.mean([point.average_precision for point in drawn])),
            "macro_f1": float(np.mean([point.macro_f1 for point in drawn])),
            "n_draws": len(drawn),
        }
        for size, drawn in sorted(by_size.items())
    ]


def spread(order: np.ndarray, y: np.ndarray, size: int) -> np.ndarray:
    """The first `size` rows of `order`, less than all, with both answers in the share they have in all of it.

    >>> spread(np.array([4, 0, 3, 1, 2]), np.array([1, 0, 1, 0, 1]), 3).tolist()
    [4, 0, 3]
    """
    positives, negatives = order[y[order] == 1], order[y[order] == 0]
    n_positive = round(size * len(positives) / len(order))
    n_positive = min(max(n_positive, 1, size - len(negatives)), size - 1, len(positives))
    return np.concatenate([positives[:n_positive], negatives[: size - n_positive]])


def _point(size: int, y: np.ndarray, logits: np.ndarray, *, whole: bool = False) -> Point:
    p = usual_stack(logits)(logits)
    one = np.ones((1, len(y)))
    return Point(size, float(average_precision(y, p, one)[0]), float(macro_f1(y, p >= 0.5, one)[0]), whole)
