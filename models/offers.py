"""Thresholds by a choice that people understand: find so many of the reports, read so many of the documents."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.special import betaincinv

SURE = 0.95  # of new documents' recalls lie in the interval
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


def offers(y: np.ndarray, p: np.ndarray) -> list[dict]:
    """One Offer for each of RECALLS, as plain values. y: shape (n,), 0 or 1; p: shape (n,), out of fold.

    The threshold is the score of the k-th report from below, k = (1 - recall)(n_positive + 1).

    >>> y, p = np.repeat([1, 0], 100), np.concatenate([np.linspace(0.3, 1, 100), np.linspace(0, 0.7, 100)])
    >>> offer = offers(y, p)[3]
    >>> offer["recall"], round(offer["threshold"], 2), round(offer["promised"], 2), round(offer["read"], 2)
    (0.95, 0.33, 0.95, 0.74)
    """
    scores = np.sort(p[y == 1])
    return [asdict(_offer(recall, scores, y, p)) for recall in RECALLS]


def recall_at(k: int, n: int) -> tuple[float, float, float]:
    """(expected, low, high): the share of new reports that score no less than the k-th of n known ones from below.

    Whatever the scores mean, that share is Beta(n + 1 - k, k). Drawing the known reports anew does not tell it: they
    chose the threshold, so from the lowest one on every draw is found whole.

    >>> [round(share, 2) for share in recall_at(1, 9)]
    [0.9, 0.66, 1.0]
    """
    tail = (1 - SURE) / 2
    low, high = betaincinv(n + 1 - k, k, [tail, 1 - tail])
    return 1 - k / (n + 1), float(low), float(high)


def _offer(recall: float, scores: np.ndarray, y: np.ndarray, p: np.ndarray) -> Offer:
    k = max(int((1 - recall) * (len(scores) + 1) + 1e-9), 1)
    threshold = float(scores[k - 1])
    taken = p >= threshold
    promised, low, high = recall_at(k, len(scores))
    return Offer(
        recall=recall,
        threshold=threshold,
        promised=promised,
        low=low,
        high=high,
        read=float(taken.mean()),
        precision=float(y[taken].mean()),
    )
