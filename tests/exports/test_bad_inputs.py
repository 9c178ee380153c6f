"""Every bad .txt and .jsonl file of the collection gets the answer its manifest asks for."""

import importlib.util
import json
import re
import time
from pathlib import Path

import pytest

from exports.commands.load import load
from labeling.store.annotations import annotated_documents
from labeling.store.database import open_database
from labeling.store.documents import documents
from tests.exports.conftest import ROOT

BAD_INPUTS = ROOT.parent / "shared" / "bad-inputs"
MANIFEST = BAD_INPUTS / "manifest.jsonl"
CASES = [json.loads(line) for line in MANIFEST.read_text("utf-8").splitlines()] if MANIFEST.exists() else []
OURS = [case for case in CASES if case["format"] in ("txt", "jsonl")]

pytestmark = pytest.mark.skipif(not OURS, reason="needs ../shared/bad-inputs")


@pytest.mark.parametrize("case", OURS, ids=lambda case: case["file"])
def test_a_bad_file_gets_the_answer_of_the_manifest(case, run, database_file, tmp_path):
    path = file_of(case, tmp_path)
    began = time.perf_counter()
    result = run(load, path)
    assert time.perf_counter() - began < 10
    db = open_database(database_file)
    if case["expect"] == "reject":
        assert result.exit_code == 1
        assert path.name in result.output and "Nothing was loaded." in result.output
        assert "Traceback" not in result.output
        assert list(documents(db)) == [] and result.stdout == ""
        if case["expect_line"]:
            assert first_line_named(result.output, path.name) == case["expect_line"]
    else:
        assert result.exit_code == 0, result.output
        check_content(case, list(annotated_documents(db)))
        assert ("the same text as" in result.stderr) == case.get("warn", False)


def check_content(case, loaded):
    texts = [annotated.document.text for annotated in loaded]
    assert len(loaded) == case["docs"]
    if "spans" in case:
        assert sum(len(layer.spans) for annotated in loaded for layer in annotated.annotations) == case["spans"]
    assert texts[0].startswith(case.get("text_starts", ""))
    assert case.get("text_has", "") in texts[0]


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
