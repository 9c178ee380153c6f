"""Figures of a detector, as pure functions of arrays.

Everywhere: `y` has shape (n,), 0 or 1; `p` has shape (n,), probabilities of 1; `said` has shape (n,), bool.
"""

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import average_precision_score, f1_score

N_BINS = 10


def best_threshold(p: np.ndarray) -> float:
    """The threshold with the highest expected macro-F1, where scores mean what they say.

    Of the documents with the highest scores, `k` of them, sum(p of those) are expected to be positive; from that follow
    both F1. The best F1 of the positive answer alone says yes to nearly all while little is known: after 50 answers on
    MUC-4 train it left a macro-F1 of .60 on the rest, this one .69.

    >>> best_threshold(np.array([1.0, 1.0, 0.0, 0.0]))
    0.5
    >>> round(best_threshold(np.array([0.9, 0.4, 0.3, 0.1])), 2)
    0.65
    """
    ranked = np.sort(p)[::-1]
    n, positives, k = len(p), ranked.sum(), np.arange(1, len(p) + 1)
    found = np.cumsum(ranked)
    f1 = 2 * found / (k + positives)
    left = (n - k) - (positives - found)  # negatives that are called so
    f1_negative = 2 * left / np.maximum(2 * n - k - positives, 1e-9)
    last = np.flatnonzero(np.diff(ranked, append=-1))  # of each run of equal scores: no threshold parts them
    place = last[np.argmax((f1 + f1_negative)[last])]
    following = ranked[place + 1] if place + 1 < n else 0.0
    between = float(ranked[place] + following) / 2
    return between if between > following else float(ranked[place])


def decisions(p: np.ndarray, folds: list[tuple[np.ndarray, np.ndarray]], others: Sequence[np.ndarray]) -> np.ndarray:
    """What is said of each document, shape (n,) of bool, by a threshold that was chosen on the other folds.

    `others`: for each fold, scores of documents without an answer by its model, which count as well: those that are
    answered were chosen, for their keywords or because they left a doubt.
    """
    said = np.zeros(len(p), dtype=bool)
    for (inside, outside), scores in zip(folds, others, strict=True):
        said[outside] = p[outside] >= best_threshold(np.append(p[inside], scores))
    return said


def figures(y: np.ndarray, p: np.ndarray, said: np.ndarray) -> dict[str, float | int]:
    """AP, F1 of the positive class, macro-F1, Brier, and the F1 of saying yes to everything, with n and counts.

    >>> y, p = np.array([0, 1, 1, 1]), np.array([0.2, 0.6, 0.9, 0.3])
    >>> found = figures(y, p, p >= 0.5)
    >>> found["f1"], round(found["brier"], 3), found["false_negatives"]
    (0.8, 0.175, 1)
    """
    n, n_positive = len(y), int(y.sum())
    return {
        "n": n,
        "n_positive": n_positive,
        "n_negative": n - n_positive,
        "prevalence": n_positive / n,
        "average_precision": float(average_precision_score(y, p)) if n_positive else 0.0,
        "f1": float(f1_score(y, said, zero_division=0)),
        "macro_f1": float(f1_score(y, said, labels=[0, 1], average="macro", zero_division=0)),
        "brier": float(np.mean((p - y) ** 2)),
        "all_yes_f1": all_yes_f1(n, n_positive),
        "true_positives": int((said & (y == 1)).sum()),
        "false_positives": int((said & (y == 0)).sum()),
        "false_negatives": int((~said & (y == 1)).sum()),
        "true_negatives": int((~said & (y == 0)).sum()),
    }


def all_yes_f1(n: int, n_positive: int) -> float:
    """The F1 of calling every document positive: the trap a detector has to beat.

    >>> round(all_yes_f1(100, 60), 2)
    0.75
    """
    return 2 * n_positive / (n + n_positive)
