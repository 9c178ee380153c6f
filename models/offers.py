"""Thresholds by a choice that people understand: find so many of the reports, read so many of the documents."""

from dataclasses import asdict, dataclass

import numpy as np

from models.resampling import interval, share

RECALLS = (0.8, 0.85, 0.9, 0.95, 0.98, 0.99)


@dataclass(frozen=True, slots=True)
class Offer:
    """To find `recall` of the reports, read what scores `threshold` or more: the share `read` of all documents.

    `promised` is the recall to expect of new documents: less than `recall` where too few reports are known to promise
    that much. `low`, `high`: its interval. `precision`: the share of reports in what is read.
    """

    recall: float
    threshold: float
    promised: float
    low: float
    high: float
    read: float
    precision: float


def offers(y: np.ndarray, p: np.ndarray, weights: np.ndarray) -> list[dict]:
    """One Offer for each of RECALLS, as plain values. y: shape (n,), 0 or 1; p: shape (n,), out of fold;
    weights: shape (n_draws, n), see `resampling`.

    The threshold is the score of the k-th report from below, k = (1 - recall)(n_positive + 1): a new report scores
    lower with probability k / (n_positive + 1), whatever the scores mean.

    >>> from models.resampling import draws
    >>> y, p = np.repeat([1, 0], 100), np.concatenate([np.linspace(0.3, 1, 100), np.linspace(0, 0.7, 100)])
    >>> offer = offers(y, p, draws(range(200)))[3]
    >>> offer["recall"], round(offer["threshold"], 2), round(offer["promised"], 2), round(offer["read"], 2)
    (0.95, 0.33, 0.95, 0.74)
    """
    scores = np.sort(p[y == 1])
    return [asdict(_offer(recall, scores, y, p, weights)) for recall in RECALLS]


def _offer(recall: float, scores: np.ndarray, y: np.ndarray, p: np.ndarray, weights: np.ndarray) -> Offer:
    n = len(scores)
    place = int((1 - recall) * (n + 1) + 1e-9)
    threshold = float(scores[max(place - 1, 0)])
    taken = p >= threshold
    low, high = interval(share(taken, y == 1, weights))
    return Offer(
        recall=recall,
        threshold=threshold,
        promised=1 - max(place, 1) / (n + 1),
        low=low,
        high=high,
        read=float(taken.mean()),
        precision=float(y[taken].mean()),
    )
