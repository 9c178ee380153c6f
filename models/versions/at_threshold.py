"""What a threshold means for the work: how many reports it finds, how much is read, how much of that is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labeling.store.learned.out_of_fold import OutOfFold
from labeling.workflow.reading.prevalence import Prevalence, estimated


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Of `n` documents, out of fold.

    `recall`: the share of the reports that are found; `precision`: the share of reports in what is called one, None
    where nothing is; each with its interval and its own n. `read`: the share of documents that are called reports.
    """

    n: int
    read: float
    recall: Prevalence
    precision: Prevalence | None


def at_threshold(
    rows: Sequence[OutOfFold], threshold: float, offer: Mapping[str, Any] | None = None
) -> AtThreshold | None:
    """None where there is no report to find. `offer`: the one of this threshold, for which it was said beforehand.

    >>> rows = [OutOfFold(str(n), 0, n < 2, score) for n, score in enumerate((0.9, 0.4, 0.6, 0.1))]
    >>> found = at_threshold(rows, 0.5)
    >>> found.read, found.recall.share, found.precision.share, found.precision.n
    (0.5, 0.5, 0.5, 2)
    """
    n_reports = sum(row.is_positive for row in rows)
    if not n_reports:
        return None
    taken = [row for row in rows if row.score >= threshold]
    n_found = sum(row.is_positive for row in taken)
    recall, read = estimated(n_found, n_reports), len(taken) / len(rows)
    if offer:
        recall, read = Prevalence(offer["promised"], offer["low"], offer["high"], n_reports), offer["read"]
    return AtThreshold(
        n=len(rows),
        read=read,
        recall=recall,
        precision=estimated(n_found, len(taken)) if taken else None,
    )
