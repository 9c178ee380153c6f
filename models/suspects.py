"""Answers that are likely to be wrong, the most doubtful first, and documents by what was said of them out of fold."""

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.store.learned.out_of_fold import OutOfFold

AT_A_TIME = 25


@dataclass(frozen=True, slots=True)
class Suspect:
    """`doubt`: from .5, as likely wrong as right, to 1; `score`: probability of the positive answer."""

    document_id: str
    is_positive: bool
    score: float
    doubt: float


def suspects(rows: Sequence[OutOfFold], *, limit: int = AT_A_TIME) -> list[Suspect]:
    """The most doubtful answers first, at most `limit`.

    >>> rows = [OutOfFold(name, 0, True, 0.4, doubt) for name, doubt in (("a", 0.1), ("b", 0.8), ("c", 0.9))]
    >>> [(one.document_id, one.doubt) for one in suspects(rows)]
    [('c', 0.9), ('b', 0.8)]
    """
    doubted = [row for row in rows if row.doubt > 0.5]
    ranked = sorted(doubted, key=lambda row: (-row.doubt, row.document_id))
    return [Suspect(row.document_id, row.is_positive, row.score, row.doubt) for row in ranked[:limit]]


def confused(rows: Sequence[OutOfFold], threshold: float) -> dict[str, list[str]]:
    """Documents by what was said of them out of fold, the surest first: the four cells of a confusion table.

    >>> rows = [OutOfFold("a", 0, True, 0.9), OutOfFold("b", 0, True, 0.1), OutOfFold("c", 0, False, 0.7)]
    >>> confused(rows, 0.5)["false_negatives"]
    ['b']
    """
    cells: dict[str, list[str]] = {
        f"{right}_{said}": [] for right in ("true", "false") for said in ("positives", "negatives")
    }
    for row in sorted(rows, key=lambda row: (-abs(row.score - threshold), row.document_id)):
        said = row.score >= threshold
        right = "true" if said == row.is_positive else "false"
        cells[f"{right}_{'positives' if said else 'negatives'}"].append(row.document_id)
    return cells
