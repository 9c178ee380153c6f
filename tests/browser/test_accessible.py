"""No page has a fault that axe-core calls serious or critical, in light and in dark."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from labeling.store.database import open_database, write
from labeling.store.leases import take_lease
from labeling.workflow.load import load_documents
from models.pages.detector import PARTS
from models.process import LEASE
from models.training import train_detector
from models.word_marking import mark_words
from tests.browser import adjudicator, annotator
from tests.browser.parts import wait_drawn
from tests.browser.server import Server
from tests.models.conftest import answered, texts_and_answers

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = "Rockets hit Camp Taji. Kataib Hezbollah fired, killing two guards.\nLater Camp Taji was shown.\nShare\n"
PAGES = (
    *("annotate", "adjudicate", "agreement", "documents", "load", "export", "detector", "guidelines"),
    *("questions", "history", "rounds", "training", "people", "account", "sign-in"),
)
FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = (help) => ({ target, any, html }) => `${help} ${any[0]?.message ?? ''} ${html.slice(0, 160)} ${target}`;
  return grave.flatMap(({ help, nodes }) => nodes.map(told(help)));
}"""

PAPERS = {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 24, 27)"}  # backgrounds, as .streamlit/config.toml has them
IS_ON = """(paper) => [document.body, ...document.querySelectorAll('.stApp')].some(
  (element) => getComputedStyle(element).backgroundColor === paper)"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        if os.environ.get("SITREP_REQUIRE_NODE"):
            pytest.fail("axe-core is not installed, and this run requires it: npm ci --prefix tests/axe.")
        pytest.skip("axe-core is not installed; `make test` installs it where there is npm.")
    return AXE.read_text("utf-8")


def faults(page, axe: str) -> list[str]:
    """What axe finds in the page as it stands, first in light colours, then in dark ones."""
    page.evaluate(axe)
    found = []
    for scheme, paper in PAPERS.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # no colour on its way to another
        page.wait_for_function(IS_ON, arg=paper)
        found += [f"{scheme}: {fault}" for fault in page.evaluate(FAULTS)]
    return found


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


@pytest.fixture(scope="module")
def with_text(workshop):
    annotator.add_documents(workshop, text=TEXT)
    return workshop


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_fault(page, with_text, axe, name):
    if name == "annotate":
        annotator.sign_in_and_open(page, with_text.url, "text")
        page.keyboard.press("a")
        page.locator('[data-sitrep="accept-all"]').first.click()
        page.keyboard.press("e")
        page.locator('[data-sitrep="comfort"]').click()
    else:
        annotator.sign_in(page, with_text.url, next=f"/{name}")
        if name in ("account", "sign-in"):  # no pages of Streamlit
            page.wait_for_load_state()
        else:
            wait_drawn(page, page.get_by_test_id("stMainBlockContainer"))
    assert "\n".join(faults(page, axe)) == ""


def test_the_desk_has_no_serious_fault(page, workshop, axe):
    zoe, *_ = adjudicator.coded(workshop, "desk")
    adjudicator.open_desk(page, workshop, "desk", zoe)
    page.keyboard.press("y")
    adjudicator.expect_open(page, 3)
    page.keyboard.press("1")
    page.keyboard.press("e")
    assert "\n".join(faults(page, axe)) == ""


def test_the_help_and_the_find_bar_have_no_serious_fault(page, workshop, axe):
    annotator.begin(page, workshop, TEXT)
    page.keyboard.press("/")
    page.keyboard.type("Taji")
    assert "\n".join(faults(page, axe)) == ""
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    assert "\n".join(faults(page, axe)) == ""


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A server on a project with two versions of the detector, suspects and a missed mention."""
    folder = tmp_path_factory.mktemp("trained")
    db = open_database(folder / "project.db")
    assert take_lease(db, LEASE, "tests", seconds=3600)
    texts, answers = texts_and_answers(40)
    for n in (30, 40):
        load_documents(db, [answered(f"d{k}", texts[k], amal="yes" if answers[k] else "no") for k in range(n)])
        train_detector(db)
    with write(db):
        db.execute("UPDATE out_of_fold SET doubt = 0.9")
    mark_words(db, "d0")
    db.conn.close()
    running = Server(folder / "project.db", folder / "server.log").start()
    yield running
    running.stop()


def test_no_part_of_the_detector_page_has_a_serious_fault(page, trained, axe):
    annotator.sign_in(page, trained.url)
    page.goto(f"{trained.url}/detector?document=d0")
    found = []
    for name, *_ in PARTS:
        page.get_by_role("tab", name=name).click()
        expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        panel = page.get_by_role("tabpanel", name=name)  # the panel left behind may still be in the page
        wait_drawn(page, panel)
        found += [f"{name}: {fault}" for fault in faults(page, axe)]
    assert "\n".join(found) == ""
