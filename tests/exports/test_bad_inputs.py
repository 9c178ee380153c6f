"""Every bad .txt and .jsonl file of the collection gets the answer its manifest asks for."""

import importlib.util
import json
import re
import time
from pathlib import Path

import pytest

from exports.commands.load import load
from labeling.store.annotations import annotated_documents
from labeling.store.documents import n_documents
from tests.exports.conftest import ROOT

BAD_INPUTS = ROOT.parent / "shared" / "bad-inputs"
MANIFEST = BAD_INPUTS / "manifest.jsonl"
CASES = [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.exists() else []
OURS = [case for case in CASES if case["format"] in ("txt", "jsonl")]


def test_the_collection_is_there(shared):
    assert len(OURS) == 49


@pytest.mark.parametrize("case", [case for case in OURS if case["expect"] == "reject"], ids=lambda case: case["file"])
def test_a_bad_file_is_refused_whole_with_its_name_and_line(case, run, db, tmp_path):
    path = file_of(case, tmp_path)
    result = run(load, path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert path.name in result.stderr
    assert result.stderr.endswith("Nothing was loaded.")
    assert n_documents(db) == 0
    if case["expect_line"]:
        assert first_line_named(result.stderr, path.name) == case["expect_line"]


@pytest.mark.parametrize("case", [case for case in OURS if case["expect"] == "accept"], ids=lambda case: case["file"])
def test_an_odd_file_is_taken_whole(case, run, db, tmp_path):
    began = time.perf_counter()
    result = run(load, file_of(case, tmp_path))
    assert result.exit_code == 0
    assert time.perf_counter() - began < 10
    loaded = list(annotated_documents(db))
    texts = [annotated.document.text for annotated in loaded]
    n_spans = sum(len(layer.spans) for annotated in loaded for layer in annotated.annotations)
    assert (len(loaded), n_spans) == (case["docs"], case.get("spans", n_spans))
    assert texts[0].startswith(case.get("text_starts", ""))
    assert case.get("text_has", "") in texts[0]
    assert ("the same text as" in result.stderr) == case.get("warn", False)


def first_line_named(message: str, name: str) -> int | None:
    found = re.search(rf"{re.escape(name)}, line (\d+)", message)
    return int(found[1]) if found else None


def file_of(case, tmp_path: Path) -> Path:
    if not case.get("generated"):
        return BAD_INPUTS / case["file"]
    spec = importlib.util.spec_from_file_location("generators", BAD_INPUTS / "generators.py")
    generators = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generators)
    path = tmp_path / Path(case["file"]).name
    path.write_bytes(getattr(generators, case["generator"])())
    return path
