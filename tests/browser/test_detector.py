"""The Detector page as a newcomer works with it: answer, train, choose a threshold, look again at what is doubted."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.database import open_database
from labeling.store.learned.second_looks import CHANGED, second_looks
from labeling.store.serving import serving
from labeling.workflow.load import load_documents
from models.versions.kind import KIND
from tests.browser import annotator
from tests.browser.server import Server

pytestmark = pytest.mark.browser
ARTICLES = Path(__file__).resolve().parents[2] / "seeds" / "articles.jsonl"
N_ANSWERED = 12
TRAINED = 60_000  # milliseconds, on a machine that does other things too


def test_a_newcomer_trains_chooses_a_threshold_mends_an_answer_and_sees_the_change(page: Page, server: Server):
    records = [
        record for record in map(json.loads, ARTICLES.read_text("utf-8").splitlines()) if "attack_report" in record
    ]
    gold = {record["id"]: record["attack_report"] for record in records}
    db = open_database(server.database)
    load_documents(db, [unanswered(record) for record in records], are_samples=True)
    annotator.sign_in(page, server.url, "Basim")
    answer_some(page, server.url, gold)

    page.goto(server.url + "/detector")
    first = train(page)
    expect(page.get_by_text(f"n = {N_ANSWERED} documents").first).to_be_visible()
    expect(page.get_by_role("heading", name="Too early to tell")).to_be_visible()

    slider = page.get_by_role("slider")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(page.get_by_text("To find 95 % of the reports, read")).to_be_visible()
    page.get_by_role("button", name="Use “find 95 %”").click()
    expect(page.get_by_text("In use: the queue")).to_be_visible()
    assert serving(db, KIND).recall == 0.95

    page.get_by_role("tab", name="Doubtful labels").click()
    suspect = page.locator('a[href^="/annotate?document="]').first
    with page.context.expect_page() as opened:
        suspect.click()
    mend(opened.value)

    page.goto(server.url + "/detector")
    page.get_by_role("tab", name="Doubtful labels").click()
    expect(page.get_by_text("Looked at: 1 changed, 0 kept")).to_be_visible()
    assert [look.outcome for look in second_looks(db) if look.outcome] == [CHANGED]
    second = train(page)
    expect(page.get_by_text(f"Version {second} against version {first}")).to_be_visible()
    expect(page.get_by_text("1 changed answer")).to_be_visible()
    db.conn.close()


def unanswered(record: dict) -> AnnotatedDocument:
    return AnnotatedDocument(Document(record["id"], record["text"], title=record["title"]))


def answer_some(page: Page, url: str, gold: dict[str, str]) -> None:
    """As many of each answer; the second of each is answered wrongly, as happens to people."""
    by_value = {value: [one for one, answer in gold.items() if answer == value] for value in ("yes", "no")}
    for value, other in (("yes", "no"), ("no", "yes")):
        for number, document_id in enumerate(by_value[value][: N_ANSWERED // 2]):
            annotator.open_document(page, url, document_id)
            page.keyboard.press((other if number == 1 else value)[0])
            annotator.wait_saved(page)


def train(page: Page) -> int:
    """Press the button, wait for the figures of a newer version, return its number."""
    newest = page.get_by_text(re.compile(r"^Version \d+, n = "))
    expect(page.get_by_role("button", name=re.compile("^Train "))).to_be_visible(timeout=TRAINED)  # one may be going on
    before = number_of(newest.inner_text()) if newest.count() else 0
    page.get_by_role("button", name=re.compile("^Train ")).click()
    expect(newest).to_have_text(re.compile(rf"^Version (?!{before},)\d+, n = "), timeout=TRAINED)
    return number_of(newest.inner_text())


def number_of(words: str) -> int:
    return int(re.match(r"Version (\d+),", words)[1])


def mend(page: Page) -> None:
    """Give the answer that was not given."""
    expect(page.locator(f"{annotator.ANNOTATOR}[data-state]")).to_have_count(1)
    page.locator('[data-sitrep="answer"][data-value="yes"], [data-sitrep="answer"][data-value="no"]').and_(
        page.locator('[aria-pressed="false"]')
    ).first.click()
    annotator.wait_saved(page)
