"""What the detector sees of a text: words and pairs of words, and the scheme's keywords."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from labeling.core.errors import TrainingRefused
from models.keyword_counts import KeywordCounts

ENOUGH = 50  # documents from which on a word must stand in FEWEST of them and in at most MOST of all
FEWEST, MOST = 2, 0.6
NO_WORDS = "None of the {n:,} answered documents holds a word of two letters, so there is nothing to learn from."


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts that were counted once, so that every fold only has to choose from the counts.

    words: shape (n_texts, n_terms), how often each term stands in each text; terms: shape (n_terms,), sorted.
    keywords: shape (n_texts, n_keyword_features).
    """

    words: csr_matrix
    terms: np.ndarray
    keywords: csr_matrix


def count(texts: Sequence[str], keywords: Sequence[str]) -> Counted:
    """The features of training texts before any choice; TrainingRefused where there is no word at all."""
    fewest = FEWEST if len(texts) >= ENOUGH else 1  # what stands in one text of many is in no fold's useful terms
    counter = word_counter(min_df=fewest)
    try:
        words = counter.fit_transform(texts)
    except ValueError:  # scikit-learn's word for an empty vocabulary
        if not any(map(counter.build_analyzer(), texts)):
            raise TrainingRefused(NO_WORDS.format(n=len(texts))) from None
        counter = word_counter()
        words = counter.fit_transform(texts)
    return Counted(words.tocsr(), counter.get_feature_names_out(), keyword_counter(keywords).transform(texts))


def word_counter(*, terms: Sequence[str] | None = None, min_df: int = 1) -> CountVectorizer:
    """Counts words and pairs of neighbours, in small letters without accents; `terms`: these alone."""
    return CountVectorizer(strip_accents="unicode", ngram_range=(1, 2), vocabulary=terms, min_df=min_df)


def keyword_counter(keywords: Sequence[str]) -> KeywordCounts:
    return KeywordCounts(tuple(keywords))


def weighting() -> TfidfTransformer:
    """Log counts, rare terms weigh more, each text has length 1."""
    return TfidfTransformer(sublinear_tf=True)


def useful_terms(words: csr_matrix) -> np.ndarray:
    """Which terms these texts teach something about, shape (n_terms,) of bool: neither alone nor everywhere.

    >>> useful_terms(csr_matrix([[1, 0], [2, 0]])).tolist()
    [True, False]
    """
    n_texts, n_terms = words.shape
    n_with = np.bincount(words.indices, minlength=n_terms)
    usual = (n_with >= FEWEST) & (n_with <= MOST * n_texts)
    return usual if n_texts >= ENOUGH and usual.any() else n_with > 0


def joined(words: csr_matrix, keywords: csr_matrix) -> csr_matrix:
    """Weighted words and keyword features side by side."""
    return hstack([words, keywords], format="csr")


def pipeline_of(
    terms: Sequence[str], tfidf: TfidfTransformer, keywords: Sequence[str], regression: LogisticRegression
) -> Pipeline:
    """The parts of a fitted model as one scikit-learn pipeline, from texts to answers."""
    counter = word_counter(terms=list(terms)).fit([""])  # its vocabulary is given: nothing is learned here
    words = Pipeline([("counts", counter), ("weights", tfidf)])
    features = FeatureUnion([("words", words), ("keywords", keyword_counter(keywords))])
    return Pipeline([("features", features), ("regression", regression)])
