"""The table of formats and its page in the docs say the same."""

import pytest

from docs.write_formats import page, row
from exports.formats import FORMATS, format_of
from tests.exports.conftest import ROOT

DOCS = ROOT / "docs" / "formats.md"


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_has_its_row_in_the_docs(key):
    assert f"\n{row(key)}\n" in DOCS.read_text("utf-8"), "run `make docs`"


def test_the_docs_are_what_writing_them_anew_gives():
    text = DOCS.read_text("utf-8")
    assert page(text) == text
    assert "| spaCy pack | a folder |" in page(text.replace("| yes |", "| no |"))


def test_a_suffix_says_the_format_whatever_its_case():
    names = {"a.TXT": "txt", "b/c.jsonl": "jsonl", "d.csv": "csv", "e.docx": None, "jsonl": None}
    assert {name: format_of(name) for name in names} == names
