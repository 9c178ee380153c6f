"""What the tests of screening at scale share: a detector, small shards, and the same articles in every kind of file."""

import json
from pathlib import Path

import pytest

from labeling.store.learned.models import ModelVersion
from models.detecting.artifact import read_detector, write_model
from models.detecting.detector import train
from models.scale import shard as shards
from models.scale.screening import screen
from tests.models.conftest import data_of, text_of, texts_and_answers

N_ARTICLES = 300


@pytest.fixture(scope="session")
def detector(question):
    trained = train(data_of(*texts_and_answers(60)), question)
    artifact = write_model(trained.model)
    return read_detector(ModelVersion(3, "detector", artifact, trained.metrics, trained.settings, "", ""))


@pytest.fixture(scope="session")
def articles() -> list[dict]:
    """Signs of two, three and four bytes, and line ends inside, so that no cut falls well by luck."""
    return [
        {"id": f"é{n}", "text": f"{text_of(n, n % 2 == 0)}\n" + "🚀 «naïve» 標\n" * (n % 7)} for n in range(N_ARTICLES)
    ]


@pytest.fixture(scope="session")
def jsonl(articles) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles).encode()


@pytest.fixture
def file(tmp_path, jsonl) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl)
    return path


@pytest.fixture
def small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SHARD_BYTES", 5_000)


@pytest.fixture
def scores(tmp_path, detector, scheme):
    """Screens files and gives the bytes that were written, with what `screen` counted."""

    def scored(*paths: Path, out: str = "out.jsonl", **options) -> tuple[bytes, dict]:
        counts = screen(paths, tmp_path / out, detector, scheme, **options)
        return (tmp_path / out).read_bytes(), counts

    return scored
