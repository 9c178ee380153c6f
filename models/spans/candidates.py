"""Everything in a text that may be a span of a label, with what speaks for it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from labeling.core.suggesting.dictionary import LEAST_SHARE
from models.spans.crf import Weights, emissions
from models.spans.examples import Example, Place, ReadText, as_dictionary, lengths_by_word, occurrences
from models.spans.features import Features
from models.spans.marginals import probable_spans
from models.spans.surroundings import Lines, Rivals, Telling, log_odds

LEAST = 0.03  # probability from which on the CRF's spans are looked at
SOURCES = ("gazetteer", "pattern", "casualties")
UNKNOWN_SHARE = 0.3  # of a phrase nobody marked before
LEAD = 50  # words in which a text says what it is about
N_EVIDENCE = 20


@dataclass(frozen=True)
class Knowledge:
    """What one label's finds are judged by: the CRF, and the phrases marked before with (times marked, times seen).

    `telling`: words, in small letters, that the team says speak for a report.
    """

    weights: Weights
    phrases: Mapping[str, tuple[int, int]]
    telling: Collection[str] = frozenset()

    def lengths(self) -> Mapping[str, set[int]]:
        return lengths_by_word(self.phrases)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Places of one label in a text, and what speaks for each as numbers; columns, for thousands of texts are held.

    places: shape (n, 2), first token and end token, sorted; evidence: shape (n, N_EVIDENCE).
    is_known: shape (n,), whether it would be proposed without the CRF, by the dictionary or the gazetteer.
    """

    places: np.ndarray
    evidence: np.ndarray
    is_known: np.ndarray

    def __len__(self) -> int:
        return len(self.places)

    def all(self) -> list[Place]:
        return list(map(tuple, self.places.tolist()))

    def known(self) -> list[Place]:
        return list(map(tuple, self.places[self.is_known].tolist()))


def learn(examples: Sequence[Example], label: str, weights: Weights, telling: Collection[str] = ()) -> Knowledge:
    return Knowledge(weights, as_dictionary(examples, label), frozenset(telling))


def candidates(text: ReadText, knowledge: Mapping[str, Knowledge], relevance: float) -> dict[str, Candidates]:
    """For each label, the places that the CRF, the dictionary or the gazetteer point to."""
    tokens = [token for line in text.lines() for token in line]
    probable = {label: _probable(text, tokens, known.weights) for label, known in knowledge.items()}
    return {label: _of_label(text, label, known, probable, relevance) for label, known in knowledge.items()}


def _probable(text: ReadText, tokens: Sequence[Features], weights: Weights) -> dict[Place, float]:
    found = probable_spans(emissions(tokens, weights), text.lengths, weights.transitions, LEAST)
    return {(first, end): probability for first, end, probability in found}


def _of_label(
    text: ReadText, label: str, known: Knowledge, probable: Mapping[str, dict[Place, float]], relevance: float
) -> Candidates:
    own, sources = probable[label], text.known.get(label, {})
    others = [spans for name, spans in probable.items() if name != label]
    remembered = set(occurrences(text.keys, known.lengths(), known.phrases))
    places = sorted(own.keys() | remembered | sources.keys())
    by_key: dict[str, list[float]] = {}
    first_of: dict[str, int] = {}
    for place in places:
        by_key.setdefault(text.key(place), []).append(own.get(place, 0.0))
        first_of.setdefault(text.key(place), place[0])
    rivals, lines, telling = Rivals(own), Lines(text, own, others), Telling(text, known.telling)
    rows, is_known = [], []
    for place in places:
        key, probability = text.key(place), own.get(place, 0.0)
        marked, seen = known.phrases.get(key, (0, 0)) if place in remembered else (0, 0)
        same = by_key[key]
        evidence = (
            log_odds(probability),
            log_odds(sum(same) / len(same)),
            math.log1p(len(same) - 1),
            (marked + 0.5) / (seen + 1.5) if seen else UNKNOWN_SHARE,
            float(seen > 0),
            *rivals.around(place),
            max((spans.get(place, 0.0) for spans in others), default=0.0),
            *(float(sources.get(place) == source) for source in SOURCES),
            *lines.around(place, probability),
            relevance,
            log_odds(max(same)),
            math.log1p(first_of[key] / LEAD),
            place[0] / len(text.keys),
            math.log(len(text.keys)),
            telling.around(place),
        )
        rows.append(evidence)
        is_known.append(place in sources or (seen > 0 and marked >= LEAST_SHARE * seen))
    return Candidates(
        np.array(places, dtype=np.int32).reshape(-1, 2),
        np.array(rows, dtype=float).reshape(-1, N_EVIDENCE),
        np.array(is_known, dtype=bool),
    )


NONE = Candidates(np.zeros((0, 2), dtype=np.int32), np.zeros((0, N_EVIDENCE)), np.zeros(0, dtype=bool))
