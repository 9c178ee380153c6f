"""Takes the pictures of README and docs from the running app, on the sample articles. `make screenshots` runs it."""

import json
import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exports.samples import ensure_project
from tests.browser import annotator
from tests.browser.conftest import FLAGS
from tests.browser.server import Server
from tests.find_chromium import chromium

PICTURES = Path(__file__).resolve().parent / "pictures"
ARTICLE = "taji-rockets-2020"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder, "sitrep.db")
        ensure_project(database)
        os.environ.pop("SITREP_DB", None)
        server = Server(database, Path(folder, "server.log")).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            take_all(browser, server.url)
        finally:
            browser.close()
            server.stop()


def take_all(browser: Browser, url: str) -> None:
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
    page.goto(f"{url}/detector")
    page.get_by_role("button", name="Train the detector").click()
    page.get_by_text("Versions", exact=True).first.wait_for(timeout=90_000)
    take(page, "detector", full=True)
    for name, options in (
        ("annotate-dark", {"color_scheme": "dark"}),
        ("annotate-narrow", {"viewport": {"width": 390, "height": 844}, "has_touch": True}),
    ):
        page = signed_in(browser, url, **options)
        annotator.open_document(page, url, ARTICLE)
        take(page, name)
    page = signed_in(browser, url, color_scheme="dark")
    page.goto(f"{url}/detector")
    page.get_by_text("Versions", exact=True).first.wait_for()
    take(page, "detector-dark")


def signed_in(browser: Browser, url: str, **options) -> Page:
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    page = context.new_page()
    annotator.sign_in(page, url, "Amal", next=f"/annotate?document={ARTICLE}")
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
