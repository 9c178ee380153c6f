"""Features from the scheme's keywords: how often each stands in a text, and how densely."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin

LEAD = 400  # characters: reports name the attack early


class KeywordCounts(TransformerMixin, BaseEstimator):
    """Texts to log counts of keywords, in the whole text and in its first LEAD characters, and their density.

    `transform` gives shape (n_texts, 2 * n_keywords + 1). Keywords are plain text, never patterns.
    """

    def __init__(self, keywords: Sequence[str] = (), weight: float = 0.1) -> None:
        self.keywords = keywords
        self.weight = weight

    def fit(self, texts: Iterable[str], y: object = None) -> "KeywordCounts":
        self.n_features_ = 2 * len(self.keywords) + 1
        return self

    def transform(self, texts: Iterable[str]) -> csr_matrix:
        words = [re.escape(keyword) for keyword in sorted(self.keywords, key=len, reverse=True)]
        pattern = re.compile(rf"\b({'|'.join(words)})\b") if words else None
        place = {keyword: number for number, keyword in enumerate(self.keywords)}
        rows = [self._row(text.lower(), pattern, place) for text in texts]
        return csr_matrix(np.array(rows, dtype=float).reshape(len(rows), 2 * len(place) + 1))

    def _row(self, text: str, pattern: re.Pattern | None, place: dict[str, int]) -> np.ndarray:
        row = np.zeros(2 * len(place) + 1)
        for found in pattern.finditer(text) if pattern else ():
            number = place[found[1]]
            row[number] += 1
            row[len(place) + number] += found.start() < LEAD
        density = 1_000 * row[: len(place)].sum() / max(len(text), 1)
        row[-1] = density
        return self.weight * np.log1p(row)

    def __sklearn_is_fitted__(self) -> bool:
        return True
