"""The detector: TF-IDF and keyword features under a balanced logistic regression, measured out of fold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
import sklearn
from sklearn.pipeline import Pipeline

from labeling.core.scheme import Question
from models.calibrated import Platt, cross_fitted, fit_platt
from models.evaluation import best_threshold, calibration, decisions, figures
from models.features import Counted, count
from models.fitted import SOLVER, STRENGTH, Fitted, fit
from models.folds import SEED, Fold, folds_of
from models.learning_curve import learning_curve
from models.one_thread import one_thread
from models.training_data import TrainingData, check_enough

Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted model with what was measured out of fold, ready to be stored. `terms`: the words it knows, sorted."""

    terms: list[str]
    fitted: Fitted
    metrics: dict
    settings: dict
    fingerprint: str


def train(data: TrainingData, question: Question, progress: Progress = lambda share, what: None) -> Trained:
    """Fit on all of `data`; every figure in `metrics` is out of fold. TrainingRefused where there is too little."""
    check_enough(data, question)
    with one_thread():
        return _trained(data, question, progress)


def _trained(data: TrainingData, question: Question, progress: Progress) -> Trained:
    progress(0.0, "Counting words")
    y = np.array(data.is_positive, dtype=int)
    counted = count(data.texts, question.keywords)
    folds = folds_of(y, data.groups)
    logits = out_of_fold(counted, y, folds, progress)
    p = cross_fitted(logits, y, folds)
    progress(0.75, "Learning curve")
    curve = learning_curve(counted, y, folds, logits)
    progress(0.95, "All documents")
    fitted, scaling = fit(counted, y, np.arange(len(y))), fit_platt(logits, y)
    metrics = figures(y, p, decisions(p, folds)) | {
        "threshold": best_threshold(p),
        "method": "out of fold",
        "n_folds": len(folds),
        "n_undecided": data.n_undecided,
        "n_tied": data.n_tied,
        "n_locked": data.n_locked,
        "calibration": calibration(y, p),
        "learning_curve": curve,
    }
    terms = counted.terms[fitted.chosen].tolist()
    return Trained(terms, fitted, metrics, settings_of(question, scaling), data.fingerprint)


def out_of_fold(counted: Counted, y: np.ndarray, folds: list[Fold], progress: Progress) -> np.ndarray:
    """Log odds, shape (n,), each by a model that saw neither the text nor a near-duplicate."""
    logits = np.zeros(len(y))
    for number, (inside, outside) in enumerate(folds):
        progress(0.5 + 0.25 * number / len(folds), f"Fold {number + 1} of {len(folds)}")
        logits[outside] = fit(counted, y, inside).logits(counted, outside)
    return logits


def settings_of(question: Question, scaling: Platt) -> dict:
    """What it takes to use the model again, and to train the same one again."""
    return {
        "question": question.name,
        "positive": question.positive,
        "negative": question.negative,
        "keywords": list(question.keywords),
        "slope": scaling.slope,
        "offset": scaling.offset,
        "strength": STRENGTH,
        "solver": SOLVER,
        "seed": SEED,
        "scikit-learn": sklearn.__version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


@dataclass(frozen=True, slots=True)
class Detector:
    """A stored version, ready to score texts."""

    id: int
    pipeline: Pipeline
    scaling: Platt
    threshold: float
    positive: str
    negative: str
    question: str

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        """Probability of the positive answer for each text, shape (n_texts,)."""
        return self.scaling(self.pipeline.decision_function(list(texts))) if len(texts) else np.empty(0)

    def value(self, score: float) -> str:
        return self.positive if score >= self.threshold else self.negative
