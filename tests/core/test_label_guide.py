"""The tricky cases of the label guide: what gazetteer, patterns, parser and dictionary suggest, and nothing else.

`row` of a case is the row of the guide's table that it is about; 0: what the guide says above the table.
"""

import json
import re
from pathlib import Path

import pytest

from labeling.core.scheme_file import read_scheme
from labeling.core.suggesting.dictionary import Count, Dictionary
from labeling.core.suggesting.gazetteer_file import read_gazetteer
from labeling.core.suggesting.suggesting import suggest
from labeling.core.words import key_of
from tests.annotated import annotated

ROOT = Path(__file__).parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests/cases/label_guide.jsonl").read_text("utf-8").splitlines() if line]
LABELS = [label.name for label in read_scheme((ROOT / "seeds/scheme.toml").read_text("utf-8"), where="").labels]
GAZETTEER = read_gazetteer((ROOT / "seeds/gazetteer.toml").read_text("utf-8"), where="", labels=LABELS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_what_the_guide_decides_is_what_is_suggested(case):
    text, spans = annotated(case["text"])
    known = {(key_of(phrase), label): Count(*counts) for phrase, label, *counts in case.get("known", ())}
    found = suggest(text, GAZETTEER, Dictionary(known), LABELS)
    assert {(text[one.start : one.end], one.label) for one in found} == {(s.quote(text), s.label) for s in spans}
    assert {one.place for one in found} == {span.place for span in spans}


def test_every_tricky_case_of_the_guide_has_one_of_ours(shared):
    guide = (shared / "label-guide.md").read_text("utf-8")
    table = guide.partition("## Tricky cases")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!Text \|)[^|]+ \|", table, re.MULTILINE)
    assert {case["row"] for case in CASES} == set(range(len(rows) + 1))
