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
from tests.browser import annotator
from tests.browser.server import Server
from tests.models.conftest import answered, texts_and_answers

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AXE = Path(__file__).resolve().parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"
TEXT = "Rockets hit Camp Taji. Kataib Hezbollah fired, killing two guards.\nLater Camp Taji was shown.\nShare\n"
PAGES = ("annotate", "documents", "load", "export", "detector", "guidelines", "sign-in")
FAULTS = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = (help) => ({ target, any, html }) => `${help} ${any[0]?.message ?? ''} ${html.slice(0, 160)} ${target}`;
  return grave.flatMap(({ help, nodes }) => nodes.map(told(help)));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        if os.environ.get("SITREP_REQUIRE_NODE"):
            pytest.fail("axe-core is not installed, and this run requires it: npm ci --prefix tests/axe.")
        pytest.skip("axe-core is not installed; `make test` installs it where there is npm.")
    return AXE.read_text("utf-8")


@pytest.fixture(params=["light", "dark"])
def colored(request, browser):
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=request.param)
    opened.set_default_timeout(20_000)
    yield opened.new_page()
    opened.close()


def faults(page, axe: str) -> list[str]:
    page.evaluate(axe)
    return page.evaluate(FAULTS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_serious_fault(colored, workshop, axe, name):
    annotator.begin(colored, workshop, TEXT)
    if name == "annotate":
        colored.keyboard.press("a")
        colored.locator('[data-sitrep="accept-all"]').first.click()
        colored.keyboard.press("e")
        colored.locator('[data-sitrep="comfort"]').click()
    else:
        colored.goto(f"{workshop.url}/{name}")
        colored.wait_for_load_state("networkidle")
        if name != "sign-in":
            colored.locator('[data-testid="stMainBlockContainer"]').wait_for()
            colored.wait_for_timeout(700)
    assert "\n".join(faults(colored, axe)) == ""


def test_the_help_and_the_find_bar_have_no_serious_fault(colored, workshop, axe):
    annotator.begin(colored, workshop, TEXT)
    colored.keyboard.press("/")
    colored.keyboard.type("Taji")
    assert "\n".join(faults(colored, axe)) == ""
    colored.keyboard.press("Escape")
    colored.keyboard.press("h")
    assert "\n".join(faults(colored, axe)) == ""


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


def test_no_part_of_the_detector_page_has_a_serious_fault(colored, trained, axe):
    annotator.sign_in(colored, trained.url)
    colored.goto(f"{trained.url}/detector?document=d0")
    found = []
    for name, *_ in PARTS:
        colored.get_by_role("tab", name=name).click()
        expect(colored.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        panel = colored.get_by_role("tabpanel", name=name)  # the panel left behind may still be in the page
        expect(panel.get_by_text("The same from the command line:")).to_be_visible()
        colored.wait_for_timeout(1_000)  # charts are drawn
        found += [f"{name}: {fault}" for fault in faults(colored, axe)]
    assert "\n".join(found) == ""
