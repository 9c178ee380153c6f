"""A whole seed article by keys alone: suggestions, same-again, details, undo after a reload, submit, export."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser import annotator
from tests.browser.server import ROOT

pytestmark = pytest.mark.browser
KEY_BY_LABEL = {"ACTOR": "1", "WEAPON": "2", "BASE": "3", "CASUALTY": "4"}
MOST_KEYS = 200


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


@pytest.fixture(scope="module")
def record(request) -> dict:
    lines = (request.getfixturevalue("shared") / "seeds" / "gold.jsonl").read_text("utf-8").split("\n")
    return next(found for found in map(json.loads, filter(None, lines)) if found["id"].startswith("002"))


def judge_suggestions(page, gold: set) -> None:
    for _ in range(MOST_KEYS):
        offered = annotator.suggestions(page)
        if not offered:
            return
        current = page.locator('[data-sitrep="suggestion"][aria-current="true"]')
        start, end, label = (current.get_attribute(f"data-{name}") for name in ("start", "end", "label"))
        place = (int(start), int(end), label)
        page.keyboard.press("a" if place in gold else "x")
        annotator.wait_drawn(page)
        if place in annotator.suggestions(page):  # it was out of sight: the key brought it into sight
            page.keyboard.press("a" if place in gold else "x")
            annotator.wait_drawn(page)
    raise AssertionError(f"{len(annotator.suggestions(page))} suggestions are still open")


def find(page, words: str) -> None:
    """The first place of these words is selected."""
    page.keyboard.press("/")
    page.keyboard.type(words)
    while not page.get_by_text(re.compile(r"^1 of \d+$")).is_visible():  # it begins where the page is scrolled to
        page.keyboard.press("Enter")
        annotator.wait_drawn(page)
    page.keyboard.press("Escape")


def test_a_seed_article_is_labelled_by_keys_alone_and_exported_as_expected(page, workshop, record, tmp_path):
    text, gold = record["text"], {(s["start"], s["end"], s["label"]) for s in record["spans"]}
    document_id = annotator.begin(page, workshop, text, name="Keys")
    judge_suggestions(page, gold)
    assert len(set(annotator.spans(page)) & gold) > len(gold) / 2
    assert set(annotator.spans(page)) <= gold

    keys = annotator.Keys(page, text)
    find(page, text.split()[0])  # from the last suggestion back to the first word
    keys.at = 0
    for start, end, label in sorted(gold):
        if (start, end, label) in annotator.spans(page):
            continue
        keys.mark(start, end, KEY_BY_LABEL[label])
        same = [other for other in gold if text[other[0] : other[1]] == text[start:end] and other[2] == label]
        if len(same) > 1 and text.count(text[start:end]) == len(same):
            page.keyboard.press("m")
    annotator.wait_drawn(page)
    judge_suggestions(page, gold)
    annotator.expect_spans(page, sorted(gold))

    first = min(place for place in gold if place[2] == "WEAPON")
    none = min(place for place in gold if place[2] == "CASUALTY")
    find(page, text[first[0] : first[1]])
    for key in (".", "e", "1", "1", "Escape"):  # kind: rocket; event: focus
        page.keyboard.press(key)
    annotator.wait_saved(page)
    find(page, text[none[0] : none[1]])
    for key in (".", "c"):
        page.keyboard.press(key)
    annotator.wait_saved(page)

    annotator.reload(page, document_id)
    page.keyboard.press("y")
    page.keyboard.press("Control+z")
    expect(page.locator('[data-sitrep="answer"][data-value="yes"]')).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Control+Shift+z")
    annotator.wait_saved(page)
    page.keyboard.press("Enter")
    expect(page.locator(f'{annotator.ANNOTATOR}[data-document-id="{document_id}"]')).to_have_count(0)
    annotator.wait_saved(page)

    attributes = {first: {"kind": "rocket", "event": "focus"}, none: {"outcome": "none", "min": 0, "max": 0}}
    expected = [
        {"start": s, "end": e, "label": label}
        | ({"attributes": attributes[s, e, label]} if (s, e, label) in attributes else {})
        for s, e, label in sorted(gold)
    ]
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "cli.py", "--db", str(workshop.database), "export", "jsonl", str(out)]
    subprocess.run([*command, "--flat", "--annotator", "Keys"], check=True, cwd=ROOT, capture_output=True)
    records = map(json.loads, out.read_text("utf-8").split("\n")[:-1])  # a text may hold other line ends
    found = next(one for one in records if one["id"] == document_id)
    assert found["text"] == text
    assert found["attack_report"] == "yes"
    kept = ("start", "end", "label", "attributes")
    assert [{key: span[key] for key in kept if key in span} for span in found["spans"]] == expected
