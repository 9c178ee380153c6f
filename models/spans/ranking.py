"""From evidence to one calibrated score, and from candidates to spans that do not overlap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from models.spans.candidates import N_EVIDENCE, Candidates
from models.spans.examples import Place
from models.spans.surroundings import log_odds

STRENGTH = 0.005  # C of the regression over the evidence: few numbers, noisy labels
LEAST_SCORE = 0.02
FEWEST = 10  # marked candidates for a regression; with fewer the CRF's own probability counts
FEWEST_TO_CALIBRATE = 5


@dataclass(frozen=True)
class Ranking:
    """Score = σ(slope · logit(σ(evidence · weights + bias)) + offset); shapes: weights (n_evidence,)."""

    weights: np.ndarray
    bias: float
    slope: float = 1.0
    offset: float = 0.0

    def spans(self, found: Candidates) -> list[tuple[Place, float]]:
        """Of candidates of one label those that win against what they overlap, with calibrated scores, sorted."""
        if not len(found):
            return []
        raw = expit(found.evidence @ self.weights + self.bias)
        chosen = _without_overlap(found.all(), raw)
        logits = np.array([log_odds(score) for _, score in chosen])
        scores = expit(self.slope * logits + self.offset)
        return sorted((place, float(score)) for (place, _), score in zip(chosen, scores, strict=True))


def fit_ranking(found: Sequence[Candidates], marked: Sequence[set[Place]]) -> Ranking:
    """Learn from candidates that were found out of fold, of each text, and the places marked in each text."""
    evidence = np.concatenate([text.evidence for text in found]).reshape(-1, N_EVIDENCE)
    is_marked = np.array([place in places for text, places in zip(found, marked, strict=True) for place in text.all()])
    ranking = _regression(evidence, is_marked)
    pairs = [
        (log_odds(score), place in places)
        for text, places in zip(found, marked, strict=True)
        for place, score in ranking.spans(text)
    ]
    hits = np.array([hit for _, hit in pairs], dtype=bool)
    if hits.sum() < FEWEST_TO_CALIBRATE or hits.all():
        return ranking
    platt = LogisticRegression(C=100).fit(np.array([[logit] for logit, _ in pairs]), hits)
    return Ranking(ranking.weights, ranking.bias, float(platt.coef_[0, 0]), float(platt.intercept_[0]))


def _regression(evidence: np.ndarray, is_marked: np.ndarray) -> Ranking:
    if is_marked.sum() < FEWEST or is_marked.all():
        own_probability = np.zeros(evidence.shape[1])
        own_probability[0] = 1.0
        return Ranking(own_probability, 0.0)
    scaler = StandardScaler().fit(evidence)
    regression = LogisticRegression(C=STRENGTH, max_iter=500).fit(scaler.transform(evidence), is_marked)
    weights = regression.coef_[0] / scaler.scale_
    return Ranking(weights, float(regression.intercept_[0] - weights @ scaler.mean_))


def _without_overlap(places: Sequence[Place], scores: np.ndarray) -> list[tuple[Place, float]]:
    """The best first, none over another."""
    taken, chosen = set(), []
    for number in np.argsort(-scores, kind="stable"):
        if scores[number] < LEAST_SCORE:
            break
        tokens = range(*places[number])
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append((places[number], float(scores[number])))
    return chosen
