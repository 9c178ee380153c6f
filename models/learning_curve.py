"""How the figures grow with the number of answers: what more labels would bring."""

import numpy as np
from sklearn.metrics import average_precision_score, f1_score

from models.features import Counted
from models.fitted import fit
from models.folds import Fold

SIZES = (25, 50, 100, 200, 400, 800, 1_600, 3_200)
MOST_OF_A_FOLD = 0.6  # a size nearer to all of it would tell nothing new
DRAWS = 3  # folds that every point is measured on
FEWEST = 20  # documents; below that there is no curve to speak of
SEED = 7


def learning_curve(counted: Counted, y: np.ndarray, folds: list[Fold], logits: np.ndarray) -> list[dict]:
    """Mean AP and macro-F1 outside a fold after learning from `n` documents inside it; empty where there are too few.

    y, logits: shape (n_documents,); the logits are out of fold and give the last point at no cost.
    Each row: {"n", "average_precision", "macro_f1", "n_draws"}.
    """
    if len(y) < FEWEST:
        return []
    measured_on = folds[:DRAWS]
    shuffled = np.random.default_rng(SEED).permutation
    orders = [shuffled(inside) for inside, _ in measured_on]
    fewest = min(len(order) for order in orders)
    curve = []
    for size in [size for size in SIZES if size <= MOST_OF_A_FOLD * fewest]:
        models = [fit(counted, y, spread(order, y, size)) for order in orders]
        drawn = [model.logits(counted, outside) for model, (_, outside) in zip(models, measured_on, strict=True)]
        curve.append(_point(size, y, drawn, measured_on))
    return [*curve, _point(fewest, y, [logits[outside] for _, outside in measured_on], measured_on)]


def spread(order: np.ndarray, y: np.ndarray, size: int) -> np.ndarray:
    """The first `size` rows of `order`, less than all, with both answers in the share they have in all of it.

    >>> spread(np.array([4, 0, 3, 1, 2]), np.array([1, 0, 1, 0, 1]), 3).tolist()
    [4, 0, 3]
    """
    positives, negatives = order[y[order] == 1], order[y[order] == 0]
    n_positive = round(size * len(positives) / len(order))
    n_positive = min(max(n_positive, 1, size - len(negatives)), size - 1, len(positives))
    return np.concatenate([positives[:n_positive], negatives[: size - n_positive]])


def _point(size: int, y: np.ndarray, drawn: list[np.ndarray], folds: list[Fold]) -> dict:
    sides = [y[outside] for _, outside in folds]
    ap = [average_precision_score(side, z) for side, z in zip(sides, drawn, strict=True)]
    macro_f1 = [
        f1_score(side, z >= 0, labels=[0, 1], average="macro", zero_division=0)
        for side, z in zip(sides, drawn, strict=True)
    ]
    return {
        "n": size,
        "average_precision": float(np.mean(ap)),
        "macro_f1": float(np.mean(macro_f1)),
        "n_draws": len(drawn),
    }
