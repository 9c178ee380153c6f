"""The table of formats and its page in the docs say the same."""

import pytest

from exports.formats import FORMATS, format_of
from tests.exports.conftest import ROOT

DOCS = ROOT / "docs" / "formats.md"


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_has_its_row_in_the_docs(key):
    format = FORMATS[key]
    read, written = ("yes" if function else "no" for function in (format.read, format.write or format.write_files))
    row = f"| `{key}` {format.name} | `{format.suffixes[0]}` | {read} | {written} | {format.carries} | {format.loses} |"
    assert row in DOCS.read_text("utf-8")


def test_a_suffix_says_the_format_whatever_its_case():
    names = {"a.TXT": "txt", "b/c.jsonl": "jsonl", "d.csv": "csv", "e.docx": None, "jsonl": None}
    assert {name: format_of(name) for name in names} == names
