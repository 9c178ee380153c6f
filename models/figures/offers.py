"""Thresholds by a choice that people understand: find so many of the reports, read so many of the documents."""

from dataclasses import asdict, dataclass

import numpy as np
from scipy.special import betaincinv

from models.figures.recalls import RECALLS

SURE = 0.95  # of new documents' recalls lie in the interval


@dataclass(frozen=True, slots=True)
class Offer:
    """To find `recall` of the reports, read what scores `threshold` or more: the share `read` of all documents.

    `promised` is the recall to expect of new documents: less than `recall` where too few reports are known to promise
    that much. `low`, `high`: what it lies between in 95 of 100 such choices. `precision`: the share of reports in what
    is read.
    """

    recall: float
    threshold: float
    promised: float
    low: float
    high: float
    read: float
    precision: float


def offers(y: np.ndarray, p: np.ndarray, others: np.ndarray) -> list[dict]:
    """One Offer for each of RECALLS, as plain values. y: shape (n,), 0 or 1; p: shape (n,), out of fold.

    others: shape (n_others,), scores of documents without an answer; each counts as so much of a report as its score
    says. Without them the reports that are known would choose alone, and those were chosen themselves, for their
    keywords or because they left a doubt: they score otherwise than those that nobody has read.

    Of n reports the k-th from below sets the threshold, k = (1 - recall)(n + 1): a new report scores lower with
    probability k / (n + 1), whatever the scores mean.

    >>> y, p = np.repeat([1, 0], 100), np.concatenate([np.linspace(0.3, 1, 100), np.linspace(0, 0.7, 100)])
    >>> offer = offers(y, p, np.empty(0))[3]
    >>> offer["recall"], round(offer["threshold"], 2), round(offer["promised"], 2), round(offer["read"], 2)
    (0.95, 0.33, 0.95, 0.74)
    """
    scores, reports = np.append(p, others), np.append(y, others)
    order = np.argsort(scores, kind="stable")
    scores, reports, n_known = scores[order], reports[order], int(y.sum())
    return [asdict(_offer(recall, scores, reports, n_known)) for recall in RECALLS]


def recall_between(promised: float, n: int) -> tuple[float, float]:
    """What the recall of new documents lies between where n known reports chose the threshold.

    Of the k-th of n from below it is Beta(n + 1 - k, k). Drawing the known reports anew does not tell it: they chose
    the threshold, so from the lowest one on every draw is found whole.

    >>> [round(share, 2) for share in recall_between(0.9, 9)]
    [0.66, 1.0]
    """
    tail = (1 - SURE) / 2
    low, high = betaincinv((n + 1) * promised, (n + 1) * (1 - promised), [tail, 1 - tail])
    return float(low), float(high)


def _offer(recall: float, scores: np.ndarray, reports: np.ndarray, n_known: int) -> Offer:
    """scores, reports: shape (n,), sorted by score; n_known: reports among the answers."""
    lost = np.cumsum(reports) / (reports.sum() + 1)
    places = np.flatnonzero(reports)
    place = places[max(int(np.searchsorted(lost[places], 1 - recall + 1e-9, side="right")) - 1, 0)]
    promised, threshold = float(1 - lost[place]), float(scores[place])
    taken = scores >= threshold
    low, high = recall_between(promised, n_known)
    return Offer(
        recall=recall,
        threshold=threshold,
        promised=promised,
        low=low,
        high=high,
        read=float(taken.mean()),
        precision=float(reports[taken].mean()),
    )
