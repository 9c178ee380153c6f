"""How the figures grow with the number of answers: what more labels would bring."""

from collections.abc import Sequence

import numpy as np
from sklearn.base import clone
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import Pipeline

SIZES = (10, 25, 50, 100, 200, 400, 800, 1_600, 3_200)
REPEATS = 2
HELD_OUT = 0.25
SEED = 7


def learning_curve(plain: Pipeline, texts: np.ndarray, y: np.ndarray, groups: Sequence[str]) -> list[dict]:
    """Mean AP and macro-F1 on held-out documents after training on `n` of the others; empty where there are too few.

    texts, y: shape (n_documents,). Each row: {"n", "average_precision", "macro_f1", "n_held_out"}.
    """
    splits = GroupShuffleSplit(REPEATS, test_size=HELD_OUT, random_state=SEED).split(texts, y, groups)
    most = int(0.95 * (1 - HELD_OUT) * len(y))  # every split has that many to learn from
    found: dict[int, list[tuple[float, float, int]]] = {}
    for inside, outside in splits:
        if len(np.unique(y[outside])) < 2 or len(outside) < 5:
            continue
        for size in [*[size for size in SIZES if size < 0.9 * most], most]:
            chosen = _spread(inside, y, size)
            if size > 3 and len(np.unique(y[chosen])) == 2:
                found.setdefault(size, []).append(_measured(plain, texts, y, chosen, outside))
    return [
        {
            "n": size,
            "average_precision": float(np.mean([ap for ap, _, _ in rows])),
            "macro_f1": float(np.mean([f1 for _, f1, _ in rows])),
            "n_held_out": rows[0][2],
        }
        for size, rows in sorted(found.items())
        if len(rows) == max(len(others) for others in found.values())
    ]


def _spread(inside: np.ndarray, y: np.ndarray, size: int) -> np.ndarray:
    """`size` documents of `inside` (in its random order) with both answers in the share they have there."""
    if size >= len(inside):
        return inside
    share = y[inside].mean()
    n_positive = min(max(1, round(size * share)), size - 1)
    positives, negatives = inside[y[inside] == 1], inside[y[inside] == 0]
    return np.concatenate([positives[:n_positive], negatives[: size - n_positive]])


def _measured(
    plain: Pipeline, texts: np.ndarray, y: np.ndarray, chosen: np.ndarray, outside: np.ndarray
) -> tuple[float, float, int]:
    model = clone(plain)
    if len(chosen) < 50:
        model.set_params(features__words__min_df=1, features__words__max_df=1.0)
    logits = model.fit(texts[chosen], y[chosen]).decision_function(texts[outside])
    ap = average_precision_score(y[outside], logits)
    return float(ap), float(f1_score(y[outside], logits >= 0, average="macro", zero_division=0)), len(outside)
