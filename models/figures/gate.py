"""Whether a new version may replace the one that serves: both are judged on the same documents, seen by neither."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.figures.resampling import average_precision, draws, mean

FEWEST = 20  # documents; of fewer nothing can be said, and the new one serves
CLEARLY = 0.9  # of the draws must find the new one worse before it is left out


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions on the same n documents. `is_worse`: the second one is, in AP or in Brier, and not by chance."""

    n: int
    average_precision: tuple[float, float]
    brier: tuple[float, float]
    is_worse: bool

    @property
    def words(self) -> str:
        """Old and new in words, for people.

        >>> Compared(40, (0.9, 0.8), (0.1, 0.2), True).words
        'AP 0.800 against 0.900, Brier 0.200 against 0.100, on the same 40 documents, seen by neither'
        """
        (ap_old, ap_new), (brier_old, brier_new) = self.average_precision, self.brier
        return (
            f"AP {ap_new:.3f} against {ap_old:.3f}, Brier {brier_new:.3f} against {brier_old:.3f}, "
            f"on the same {self.n:,} documents, seen by neither"
        )


def compare(y: np.ndarray, old: np.ndarray, new: np.ndarray, groups: Sequence, level: np.ndarray) -> Compared:
    """y: shape (n,), today's answers; old, new: shape (n,), what each version says of documents that it did not see.

    The documents are drawn again and again: what chance explains makes no version worse. level: shape (n,), of bool,
    the documents that Brier is measured on: those that scores are set level by.
    """
    weights, one = draws(groups), np.ones((1, len(y)))
    figures = [
        (lambda p, drawn: average_precision(y, p, drawn), 1),
        (lambda p, drawn: mean((p - y)[level] ** 2, drawn[:, level]), -1),
    ]
    pairs, worse = [], False
    for figure, good in figures:
        pairs.append((float(figure(old, one)[0]), float(figure(new, one)[0])))
        lost = good * (figure(old, weights) - figure(new, weights))
        lost = lost[np.isfinite(lost)]
        worse |= len(y) >= FEWEST and len(lost) > 0 and float((lost > 0).mean()) >= CLEARLY
    return Compared(len(y), *pairs, bool(worse))
