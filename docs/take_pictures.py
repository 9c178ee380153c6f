"""Takes the pictures of README and docs from the running app, on the sample articles. `make screenshots` runs it."""

import json
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.team_on_samples import code_samples
from exports.samples import ensure_project
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.database import open_database
from labeling.workflow.load import load_documents
from tests.browser import adjudicator, annotator
from tests.browser.conftest import FLAGS
from tests.browser.server import Server
from tests.find_chromium import chromium

PICTURES = Path(__file__).resolve().parent / "pictures"
ARTICLE = "taji-rockets-2020"
LABELS = ("CASUALTY", "ACTOR", "ACTOR", "BASE", "ACTOR", "ACTOR")
NESTED = (
    "Six members of the second brigade of the air force of Iraq were hurt when rockets fell on their quarters.\n"
    "The brigade had moved there a week before. Nobody claimed the attack."
)
ARABIC = (
    "استهدفت صواريخ كاتيوشا قاعدة التاجي شمال بغداد مساء الثلاثاء، وأدى القصف إلى مقتل ثلاثة جنود.\n"
    "وقال متحدث باسم التحالف (Coalition spokesman) إن أحدا لم يعلن مسؤوليته عن الهجوم.\n"
    "The camp was hit again at dawn, and Camp Taji stayed closed."
)


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    os.environ.pop("SITREP_DB", None)
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for take_pictures in (of_one_person, of_a_team):
            with tempfile.TemporaryDirectory() as folder:
                database = Path(folder, "sitrep.db")
                ensure_project(database)
                server = Server(database, Path(folder, "server.log")).start()
                try:
                    take_pictures(browser, server.url, database)
                finally:
                    server.stop()
        browser.close()


def of_a_team(browser: Browser, url: str, database: Path) -> None:
    db = open_database(database)
    coded = code_samples(db)
    db.conn.close()
    page = signed_in(browser, url, name="Dina")
    pages = (("agreement", "What differs"), ("progress", "Agreement with gold"), ("spans", "Where they stand"))
    for name, last in pages:
        page.goto(f"{url}/{name}?whose=everybody")
        page.get_by_role("heading", name=last).wait_for()
        take(page, name)
    page.goto(f"{url}/adjudicate?document={coded[3]}")
    page.locator(f"{adjudicator.DESK}[data-state]").wait_for()
    take(page, "adjudicate")


def of_one_person(browser: Browser, url: str, database: Path) -> None:
    page = signed_in(browser, url)
    mark(page, url)
    take(page, "annotate-light")
    page.keyboard.press("h")
    take(page, "help")
    page.keyboard.press("Escape")
    for name, address in (("documents", "documents?sort=score"), ("load", "load"), ("export", "export")):
        page.goto(f"{url}/{address}")
        page.get_by_role("heading", level=1).wait_for()
        take(page, name)
    trained(page, url)
    take(page, "detector", full=True)
    for name, options in (
        ("annotate-dark", {"color_scheme": "dark"}),
        ("annotate-narrow", {"viewport": {"width": 390, "height": 844}, "has_touch": True}),
    ):
        page = signed_in(browser, url, **options)
        annotator.open_document(page, url, ARTICLE)
        annotator.click_at(page, page.evaluate(f"{annotator.FIND_TEXT}.textContent.indexOf('Taji')"))
        take(page, name)
    page = signed_in(browser, url, name="Basim")
    arabic(page, url, database)
    take(page, "annotate-arabic")
    nested(page, url, database)
    take(page, "annotate-nested")
    page = signed_in(browser, url, color_scheme="dark")
    page.goto(f"{url}/detector")
    page.get_by_text("Versions", exact=True).first.wait_for()
    take(page, "detector-dark")


def trained(page: Page, url: str) -> None:
    """The Detector page once the worker has learned from the samples, which it does by itself."""
    page.goto(f"{url}/detector")
    page.get_by_text("Version 1, n =").wait_for()
    page.get_by_role("heading", name="Found, and right").wait_for()


def arabic(page: Page, url: str, database: Path) -> None:
    """An Arabic report with English in it, two spans marked."""
    opened(page, url, database, "arabic", ARABIC)
    for words, label in (("صواريخ كاتيوشا", "WEAPON"), ("قاعدة التاجي", "BASE"), ("ثلاثة جنود", "CASUALTY")):
        start = ARABIC.index(words)
        annotator.mark_by_mouse(page, start, start + len(words), label)


def nested(page: Page, url: str, database: Path) -> None:
    """Spans six deep."""
    opened(page, url, database, "nested", NESTED)
    end = NESTED.index(" were hurt")
    for words, label in zip(("Six", "members", "second", "brigade", "air", "Iraq"), LABELS, strict=True):
        annotator.mark_by_mouse(page, NESTED.index(words), end, label)


def opened(page: Page, url: str, database: Path, document_id: str, text: str) -> None:
    db = open_database(database)
    load_documents(db, [AnnotatedDocument(Document(document_id, text))])
    db.conn.close()
    annotator.open_document(page, url, document_id)


def signed_in(browser: Browser, url: str, name: str = "Amal", **options) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    context.set_default_timeout(120_000)  # a machine that is at work on something else is no error
    page = context.new_page()
    annotator.sign_in(page, url, name, next=f"/annotate?document={ARTICLE}")
    return page


def mark(page: Page, url: str) -> None:
    """Marks a sample article as it should be, by mouse."""
    annotator.open_document(page, url, ARTICLE)
    lines = (PICTURES.parents[1] / "seeds" / "articles.jsonl").read_text("utf-8").split("\n")
    (record,) = [record for record in map(json.loads, filter(None, lines)) if record["id"] == ARTICLE]
    for span in record["spans"]:
        annotator.mark_by_mouse(page, span["start"], span["end"], span["label"])
    page.locator('[data-sitrep="answer"][data-value="yes"]').click()
    annotator.wait_saved(page)
    page.evaluate(annotator.FIND_TEXT + ".closest('.page').scrollTo(0, 0)")


def take(page: Page, name: str, *, full: bool = False) -> None:
    page.wait_for_timeout(1_500)  # fonts, charts
    page.screenshot(path=PICTURES / f"{name}.png", full_page=full)
    print(PICTURES.name, name)


if __name__ == "__main__":
    main()
