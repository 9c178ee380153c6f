"""Training the detector, with all its measuring, against one bare scikit-learn fit of the same model."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from bench import corpus
from bench.measure import Result, in_turn
from labeling.core.document import sha256_of
from labeling.core.scheme_file import read_scheme
from labeling.store.schemes import DEFAULT_SCHEME
from models.detector import train
from models.features import keyword_counter
from models.fitted import SOLVER, STRENGTH
from models.training_data import TrainingData


def measure(n_documents: int = 1_300) -> Result:
    question = read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml").detector_question
    records = corpus.documents(n_documents)
    texts = tuple(record["text"] for record in records)
    data = TrainingData(
        ids=tuple(record["id"] for record in records),
        texts=texts,
        is_positive=tuple(record["attack_report"] == "yes" for record in records),
        groups=tuple(map(sha256_of, texts)),
    )
    words = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", ngram_range=(1, 2), min_df=2, max_df=0.6)
    features = FeatureUnion([("words", words), ("keywords", keyword_counter(question.keywords))])
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", solver=SOLVER, max_iter=1_000)
    bare = Pipeline([("features", features), ("regression", regression)])
    return in_turn(
        f"train the detector on {n_documents:,} documents",
        lambda: train(data, question),
        lambda: bare.fit(texts, np.array(data.is_positive)),
        budget=2,
    )
