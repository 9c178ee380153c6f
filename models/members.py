"""The members of the detector: what words, sentences, topics, known things and keywords each say of a document.

The sentences inherit the answer of their document. One that reports an attack stands out from the rest of its document;
so the best sentence and the mean of all are told apart. Where people marked spans, a second model of sentences learns
from those that hold a mark, the more different labels the more, against all sentences of documents that are no reports.
The keywords are not learned: the more a text speaks of them, the likelier it is a report. First answers build on it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, issparse
from sklearn.linear_model import LogisticRegression

from models.space import Features

SPARSE = {"solver": "liblinear", "tol": 1e-2}  # twice as quick as newton-cg, and ten times nearer to the best fit
DENSE = {"solver": "newton-cholesky"}
MEMBERS = (
    *("words", "best sentence", "mean sentence", "topics", "known", "keywords", "best like marked", "mean like marked"),
)
LEAST_SPREAD = 0.25  # of how much texts speak of the keywords; texts that hardly do are not told apart by it
STRENGTHS = {"words": 10.0, "sentences": 0.3, "topics": 10.0, "known": 0.1, "marked": 3.0}  # C, before the factor


@dataclass(frozen=True, slots=True)
class Members:
    """Weights and, as the last number, the intercept of each linear model: shape (n_features + 1,)."""

    words: np.ndarray
    sentences: np.ndarray
    topics: np.ndarray
    known: np.ndarray
    keywords: np.ndarray
    marked: np.ndarray

    def logits(self, features: Features, rows: np.ndarray | None = None) -> np.ndarray:
        """Log odds by each of MEMBERS, shape (n_rows, n_members), of the documents `rows`, sorted, or of all."""
        if rows is not None:
            features = _part(features, rows)
        return np.column_stack(
            [
                _said(self.words, features.terms),
                *_best_and_mean(self.sentences, features),
                _said(self.topics, features.topics),
                _said(self.known, features.known),
                _said(self.keywords, features.keywords[:, None]),
                *_best_and_mean(self.marked, features),
            ]
        )


def fit_members(features: Features, y: np.ndarray, rows: np.ndarray, factor: float = 1.0) -> Members:
    """Learn from the documents `rows`, sorted, alone. y: shape (n_documents,); `factor` of all STRENGTHS."""
    part, answers = _part(features, rows), y[rows]
    of_sentence = answers[part.document_of_sentence]
    marks = np.where(of_sentence == 1, part.n_labels**2, 1)
    return Members(
        words=_fit("words", part.terms, answers, factor),
        sentences=_fit_sentences("sentences", part, of_sentence, np.ones(len(of_sentence)), factor),
        topics=_fit("topics", part.topics, answers, factor),
        known=_fit("known", part.known, answers, factor),
        keywords=_standardised(part.keywords),
        marked=_fit_sentences("marked", part, of_sentence, marks, factor),
    )


def _fit_sentences(name: str, part: Features, y: np.ndarray, weights: np.ndarray, factor: float) -> np.ndarray:
    """Sentences by weight, shape (n_sentences,); of each document they weigh 1 together, however long it is."""
    by_document = np.bincount(part.document_of_sentence, weights, minlength=part.n_documents)
    share = weights / np.maximum(by_document, 1)[part.document_of_sentence]
    used = share > 0
    return _fit(name, part.sentences[used], y[used], factor, share[used] / max(share[used].mean(), 1e-9))


def _fit(
    name: str, x: csr_matrix | np.ndarray, y: np.ndarray, factor: float, weights: np.ndarray | None = None
) -> np.ndarray:
    if not x.shape[1] or len(np.unique(y)) < 2:
        return np.zeros(x.shape[1] + 1)
    strength = STRENGTHS[name] * factor
    how = SPARSE if issparse(x) else DENSE
    model = LogisticRegression(C=strength, max_iter=1_000, **how)
    model.fit(x, y, sample_weight=balanced(y, np.ones(len(y)) if weights is None else weights))
    return np.append(model.coef_[0], model.intercept_)


def balanced(y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weights, shape (n,), with both answers made to weigh the same together; scikit-learn's takes longer.

    >>> balanced(np.array([1, 0, 0, 0]), np.ones(4)).round(2).tolist()
    [2.0, 0.67, 0.67, 0.67]
    """
    by_answer = np.bincount(y, weights, minlength=2)
    return weights * (by_answer.sum() / 2 / by_answer)[y]


def _standardised(values: np.ndarray) -> np.ndarray:
    """The weight and intercept that give `values` mean 0 and spread 1: nothing of the answers is in it."""
    spread = max(float(values.std()), LEAST_SPREAD)
    return np.array([1 / spread, -values.mean() / spread])


def _said(weights: np.ndarray, x: np.ndarray) -> np.ndarray:
    return x @ weights[:-1] + weights[-1]


def _best_and_mean(weights: np.ndarray, features: Features) -> tuple[np.ndarray, np.ndarray]:
    """Over the sentences of each document; the intercept for one without a sentence. Both: shape (n_documents,)."""
    said = _said(weights, features.sentences)
    best, mean = np.full(features.n_documents, weights[-1]), np.full(features.n_documents, weights[-1])
    there, first, n_of = np.unique(features.document_of_sentence, return_index=True, return_counts=True)
    if len(there):
        best[there] = np.maximum.reduceat(said, first)
        mean[there] = np.add.reduceat(said, first) / n_of
    return best, mean


def _part(features: Features, rows: np.ndarray) -> Features:
    """The documents `rows`, sorted."""
    place = np.full(features.n_documents, -1)
    place[rows] = np.arange(len(rows))
    of_sentence = place[features.document_of_sentence]
    inside = of_sentence >= 0
    return Features(
        terms=features.terms[rows],
        sentences=features.sentences[inside],
        document_of_sentence=of_sentence[inside],
        topics=features.topics[rows],
        known=features.known[rows],
        keywords=features.keywords[rows],
        n_labels=features.n_labels[inside],
    )
