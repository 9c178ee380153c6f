"""Training and using the detector against the same members and stack written in bare scikit-learn."""

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize

from bench import corpus
from bench.measure import Result, in_turn
from labeling.core.document import sha256_of
from labeling.core.scheme_file import read_scheme
from labeling.store.schemes import DEFAULT_SCHEME
from models.detecting.detector import train
from models.detecting.members import STRENGTHS
from models.detecting.space import N_TOPICS
from models.detecting.training_data import TrainingData


def measure(n_documents: int = 1_300) -> tuple[Result, Result]:
    question = read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml").detector_question
    records = corpus.documents(n_documents)
    texts = tuple(record["text"] for record in records)
    data = TrainingData(
        ids=tuple(record["id"] for record in records),
        texts=texts,
        is_positive=tuple(record["attack_report"] == "yes" for record in records),
        groups=tuple(map(sha256_of, texts)),
    )
    bare, model = Bare(), train(data, question).model
    training = in_turn(
        f"train the detector on {n_documents:,} documents",
        lambda: train(data, question),
        lambda: bare.fit(texts, np.array(data.is_positive, dtype=int)),
        budget=2,
    )
    scoring = in_turn(
        f"score {n_documents:,} documents",
        lambda: model.scores(texts),
        lambda: bare.scores(texts),
        budget=1 / 0.9,
    )
    return training, scoring


class Bare:
    """Words and pairs, sentences and topics, each under a logistic regression; their scores out of fold under another.

    No measuring, no choice of strength, no learning curve, no keywords, no gazetteer. What can be counted once is.
    """

    def fit(self, texts: tuple[str, ...], y: np.ndarray) -> None:
        usual = {"strip_accents": "unicode", "min_df": 2, "max_df": 0.6}
        self.words, self.units = CountVectorizer(ngram_range=(1, 2), **usual), CountVectorizer(**usual)
        self.weights, self.unit_weights = (TfidfTransformer(sublinear_tf=True) for _ in range(2))
        self.svd = TruncatedSVD(N_TOPICS[-1], n_iter=4, random_state=7)
        terms = self.weights.fit_transform(self.words.fit_transform(texts))
        topics = normalize(self.svd.fit_transform(terms))
        pieces, of = _sentences(texts)
        units = self.unit_weights.fit_transform(self.units.fit_transform(pieces))
        stacked = np.zeros((len(y), 4))
        for inside, outside in StratifiedKFold(5, shuffle=True, random_state=7).split(texts, y):
            members = self._members(terms, topics, units, of, y, inside)
            stacked[outside] = self._said(members, terms, topics, units, of)[outside]
        self.members = self._members(terms, topics, units, of, y, np.arange(len(y)))
        self.stack = LogisticRegression().fit(stacked, y)

    def scores(self, texts: tuple[str, ...]) -> np.ndarray:
        terms = self.weights.transform(self.words.transform(texts))
        pieces, of = _sentences(texts)
        units = self.unit_weights.transform(self.units.transform(pieces))
        said = self._said(self.members, terms, normalize(self.svd.transform(terms)), units, of)
        return self.stack.predict_proba(said)[:, 1]

    def _members(self, terms: csr_matrix, topics: np.ndarray, units: csr_matrix, of: np.ndarray, y, rows) -> tuple:
        inside = np.isin(of, rows)
        return (
            _regression("words").fit(terms[rows], y[rows]),
            _regression("topics").fit(topics[rows], y[rows]),
            _regression("sentences").fit(units[inside], y[of[inside]]),
        )

    def _said(self, members: tuple, terms: csr_matrix, topics: np.ndarray, units: csr_matrix, of: np.ndarray):
        words, by_topic, by_sentence = members
        said, first = by_sentence.decision_function(units), np.flatnonzero(np.diff(of, prepend=-1))
        best, mean = np.maximum.reduceat(said, first), np.add.reduceat(said, first) / np.bincount(of)
        return np.column_stack([words.decision_function(terms), best, mean, by_topic.decision_function(topics)])


def _sentences(texts: tuple[str, ...]) -> tuple[list[str], np.ndarray]:
    pieces = [text.split(". ") for text in texts]
    return [piece for of in pieces for piece in of], np.repeat(np.arange(len(texts)), [len(of) for of in pieces])


def _regression(name: str) -> LogisticRegression:
    return LogisticRegression(C=STRENGTHS[name], class_weight="balanced", solver="liblinear", tol=1e-2)
