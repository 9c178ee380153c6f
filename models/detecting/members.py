"""The members of the detector: what words, sentences, topics, known things and keywords each say of a document.

The sentences inherit the answer of their document. One that reports an attack stands out from the rest of its document;
so the best sentence and the mean of all are told apart. Where people marked spans, a second model of sentences learns
from those that hold a mark, the more different labels the more, against all sentences of documents that are no reports.
The keywords are not learned: the more a text speaks of them, the likelier it is a report. First answers build on it.
The neighbours are the answered documents themselves: those most like a text have the most to say of it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, issparse
from sklearn.linear_model import LogisticRegression

from models.detecting.space import N_TOPICS, Features

SPARSE = {"solver": "liblinear", "tol": 1e-2}  # twice as quick as newton-cg, and ten times nearer to the best fit
DENSE = {"solver": "newton-cholesky"}
MEMBERS = (
    *("words", "best sentence", "mean sentence", "topics", "known", "keywords", "best like marked", "mean like marked"),
    "neighbours",
)
LEAST_SPREAD = 0.25  # of how much texts speak of the keywords; texts that hardly do are not told apart by it
STRENGTHS = {"words": 10.0, "sentences": 0.3, "topics": 10.0, "known": 0.1, "marked": 3.0}  # C, before the factor
NEARNESS = 12.0  # a document wholly like a text weighs exp(12) times as much as one that is not like it at all
MOST_NEIGHBOURS = 2_000  # more would make scoring slow


@dataclass(frozen=True, slots=True)
class Members:
    """Weights and, as the last number, the intercept of each linear model: shape (n_features + 1,).

    neighbours: shape (n_answered, n_topics + 1), the topics of answered documents and, last, what each weighs, below 0
    where it is no report.
    """

    words: np.ndarray
    sentences: np.ndarray
    topics: np.ndarray
    known: np.ndarray
    keywords: np.ndarray
    marked: np.ndarray
    neighbours: np.ndarray

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
                _by_neighbours(self.neighbours, features.topics),
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
        neighbours=_neighbours(part.topics, answers),
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


def _neighbours(topics: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Of more than MOST_NEIGHBOURS some, evenly."""
    rows = np.linspace(0, len(y) - 1, min(len(y), MOST_NEIGHBOURS)).astype(int)
    weights = balanced(y[rows], np.ones(len(rows))) if len(np.unique(y[rows])) == 2 else np.zeros(len(rows))
    return np.column_stack([topics[rows, N_TOPICS[0] :], weights * (2 * y[rows] - 1)])


def _by_neighbours(neighbours: np.ndarray, topics: np.ndarray) -> np.ndarray:
    """From -1, all that are like it are no reports, to 1, all are; shape (n_documents,)."""
    if not neighbours[:, -1].any():
        return np.zeros(len(topics))
    alike = np.exp(NEARNESS * (topics[:, N_TOPICS[0] :] @ neighbours[:, :-1].T - 1))
    return (alike @ neighbours[:, -1]) / (alike @ np.abs(neighbours[:, -1]))


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
