"""The detector: members over words, sentences, topics, known things and neighbours, stacked; measured unseen."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy
import sklearn
from sklearn.exceptions import ConvergenceWarning

from labeling.core.scheme import Question
from labeling.core.suggesting.gazetteer import Gazetteer
from models.detecting.counting import Vocabulary, count, count_anew
from models.detecting.cutting import Numbers
from models.detecting.doubts import doubts
from models.detecting.folds import SEED, folds_of
from models.detecting.learning_curve import Point, learning_curve
from models.detecting.lexicon import phrases_of
from models.detecting.members import MEMBERS, Members, fit_members
from models.detecting.one_thread import one_thread
from models.detecting.out_of_fold import out_of_fold
from models.detecting.reading import top_terms
from models.detecting.space import N_TOPICS, Space, features_of, space_of
from models.detecting.stacking import Stack, fit_stack, level_by, levelled
from models.detecting.training_data import TrainingData, check_enough
from models.figures.evaluation import best_threshold, decisions, figures
from models.figures.forecast import forecast
from models.figures.measuring import by_part, curves, ece, intervals, reliability
from models.figures.offers import offers
from models.figures.resampling import draws

BATCH = 500  # texts that are scored at a time, for flat memory
Progress = Callable[[float, str], object]


@dataclass(frozen=True)
class Model:
    """What it takes to score a text; plain arrays all the way down."""

    vocabulary: Vocabulary
    space: Space
    members: Members
    stack: Stack

    @cached_property
    def numbers(self) -> Numbers:
        return Numbers(self.vocabulary.words)

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """Probability of the positive answer for each text, shape (n_texts,)."""
        parts = [self._scores(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH)]
        return np.concatenate(parts) if parts else np.empty(0)

    def topics(self, texts: Sequence[str]) -> np.ndarray:
        """What each text is about, rows of length 1, or of zeros; shape (n_texts, n_topics)."""
        counted = count(texts, self.vocabulary, self.numbers)
        return features_of(counted, self.space).topics[:, N_TOPICS[0] :]

    def _scores(self, texts: Sequence[str]) -> np.ndarray:
        counted = count(texts, self.vocabulary, self.numbers)
        return self.stack(self.members.logits(features_of(counted, self.space)))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with what was measured out of fold, ready to be stored.

    p: shape (n,), the probability of each document by a model that did not see it; fold_of: shape (n,), the fold it
    was measured in; doubt: shape (n,), of each answer; ids: the documents; level: shape (n,), of bool, those
    that set the level of the scores.
    """

    model: Model
    metrics: dict
    settings: dict
    fingerprint: str
    ids: tuple[str, ...]
    p: np.ndarray
    fold_of: np.ndarray
    doubt: np.ndarray
    level: np.ndarray


def train(
    data: TrainingData,
    question: Question,
    progress: Progress = lambda share, what: None,
    *,
    gazetteer: Gazetteer | None = None,
) -> Trained:
    """Fit on all of `data`; every figure in `metrics` is out of fold. TrainingRefused where there is too little."""
    check_enough(data, question)
    quiet = warnings.catch_warnings(category=ConvergenceWarning, action="ignore")  # it falls back by itself
    with quiet, one_thread(), sklearn.config_context(assume_finite=True, skip_parameter_validation=True):
        return _trained(data, question, gazetteer, progress)


def _trained(data: TrainingData, question: Question, gazetteer: Gazetteer | None, progress: Progress) -> Trained:
    progress(0.0, "Counting words")
    y = np.array(data.is_positive, dtype=int)
    phrases = phrases_of((*question.keywords, *question.related), gazetteer)
    counted, vocabulary = count_anew((*data.texts, *data.others), len(y), phrases, data.marks)
    folds = folds_of(y, data.groups)
    sample = np.array(data.sampled or [True] * len(y))
    measured = out_of_fold(counted, y, folds, sample, progress)
    progress(0.9, "All documents")
    space = space_of(counted, np.arange(counted.n_documents))
    features = features_of(counted, space)
    stack = levelled(fit_stack(measured.logits, y), measured.logits, y, sample)
    members = fit_members(features, y, np.arange(len(y)), measured.factor)
    model = Model(vocabulary, space, members, stack)
    p, unanswered = measured.p, np.arange(len(y), counted.n_documents)
    others = stack(members.logits(features, unanswered))
    said = decisions(p, folds, measured.others)
    metrics = _told(data, y, p, said, measured.points) | {
        "offers": offers(y, p, others),
        "threshold": best_threshold(np.append(p, others)),
        "n_sampled": int(sample.sum()),
        "sample": _on_sample(data, y, p, said, sample),
        "method": "out of fold",
        "n_folds": len(folds),
        "n_undecided": data.n_undecided,
        "n_tied": data.n_tied,
        "n_locked": data.n_locked,
        "terms": top_terms(vocabulary, features, members, stack),
    }
    settings = settings_of(question, measured.factor, len(data.others))
    doubt = doubts(y, p, features.topics[: len(y)], data.marks, folds)
    fold_of = np.empty(len(y), dtype=int)
    for number, (_, outside) in enumerate(folds):
        fold_of[outside] = number
    return Trained(model, metrics, settings, data.fingerprint, data.ids, p, fold_of, doubt, level_by(y, sample))


def _told(data: TrainingData, y: np.ndarray, p: np.ndarray, said: np.ndarray, points: Sequence[Point]) -> dict:
    """Everything that is measured out of fold, see docs/models.md. y, p: shape (n,); said: shape (n,), of bool."""
    weights = draws(data.groups)
    found = figures(y, p, said) | {"ece": ece(y, p), "intervals": intervals(y, p, said, weights)}
    low, high = found["intervals"]["average_precision"]
    by_size = [(point.n, point.average_precision) for point in points]
    return found | {
        **curves(y, p, weights),
        "calibration": reliability(y, p),
        "by_source": by_part(data.sources, y, p, said, weights) if data.sources else [],
        "by_month": by_part(data.months, y, p, said, weights) if data.months else [],
        "learning_curve": learning_curve(points),
        "forecast": forecast(by_size, len(y), found["average_precision"], low, high) if low is not None else [],
    }


def _on_sample(data: TrainingData, y: np.ndarray, p: np.ndarray, said: np.ndarray, sample: np.ndarray) -> dict | None:
    """Figures of the honest sample alone, where there is enough of it and others beside it; shapes as in `_told`.

    The queue gives people what the detector is unsure of: figures of all that they answered fall while it gets better.
    """
    rows = np.flatnonzero(level_by(y, sample))
    if len(rows) == len(y):
        return None
    weights = draws([data.groups[row] for row in rows])
    found = figures(y[rows], p[rows], said[rows])
    return found | {"intervals": intervals(y[rows], p[rows], said[rows], weights)}


def settings_of(question: Question, factor: float, n_others: int) -> dict:
    """What it takes to use the model again, and to train the same one again."""
    return {
        "question": question.name,
        "positive": question.positive,
        "negative": question.negative,
        "keywords": [*question.keywords, *question.related],
        "members": list(MEMBERS),
        "strength": factor,
        "n_others": n_others,
        "seed": SEED,
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


@dataclass(frozen=True)
class Detector:
    """A stored version, ready to score texts."""

    id: int
    model: Model
    threshold: float
    positive: str
    negative: str
    question: str

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """Probability of the positive answer for each text, shape (n_texts,)."""
        return self.model.scores(texts)

    def value(self, score: float) -> str:
        return self.positive if score >= self.threshold else self.negative
