"""Figures of a detector, as pure functions of arrays: `y` shape (n,), 0 or 1; `p` shape (n,), probabilities of 1."""

import numpy as np
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score

N_BINS = 10


def best_threshold(y: np.ndarray, p: np.ndarray) -> float:
    """The threshold with the highest F1; of equals the one nearest to .5. Candidates lie between neighbouring scores.

    >>> best_threshold(np.array([0, 0, 1, 1]), np.array([0.1, 0.3, 0.4, 0.9])).round(2).item()
    0.35
    """
    order = np.argsort(-p, kind="stable")
    ranked, scores = y[order], p[order]
    hits = np.cumsum(ranked)
    f1 = 2 * hits / (np.arange(1, len(y) + 1) + y.sum())
    ends = np.append(scores[:-1] > scores[1:], True)  # a threshold cannot part equal scores
    below = np.append(scores[1:], max(0.0, 2 * scores[-1] - 1e-9))
    middles = np.where(np.arange(len(y)) == len(y) - 1, scores, (scores + below) / 2)
    best = np.flatnonzero(ends & (f1 >= f1[ends].max() - 1e-12))
    return np.float64(middles[best[np.argmin(np.abs(middles[best] - 0.5))]])


def figures(y: np.ndarray, p: np.ndarray, threshold: float) -> dict[str, float | int]:
    """AP, F1 of the positive class, macro-F1, Brier, and the F1 of saying yes to everything, with n and counts.

    >>> figures(np.array([0, 1, 1]), np.array([0.2, 0.6, 0.9]), 0.5)["f1"]
    1.0
    """
    said = p >= threshold
    n, n_positive = len(y), int(y.sum())
    return {
        "n": n,
        "n_positive": n_positive,
        "n_negative": n - n_positive,
        "average_precision": float(average_precision_score(y, p)) if n_positive else 0.0,
        "f1": float(f1_score(y, said, zero_division=0)),
        "macro_f1": float(f1_score(y, said, average="macro", zero_division=0)),
        "brier": float(brier_score_loss(y, p)),
        "threshold": float(threshold),
        "all_yes_f1": 2 * n_positive / (n + n_positive) if n_positive else 0.0,
        "true_positives": int((said & (y == 1)).sum()),
        "false_positives": int((said & (y == 0)).sum()),
        "false_negatives": int((~said & (y == 1)).sum()),
        "true_negatives": int((~said & (y == 0)).sum()),
    }


def calibration(y: np.ndarray, p: np.ndarray) -> list[dict[str, float | int]]:
    """How often documents of about the same score are positive: `score` (mean), `share` (positive), `n`, by bin.

    >>> calibration(np.array([0, 1]), np.array([0.05, 0.95]))
    [{'score': 0.05, 'share': 0.0, 'n': 1}, {'score': 0.95, 'share': 1.0, 'n': 1}]
    """
    bins = np.minimum((p * N_BINS).astype(int), N_BINS - 1)
    return [
        {"score": float(p[bins == b].mean()), "share": float(y[bins == b].mean()), "n": int((bins == b).sum())}
        for b in np.unique(bins)
    ]
