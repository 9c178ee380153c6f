"""docs/model-card.md runs as it stands, and its table is what card.json holds."""

import contextlib
import io
import json
import re

import pytest
from click.testing import CliRunner

from cli import sitrep
from exports.samples import ensure_project
from tests.fences import DOCS, fences


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Holds `model`, an export from the sample project."""
    folder = tmp_path_factory.mktemp("outside")
    ensure_project(folder / "sitrep.db")
    for words in (["train", "detector"], ["export", "model", str(folder / "model")]):
        assert CliRunner().invoke(sitrep, ["--db", str(folder / "sitrep.db"), *words]).exit_code == 0
    (folder / "sitrep.db").unlink()
    return folder


def test_the_page_prints_what_it_shows(folder, monkeypatch):
    monkeypatch.chdir(folder)
    blocks, names = fences("model-card.md", "python", "text"), {}
    for (_, code), (_, shown) in zip(blocks[::2], blocks[1::2], strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "docs/model-card.md", "exec"), names)
        assert printed.getvalue() == shown
    assert len(blocks) == 4


def test_the_example_on_the_card_runs(folder, monkeypatch):
    monkeypatch.chdir(folder)
    code = re.search(r"```python\n(.*?)```", (folder / "model" / "card.md").read_text("utf-8"), re.DOTALL)[1]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "card.md", "exec"), {})
    assert re.fullmatch(r"\[0\.\d+\] \[(True|False)\]\n", printed.getvalue())


def test_every_key_of_the_card_is_described_and_no_other(folder):
    described = (DOCS / "model-card.md").read_text("utf-8").split("| In `card.json` | Holds |\n")[1]
    cells = re.findall(r"^\| (`.+?`) \|", described, re.MULTILINE)
    keys = [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]
    assert sorted(keys) == sorted(json.loads((folder / "model" / "card.json").read_text("utf-8")))
