"""Marking with a finger on a narrow screen."""

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import annotator

pytestmark = pytest.mark.browser
TEXT = "The old Nahr bridge burns. Rockets fell on the town before dawn."
FINGER = 44  # pixels a target has at least
LIFT = 26  # a handle hangs below the line it stands for


@pytest.fixture
def phone(browser):
    opened = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    opened.set_default_timeout(annotator.PATIENCE * 1_000)
    yield opened.new_page()
    opened.close()


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def press_long(page: Page, session: CDPSession, start: int) -> None:
    (x, y), _ = page.evaluate(annotator.EDGES, [start, start + 1])
    touch(session, "touchStart", (x + 3, y))
    page.wait_for_timeout(700)
    touch(session, "touchEnd")


PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"


def painted(page: Page) -> None:
    """What stands in the page is on the screen: before, a finger would find nothing there and scroll the text."""
    page.evaluate(PAINTED)


def test_a_long_press_and_a_dragged_handle_mark_a_span_and_a_tap_takes_a_suggestion(phone, workshop):
    annotator.begin(phone, workshop, TEXT)
    session = phone.context.new_cdp_session(phone)
    press_long(phone, session, 9)
    handle = phone.locator('[data-sitrep="handle"][data-edge="end"]')
    expect(handle).to_be_visible()
    (x, y), _ = phone.evaluate(annotator.EDGES, [15, 16])
    painted(phone)
    box = handle.bounding_box()
    begin = (box["x"] + 1, box["y"] + box["height"] + 4)
    touch(session, "touchStart", begin)
    for step in (1, 2, 3):
        touch(session, "touchMove", (begin[0] + (x - begin[0]) * step / 3, y + LIFT))
    touch(session, "touchEnd")
    phone.locator('[data-sitrep="label"][data-label="BASE"]').tap()
    annotator.expect_spans(phone, [(8, 19, "BASE")])
    (x, y), _ = phone.evaluate(annotator.EDGES, [28, 29])
    phone.touchscreen.tap(x + 3, y)
    phone.locator('[data-sitrep="accept-current"]').tap()
    annotator.expect_spans(phone, [(8, 19, "BASE"), (27, 34, "WEAPON")])
    phone.locator('[data-sitrep="answer"][data-value="yes"]').tap()
    annotator.wait_saved(phone)


def test_what_is_tapped_is_large_enough_and_nothing_is_wider_than_the_screen(phone, workshop):
    annotator.begin(phone, workshop, TEXT)
    (x, y), _ = phone.evaluate(annotator.EDGES, [28, 29])
    phone.touchscreen.tap(x + 3, y)
    expect(phone.locator('[data-sitrep="accept-current"]')).to_be_visible()
    for name in ("label", "submit", "skip", "undo", "accept-current", "reject-current", "accept", "reject", "answer"):
        for target in phone.locator(f'[data-sitrep="{name}"]').all():
            box = target.bounding_box()
            assert box["height"] >= FINGER, name
            assert box["width"] >= FINGER, name
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_what_a_key_shows_lies_under_neither_the_header_nor_the_strip(phone, workshop):
    lines = [f"Line {number} of the report says nothing." for number in range(60)]
    annotator.begin(phone, workshop, "\n".join(["Rockets fell.", *lines, "Mortars fell.", *lines]))
    pointed = phone.locator(".pointed")
    for key, words in (("Tab", "Rockets"), ("Tab", "Mortars"), ("Shift+Tab", "Rockets")):
        phone.keyboard.press(key)
        expect(pointed).to_have_text(words)
        painted(phone)
        box, strip = pointed.bounding_box(), phone.locator('[data-sitrep="details"]').bounding_box()
        assert box["y"] >= phone.locator('[data-testid="stHeader"]').bounding_box()["height"]
        assert box["y"] + box["height"] <= strip["y"]
