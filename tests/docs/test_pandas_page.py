"""docs/pandas.md runs as it stands, and its columns are those of the frames."""

import contextlib
import inspect
import io
import re

import pandas as pd
import pytest

from exports import tables
from exports.samples import ensure_project
from tests.fences import DOCS, fences

FRAMES = (tables.documents, tables.spans, tables.answers, tables.casualties, tables.casualty_totals)


def test_the_page_prints_what_it_shows(tmp_path, monkeypatch):
    ensure_project(tmp_path / "sitrep.db")
    monkeypatch.chdir(tmp_path)
    blocks, names = fences("pandas.md", "python", "text"), {}
    with pd.option_context("display.width", None, "display.max_columns", None):
        for (kind, code), (shown_kind, shown) in zip(blocks[::2], blocks[1::2], strict=True):
            assert (kind, shown_kind) == ("python", "text")
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(code, "docs/pandas.md", "exec"), names)
            assert trimmed(printed.getvalue()) == trimmed(shown), code
    assert len(blocks) > 10


@pytest.mark.parametrize("function", FRAMES, ids=lambda function: function.__name__)
def test_the_columns_are_those_of_the_docstring_and_of_the_page(function, tmp_path):
    ensure_project(tmp_path / "sitrep.db")
    described = columns_in_docstring(function)
    found = function(tmp_path / "sitrep.db")
    dtypes = {name: str(dtype) for name, dtype in found.dtypes.items() if not name.startswith("attribute.")}
    assert dtypes == {name: dtype for name, dtype, _ in described if name != "attribute.*"}
    assert columns_on_page(function.__name__) == described


def columns_in_docstring(function) -> list[tuple[str, str, str]]:
    """(name, dtype, meaning) of each line that looks like one."""
    return re.findall(r"^(\S+) {2,}(\S+)(?: {2,}(.+))?$", inspect.getdoc(function), re.MULTILINE)


def columns_on_page(name: str) -> list[tuple[str, str, str]]:
    section = (DOCS / "pandas.md").read_text("utf-8").split(f"### `{name}`\n")[1].split("### ")[0]
    return re.findall(r"^\| `(.+?)` \| (\S+) \| ?(.*?) ?\|$", section, re.MULTILINE)


def trimmed(text: str) -> list[str]:
    """The lines without blanks at their ends, which pandas writes and editors take away."""
    return [line.rstrip() for line in text.rstrip().splitlines()]
