"""The detector: TF-IDF and keyword features under a balanced logistic regression, measured out of fold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import sklearn
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import FeatureUnion, Pipeline

from labeling.core.scheme import Question
from models.calibrated import Platt, cross_fitted, fit_platt
from models.evaluation import best_threshold, calibration, figures
from models.keyword_counts import KeywordCounts
from models.learning_curve import learning_curve
from models.training_data import TrainingData, check_enough

KIND = "detector"
SEED = 7
MOST_FOLDS = 5
STRENGTH = 10.0  # of the regression (C): chosen out of fold on MUC-4 train, AP .873 at 1, .886 at 4, .889 at 10
Progress = Callable[[float, str], object]


@dataclass(frozen=True, slots=True)
class Trained:
    """A fitted pipeline with what was measured out of fold, ready to be stored."""

    pipeline: Pipeline
    metrics: dict
    settings: dict
    fingerprint: str


def train(data: TrainingData, question: Question, progress: Progress = lambda share, what: None) -> Trained:
    """Fit on all of `data`; every figure in `metrics` is out of fold. TrainingRefused where there is too little."""
    check_enough(data, question)
    y = np.array(data.is_positive, dtype=int)
    texts = np.array(data.texts, dtype=object)
    folds = folds_of(y, data.groups)
    plain = pipeline_for(len(y), question.keywords)
    logits = np.empty(len(y))
    for number, (inside, outside) in enumerate(folds):
        progress(0.7 * number / len(folds), f"Fold {number + 1} of {len(folds)}")
        logits[outside] = clone(plain).fit(texts[inside], y[inside]).decision_function(texts[outside])
    p = cross_fitted(logits, y, folds)
    threshold = best_threshold(y, p)
    progress(0.7, "Learning curve")
    curve = learning_curve(plain, texts, y, data.groups)
    progress(0.9, "All documents")
    fitted, scaling = clone(plain).fit(texts, y), fit_platt(logits, y)
    metrics = figures(y, p, threshold) | {
        "method": f"out of fold, {len(folds)} folds",
        "n_undecided": data.n_undecided,
        "n_tied": data.n_tied,
        "calibration": calibration(y, p),
        "learning_curve": curve,
    }
    settings = {
        "slope": scaling.slope,
        "offset": scaling.offset,
        "question": question.name,
        "positive": question.positive,
        "negative": question.negative,
        "strength": STRENGTH,
        "seed": SEED,
        "scikit-learn": sklearn.__version__,
    }
    return Trained(fitted, metrics, settings, data.fingerprint)


def pipeline_for(n: int, keywords: Sequence[str]) -> Pipeline:
    """The unfitted model for `n` documents; rare words count from twice on when there is enough to read."""
    words = TfidfVectorizer(
        sublinear_tf=True,
        strip_accents="unicode",
        ngram_range=(1, 2),
        min_df=2 if n >= 50 else 1,
        max_df=0.6 if n >= 50 else 1.0,
    )
    features = FeatureUnion([("words", words), ("keywords", KeywordCounts(tuple(keywords)))])
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=1_000, random_state=SEED)
    return Pipeline([("features", features), ("regression", regression)])


def folds_of(y: np.ndarray, groups: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
    """(train, test) index arrays; identical texts stay together and each fold has both answers where that can be."""
    fewest = min(len({g for g, answer in zip(groups, y, strict=True) if answer == side}) for side in (0, 1))
    splitter = StratifiedGroupKFold(n_splits=max(2, min(MOST_FOLDS, fewest)), shuffle=True, random_state=SEED)
    folds = list(splitter.split(np.zeros(len(y)), y, groups))
    return [(inside, outside) for inside, outside in folds if len(outside) and len(np.unique(y[inside])) == 2]


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
        """Probability of the positive answer for each text, shape (n,)."""
        return self.scaling(self.pipeline.decision_function(list(texts))) if len(texts) else np.empty(0)

    def value(self, score: float) -> str:
        return self.positive if score >= self.threshold else self.negative
