"""The issue's bar, on reports nobody wrote for this project; the files are read in place."""

import json
import time

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from models.detector import train
from models.features import keyword_counter
from models.fitted import SOLVER, STRENGTH
from tests.models.conftest import data_of


@pytest.fixture
def train_file(shared):
    return shared / "data" / "muc4" / "train.jsonl"


def test_the_detector_holds_the_bar_on_muc4(run, train_file, shared):
    begin = time.monotonic()
    assert run("load", train_file, "--annotator", "muc").exit_code == 0
    trained = json.loads(run("train", "detector", "--json").stdout)
    found = json.loads(run("evaluate", shared / "data" / "muc4" / "dev.jsonl", "--json").stdout)
    assert (found["n"], found["n_positive"], found["n_in_training"]) == (200, 114, 0)
    assert found["f1"] >= 0.78
    assert found["average_precision"] >= 0.88
    assert found["brier"] <= 0.165
    assert found["f1"] > found["all_yes_f1"] + 0.05
    for name in ("f1", "average_precision", "brier"):  # what training promised is what a new file shows
        assert trained[name] == pytest.approx(found[name], abs=0.03)
    assert time.monotonic() - begin < 60


def test_training_with_all_its_measuring_costs_little_more_than_one_bare_fit(train_file, question):
    rows = [json.loads(line) for line in train_file.read_text("utf-8").splitlines()]
    data = data_of([row["text"] for row in rows], [row["attack_report"] == "yes" for row in rows])

    def bare() -> None:
        words = TfidfVectorizer(sublinear_tf=True, strip_accents="unicode", ngram_range=(1, 2), min_df=2, max_df=0.6)
        features = FeatureUnion([("words", words), ("keywords", keyword_counter(question.keywords))])
        regression = LogisticRegression(C=STRENGTH, class_weight="balanced", solver=SOLVER, max_iter=1_000)
        Pipeline([("features", features), ("regression", regression)]).fit(data.texts, np.array(data.is_positive))

    ratios = []
    for _ in range(3):
        begin = time.process_time()
        bare()
        middle = time.process_time()
        train(data, question)
        ratios.append((time.process_time() - middle) / (middle - begin))
    assert sorted(ratios)[1] < 3  # 1.9 when measured alone; five folds, the curve and the final fit are in it
