"""Takes the pictures of README and docs from the running app, on the sample articles. `make screenshots` runs it."""

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
ARTICLE = "kirkuk-k1-contractor"
MARKED = (
    ("thirty rockets", "rockets", "WEAPON"),
    ("the K-1 military base", "K-1 military base", "BASE"),
    ("killing an American contractor", "American contractor", "CASUALTY"),
    ("contractor and hurting several soldiers", "several soldiers", "CASUALTY"),
    ("four US service members", "four US service members", "CASUALTY"),
    ("four US service members", "US service members", "ACTOR"),
    ("two men of the Iraqi federal police", "two men of the Iraqi federal police", "CASUALTY"),
    ("two men of the Iraqi federal police", "Iraqi federal police", "ACTOR"),
    ("warned Iran", "Iran", "ACTOR"),
    ("with US troops", "US troops", "ACTOR"),
)


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
    """Marks a real article as an annotator would, by mouse."""
    annotator.open_document(page, url, ARTICLE)
    text = page.evaluate(annotator.FIND_TEXT + ".textContent")
    for around, quote, label in MARKED:
        start = text.index(around) + around.index(quote)
        annotator.mark_by_mouse(page, start, start + len(quote), label)
    page.locator('[data-sitrep="answer"][data-value="yes"]').click()
    annotator.wait_saved(page)
    page.evaluate(annotator.FIND_TEXT + ".closest('.page').scrollTo(0, 0)")


def take(page: Page, name: str, *, full: bool = False) -> None:
    page.wait_for_timeout(1_500)  # fonts, charts
    page.screenshot(path=PICTURES / f"{name}.png", full_page=full)
    print(PICTURES.name, name)


if __name__ == "__main__":
    main()
