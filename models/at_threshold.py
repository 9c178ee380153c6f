"""What a threshold means for the work: how many reports it finds, how much is read, how much of that is right."""

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.store.out_of_fold import OutOfFold
from labeling.workflow.prevalence import Prevalence, estimated
from models.offers import recall_at


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """Of `n` documents, out of fold.

    `recall`: the share of the reports that are found, of new ones where the known ones chose the threshold;
    `precision`: the share of reports in what is called one, None
    where nothing is; each with its interval and its own n. `read`: the share of documents that are called reports.
    """

    n: int
    read: float
    recall: Prevalence
    precision: Prevalence | None


def at_threshold(rows: Sequence[OutOfFold], threshold: float, *, is_offer: bool = False) -> AtThreshold | None:
    """None where there is no report to find. `is_offer`: the threshold is the score of a report, see `offers`.

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
    recall = estimated(n_found, n_reports)
    if is_offer and n_found:
        recall = Prevalence(*recall_at(n_reports - n_found + 1, n_reports), n=n_reports)
    return AtThreshold(
        n=len(rows),
        read=len(taken) / len(rows),
        recall=recall,
        precision=estimated(n_found, len(taken)) if taken else None,
    )
