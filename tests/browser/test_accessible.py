"""No page has a fault that axe-core calls serious or critical, in light and in dark."""

import os
from pathlib import Path

import pytest

from tests.browser import annotator

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
