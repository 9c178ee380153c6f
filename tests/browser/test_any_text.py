"""Any text: a span made by mouse, by keys and by same-again comes back from the export where it was made."""

import json

import pytest
from click.testing import CliRunner

from cli import sitrep
from tests.browser import annotator

pytestmark = pytest.mark.browser
WORD = "Nahr"
TEXTS = {
    "arabic": "استهدفت صواريخ Nahr قاعدة التاجي. ثم Nahr مرة أخرى، و Nahr أيضا.",
    "hebrew": "רקטות פגעו בבסיס Nahr בלילה. שוב Nahr ועוד Nahr.",
    "mixed": "Rockets على Nahr near בסיס hit Nahr again على Nahr.",
    "emoji": "👩🏽‍🚀👍🏿 Nahr 🇮🇶🇺🇸 hit 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Nahr 😀 and 👨‍👩‍👧‍👦 Nahr!",
    "marks": "Z̷a̷l̷g̷o̷ ä́ Nahr é̂ n̈ Nahr क्षत्रिय Nahr ក្រុង.",
    "zero width": "zero\u200bwidth\u200d\ufeff Nahr \u2060x \u00ad Nahr \u00ady\u200c Nahr z.",
    "line ends": "One Nahr\r\ntwo\rNahr\r\n\r\nthree\tNahr\tfour\r",
    "separators": "One Nahr\u2028two Nahr\u2029three\x85Nahr\x0cfour\x0b.",
    "script": "<script>alert( Nahr )</script> & <b> Nahr </b> <img src=x onerror=alert(1)> Nahr &amp;",
    "astral": "𝒩𝒶𝒽𝓇 𐍈 Nahr 𠜎 Nahr 🂡 Nahr 𝔘.",
}


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def places(text: str) -> list[tuple[int, int]]:
    found, at = [], text.find(WORD)
    while at >= 0:
        found.append((at, at + len(WORD)))
        at = text.find(WORD, at + 1)
    return found


def exported(server, tmp_path, document_id: str) -> dict:
    out = tmp_path / "out.jsonl"
    words = ["--db", str(server.database), "export", "jsonl", str(out)]
    assert CliRunner().invoke(sitrep, words).exit_code == 0
    records = map(json.loads, out.read_text("utf-8").split("\n")[:-1])
    return next(record for record in records if record["id"] == document_id)


@pytest.mark.parametrize("name", TEXTS)
def test_spans_of_any_text_come_back_where_they_were_made(page, workshop, tmp_path, name):
    text = TEXTS[name]
    first, second, third = places(text)
    document_id = annotator.begin(page, workshop, text)
    assert page.evaluate(annotator.FIND_TEXT + ".textContent") == text
    annotator.Keys(page, text).mark(*second, "2")
    annotator.expect_spans(page, [(*second, "WEAPON")])
    annotator.mark_by_mouse(page, *first, "BASE")
    annotator.expect_spans(page, [(*first, "BASE"), (*second, "WEAPON")])
    page.locator('[data-sitrep="span"][data-label="BASE"]').locator("button").first.click()
    page.keyboard.press("m")
    expected = [(*first, "BASE"), (*second, "BASE"), (*second, "WEAPON"), (*third, "BASE")]
    annotator.expect_spans(page, expected)
    annotator.wait_saved(page)
    record = exported(workshop, tmp_path, document_id)
    assert record["text"] == text
    (layer,) = record["annotations"]
    assert sorted((span["start"], span["end"], span["label"]) for span in layer["spans"]) == sorted(expected)
    assert {text[span["start"] : span["end"]] for span in layer["spans"]} == {WORD}


def test_spans_nest_six_deep(page, workshop):
    text = "Six members of the second brigade of the air force of Iraq at the base."
    annotator.begin(page, workshop, text)
    end = text.index(" at the base")
    marks = [
        (text.index(word), end, label)
        for word, label in (
            ("Six", "CASUALTY"),
            ("members", "ACTOR"),
            ("second", "ACTOR"),
            ("brigade", "BASE"),
            ("air", "ACTOR"),
            ("Iraq", "ACTOR"),
        )
    ]
    for start, until, label in marks:
        annotator.mark_by_mouse(page, start, until, label)
    annotator.expect_spans(page, marks)
    lines = "one => one.style.background.split('no-repeat').length - 2"
    lanes = page.evaluate(f"[...{annotator.FIND_TEXT}.querySelectorAll('.marked')].map({lines})")
    assert max(lanes) >= 6
    annotator.click_at(page, text.index("Iraq"))
    seen = []
    for _ in marks:
        seen.append(page.locator('[data-sitrep="span"][aria-current="true"]').get_attribute("data-start"))
        page.keyboard.press(".")
        annotator.wait_drawn(page)
    assert sorted(map(int, seen)) == [start for start, _, _ in marks]


def test_a_very_long_text_in_one_paragraph_is_marked_at_its_end(page, workshop):
    text = " ".join(f"word{number % 977}" for number in range(14_000))[:99_990] + " Nahr fell"
    annotator.begin(page, workshop, text)
    assert page.evaluate(annotator.FIND_TEXT + ".textContent.length") == 100_000
    annotator.mark_by_mouse(page, 99_991, 99_995, "BASE")
    annotator.expect_spans(page, [(99_991, 99_995, "BASE")])
    annotator.wait_saved(page)
