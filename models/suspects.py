"""Answers that are likely to be wrong: those that a detector that did not see them contradicts most."""

from collections.abc import Sequence
from dataclasses import dataclass

from labeling.store.out_of_fold import OutOfFold

AT_A_TIME = 25


@dataclass(frozen=True, slots=True)
class Suspect:
    """`doubt`: the probability of the other answer, from 0 to 1."""

    document_id: str
    is_positive: bool
    doubt: float


def suspects(rows: Sequence[OutOfFold], *, skip: Sequence[str] = (), limit: int = AT_A_TIME) -> list[Suspect]:
    """The most doubtful answers first, at most `limit`, none of the documents in `skip`.

    >>> rows = [OutOfFold("a", 0, True, 0.9), OutOfFold("b", 0, True, 0.1), OutOfFold("c", 0, False, 0.7)]
    >>> [(one.document_id, round(one.doubt, 1)) for one in suspects(rows)]
    [('b', 0.9), ('c', 0.7)]
    """
    left_out = set(skip)
    found = [
        Suspect(row.document_id, row.is_positive, 1 - row.score if row.is_positive else row.score)
        for row in rows
        if row.document_id not in left_out
    ]
    doubted = sorted((one for one in found if one.doubt > 0.5), key=lambda one: (-one.doubt, one.document_id))
    return doubted[:limit]


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
