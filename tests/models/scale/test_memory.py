import json
import tracemalloc
from pathlib import Path

from models.scale import shard as shards
from tests.models.conftest import text_of


def peak_of(scores, file: Path) -> int:
    tracemalloc.start()
    scores(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_ten_times_as_many_articles_take_the_same_memory(tmp_path, scores, monkeypatch):
    monkeypatch.setattr(shards, "SHARD_BYTES", 200_000)
    lines = [json.dumps({"id": f"d{n}", "text": text_of(n, True) * 5}).encode() + b"\n" for n in range(4_000)]
    few, many = tmp_path / "few.jsonl", tmp_path / "many.jsonl"
    few.write_bytes(b"".join(lines[:400]))
    many.write_bytes(b"".join(lines))
    peak_of(scores, few)  # what is read and kept once
    assert peak_of(scores, many) < 1.2 * peak_of(scores, few)
