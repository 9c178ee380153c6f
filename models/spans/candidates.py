"""Everything in a text that may be a span of a label, with what speaks for it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.spans.crf import Weights, emissions
from models.spans.examples import Example, Place, ReadText, as_dictionary, lengths_by_word, occurrences
from models.spans.marginals import probable_spans

LEAST = 0.03  # probability from which on the CRF's spans are looked at
SOURCES = ("gazetteer", "pattern", "casualties")
UNKNOWN_SHARE = 0.3  # of a phrase nobody marked before


@dataclass(frozen=True)
class Knowledge:
    """What one label's finds are judged by: the CRF, and the phrases marked before with (times marked, times seen)."""

    weights: Weights
    phrases: Mapping[str, tuple[int, int]]

    def lengths(self) -> Mapping[str, set[int]]:
        return lengths_by_word(self.phrases)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, and its evidence as numbers, in the order that `_evidence` gives them."""

    place: Place
    evidence: tuple[float, ...]


def learn(examples: Sequence[Example], label: str, weights: Weights) -> Knowledge:
    return Knowledge(weights, as_dictionary(examples, label))


def candidates(text: ReadText, knowledge: Mapping[str, Knowledge]) -> dict[str, list[Candidate]]:
    """For each label, the places that the CRF, the dictionary or the gazetteer point to."""
    probable = {label: _probable(text, known.weights) for label, known in knowledge.items()}
    return {label: _of_label(text, label, known, probable) for label, known in knowledge.items()}


def _probable(text: ReadText, weights: Weights) -> dict[Place, float]:
    found = probable_spans(emissions(text.tokens, weights), text.lengths, weights.transitions, LEAST)
    return {(first, end): probability for first, end, probability in found}


def _of_label(
    text: ReadText, label: str, known: Knowledge, probable: Mapping[str, dict[Place, float]]
) -> list[Candidate]:
    own, sources = probable[label], text.known.get(label, {})
    remembered = set(occurrences(text.keys, known.lengths(), known.phrases))
    places = sorted(own.keys() | remembered | sources.keys())
    by_key: dict[str, list[float]] = {}
    for place in places:
        by_key.setdefault(text.key(place), []).append(own.get(place, 0.0))
    near = _Near(own)
    found = []
    for place in places:
        key = text.key(place)
        other = max((spans.get(place, 0.0) for name, spans in probable.items() if name != label), default=0.0)
        counts = known.phrases.get(key) if place in remembered else None
        evidence = _evidence(own.get(place, 0.0), by_key[key], counts, sources.get(place), near.around(place), other)
        found.append(Candidate(place, evidence))
    return found


def _evidence(
    probability: float,
    same: Sequence[float],
    counts: tuple[int, int] | None,
    source: str | None,
    around: tuple[float, float],
    other: float,
) -> tuple[float, ...]:
    """`same`: the CRF's probabilities of all places with these words; `other`: the most of another label here."""
    marked, seen = counts or (0, 0)
    over, over_whole = around
    return (
        log_odds(probability),
        log_odds(sum(same) / len(same)),
        math.log1p(len(same) - 1),
        (marked + 0.5) / (seen + 1.5) if seen else UNKNOWN_SHARE,
        float(seen > 0),
        log_odds(over),
        over_whole,
        other,
        *(float(source == one) for one in SOURCES),
    )


class _Near:
    """The most probable span that crosses a place, and that holds it whole."""

    def __init__(self, spans: Mapping[Place, float]) -> None:
        self.spans = sorted((first, end, probability) for (first, end), probability in spans.items())
        self.firsts = np.array([first for first, _, _ in self.spans], dtype=int)

    def around(self, place: Place) -> tuple[float, float]:
        over, whole = 0.0, 0.0
        begin = int(np.searchsorted(self.firsts, place[0] - 12))  # no span is longer than 12 words
        for first, end, probability in self.spans[begin : int(np.searchsorted(self.firsts, place[1]))]:
            if end > place[0] and (first, end) != place:
                over = max(over, probability)
                if first <= place[0] and place[1] <= end:
                    whole = max(whole, probability)
        return over, whole


def log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(bounded / (1 - bounded))
