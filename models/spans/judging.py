"""How good suggestions are on texts they were not learned from: counts of exact spans, by text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from labeling.core.suggesting.phrases import longest
from models.figures.resampling import draws, interval
from models.spans.candidates import Candidates
from models.spans.examples import Place
from models.spans.ranking import Scored

FEWEST = 10  # spans that a precision is told from
# Scores promise texts like those they were fitted on; of other texts F1 is lower, and so is its best threshold. Too low
# a threshold costs little, too high a one much: this share of what is promised is counted on.
COUNTED_ON = 0.8


@dataclass(frozen=True, slots=True)
class Judged:
    """One label over several texts. `scores` and `is_right`: shape (n_spans,), `text_of` the number of each one's text;
    `n_marked`: shape (n_texts,). `known` is the same count, (right, proposed) a text, for what needs no CRF.
    """

    scores: np.ndarray
    is_right: np.ndarray
    text_of: np.ndarray
    n_marked: np.ndarray
    known: np.ndarray

    def counts(self, least: float) -> np.ndarray:
        """(right, proposed, marked) of each text with the spans scored at least `least`; shape (n_texts, 3)."""
        taken = self.scores >= least
        n_texts = len(self.n_marked)
        right = np.bincount(self.text_of[taken & self.is_right], minlength=n_texts)
        proposed = np.bincount(self.text_of[taken], minlength=n_texts)
        return np.stack([right, proposed, self.n_marked], axis=1)

    def known_counts(self) -> np.ndarray:
        return np.column_stack([self.known, self.n_marked])


def judge(said: Sequence[Sequence[Scored]], found: Sequence[Candidates], marked: Sequence[set[Place]]) -> Judged:
    """Compare with the marks what was made of each text's candidates: spans and their scores."""
    spans = [
        (score, place in places, number)
        for number, (of_text, places) in enumerate(zip(said, marked, strict=True))
        for place, score in of_text
    ]
    known = [longest(text.known()) for text in found]
    return Judged(
        np.array([score for score, _, _ in spans]),
        np.array([is_right for _, is_right, _ in spans], dtype=bool),
        np.array([number for _, _, number in spans], dtype=int),
        np.array([len(places) for places in marked], dtype=int),
        np.array([[len(places & set(one)), len(one)] for places, one in zip(marked, known, strict=True)]).reshape(
            -1, 2
        ),
    )


def best_threshold(judged: Iterable[Judged]) -> float:
    """The score from which spans are worth taking for the best F1, as the calibrated scores alone expect it.

    That is half of the best F1; only COUNTED_ON of what they promise is believed.
    """
    judged = list(judged)
    scores = np.sort(np.concatenate([one.scores for one in judged]))[::-1] if judged else np.array([])
    n_marked = sum(int(one.n_marked.sum()) for one in judged)
    if not len(scores) or not n_marked:
        return 0.5
    expected = 2 * scores.cumsum() / (np.arange(1, len(scores) + 1) + n_marked)
    return float(COUNTED_ON * expected.max() / 2)


def f1(counts: np.ndarray) -> float:
    """Exact-match F1 over all texts; 0 where nothing is proposed and nothing marked."""
    return float(_f1(counts.sum(axis=0)))


def f1_interval(counts: np.ndarray, groups: Sequence) -> tuple[float, float]:
    """The interval of F1 over other texts of the same kind; `groups[i]` is equal for near-duplicates."""
    return interval(f1_of_draws(counts, draws(groups)))


def f1_of_draws(counts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """weights: shape (n_draws, n_texts), how often each text was drawn; shape (n_draws,)."""
    return _f1(weights @ counts)


def _f1(counts: np.ndarray) -> np.ndarray:
    """counts: (right, proposed, marked) in the last axis."""
    right, proposed, marked = np.moveaxis(np.asarray(counts, dtype=float), -1, 0)
    return np.where(proposed + marked > 0, 2 * right / np.maximum(proposed + marked, 1), 0.0)


def shown(one: Judged, least: float | None) -> tuple[int, int]:
    """(shown, right) of the spans scored at least `least`; None shows none."""
    if least is None:
        return 0, 0
    right, proposed, _ = one.counts(least).sum(axis=0)
    return int(proposed), int(right)


def score_for(one: Judged, precision: float) -> float | None:
    """The lowest score from which at least this share of the spans is right; None where no score has it.

    A handful at the top proves nothing: FEWEST spans are asked for.
    """
    order = np.argsort(-one.scores, kind="stable")
    shares = one.is_right[order].cumsum() / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((shares >= precision) & (np.arange(1, len(order) + 1) >= FEWEST))
    return float(one.scores[order[enough[-1]]]) if len(enough) else None
