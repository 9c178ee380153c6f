"""What stands around a place that may be a span: rivals for its words, the sentences beside it, telling words."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from models.spans.examples import Place, ReadText
from models.spans.marginals import LONGEST

REACH = 6  # words to either side in which a telling word counts


class Rivals:
    """What competes with a place: the most probable span across it (as log odds), and that holds it whole."""

    def __init__(self, spans: Mapping[Place, float]) -> None:
        self.spans = sorted((first, end, probability) for (first, end), probability in spans.items())
        self.firsts = np.array([first for first, _, _ in self.spans], dtype=int)

    def around(self, place: Place) -> tuple[float, float]:
        over, whole = 0.0, 0.0
        begin = int(np.searchsorted(self.firsts, place[0] - LONGEST))
        for first, end, probability in self.spans[begin : int(np.searchsorted(self.firsts, place[1]))]:
            if end > place[0] and (first, end) != place:
                over = max(over, probability)
                if first <= place[0] and place[1] <= end:
                    whole = max(whole, probability)
        return log_odds(over), whole


class Lines:
    """What else stands in the sentence of a place, and in those beside it."""

    def __init__(self, text: ReadText, own: Mapping[Place, float], others: Sequence[Mapping[Place, float]]) -> None:
        self.line_of = np.repeat(np.arange(len(text.lengths)), text.lengths)
        self.own = np.zeros(len(text.lengths))  # spans of the label that may be expected
        self.other = np.zeros(len(text.lengths) + 2)  # most probable span of another label; one line more at either end
        for (first, _), probability in own.items():
            self.own[self.line_of[first]] += probability
        for spans in others:
            for (first, _), probability in spans.items():
                at = self.line_of[first] + 1
                self.other[at] = max(self.other[at], probability)

    def around(self, place: Place, probability: float) -> tuple[float, float, float]:
        line = self.line_of[place[0]]
        beside = max(self.other[line], self.other[line + 2])
        return float(self.other[line + 1]), float(self.own[line] - probability), float(beside)


class Telling:
    """How many words that speak for a report stand in the sentence of a place, near it."""

    def __init__(self, text: ReadText, words: Collection[str]) -> None:
        self.n_before = np.concatenate([[0], np.cumsum([key in words for key in text.keys])])
        self.ends = np.repeat(np.cumsum(text.lengths), text.lengths)
        self.lengths = np.repeat(text.lengths, text.lengths)

    def around(self, place: Place) -> float:
        """log(1 + n); words of the place itself do not count."""
        first, end = place
        line_end = int(self.ends[first])
        line_first = line_end - int(self.lengths[first])
        before = self.n_before[first] - self.n_before[max(line_first, first - REACH)]
        behind = self.n_before[min(line_end, end + REACH)] - self.n_before[end]
        return math.log1p(before + behind)


def log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
