"""Screening against bare scikit-learn, on one core: python -m bench.screening"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench import corpus
from bench.measure import Result, in_turn
from bench.training import Bare
from labeling.core.document import sha256_of
from labeling.core.scheme_file import read_scheme
from labeling.store.learned.models import ModelVersion
from labeling.store.schemes import DEFAULT_SCHEME
from models.detecting.artifact import read_detector, write_model
from models.detecting.detector import train
from models.detecting.training_data import TrainingData
from models.scale.screening import screen

N_TRAINING = 1_300
BATCH = 500  # articles the bare library scores at a time, for flat memory as well
N_DIFFERENT = 10_000  # texts of the long run; then they come again under other ids


def measure(n_documents: int = 8_000) -> Result:
    """Read JSONL, score, write JSONL: by `screen` in one process, and by `json` and scikit-learn."""
    scheme = read_scheme(DEFAULT_SCHEME.read_text("utf-8"), where="seeds/scheme.toml")
    records = corpus.documents(N_TRAINING)
    texts = tuple(record["text"] for record in records)
    answers = tuple(record["attack_report"] == "yes" for record in records)
    data = TrainingData(tuple(one["id"] for one in records), texts, answers, tuple(map(sha256_of, texts)))
    trained = train(data, scheme.detector_question)
    version = ModelVersion(1, "detector", write_model(trained.model), trained.metrics, trained.settings, "", "")
    detector, bare = read_detector(version), Bare()
    bare.fit(texts, np.array(answers, dtype=int))
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder, "articles.jsonl"), Path(folder, "scores.jsonl")
        write_articles(file, n_documents)
        return in_turn(
            f"screen {n_documents:,} articles on one core",
            lambda: screen([file], out, detector, scheme),
            lambda: screen_bare(file, out, bare),
            budget=1 / 0.9,
        )


def screen_bare(file: Path, out: Path, bare: Bare) -> None:
    with file.open(encoding="utf-8") as lines, out.open("w", encoding="utf-8") as scores:
        batch: list[dict] = []
        for line in lines:
            batch.append(json.loads(line))
            if len(batch) == BATCH:
                scores.writelines(_scored(batch, bare))
                batch = []
        if batch:
            scores.writelines(_scored(batch, bare))


def _scored(batch: list[dict], bare: Bare) -> Iterator[str]:
    for record, score in zip(batch, bare.scores(tuple(record["text"] for record in batch)).tolist(), strict=True):
        yield json.dumps({"id": record["id"], "score": round(score, 6)}) + "\n"


def write_articles(file: Path, n: int) -> None:
    """`n` articles of about 2,000 characters, each with an id and a first line of its own."""
    texts = [record["text"] for record in corpus.documents(min(n, N_DIFFERENT), seed=11)]
    with file.open("w", encoding="utf-8") as lines:
        for number in range(n):
            article = {"id": f"a{number}", "text": f"Bulletin {number}.\n{texts[number % len(texts)]}"}
            lines.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    print(measure().line(), flush=True)
