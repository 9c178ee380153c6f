"""Two people talk about a mark beside the text."""

import pytest
from playwright.sync_api import expect

from tests.browser import annotator

pytestmark = pytest.mark.browser
TEXT = "Rockets hit Camp Taji on Monday. Nobody was hurt at Camp Taji."
CAMP = (12, 21, "BASE")
HOSTILE = '<img src=x onerror="document.title=1">'


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def threads(page):
    return page.locator('[data-sitrep="comment"]')


def box(page):
    return page.locator('[data-sitrep="comment-text"]')


def test_a_mark_is_commented_by_keys_answered_and_resolved_by_another(page, browser, workshop):
    document_id = annotator.begin(page, workshop, TEXT, name="Amal")
    annotator.Keys(page, TEXT).mark(*CAMP[:2], "3")
    annotator.expect_spans(page, [CAMP])
    page.keyboard.press("k")
    expect(box(page)).to_have_attribute("placeholder", "Comment on “Camp Taji” (k)")
    page.route("**/comments", lambda route: route.abort())
    page.keyboard.type(f"Camp or town? {HOSTILE}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comments [role=alert]")).to_contain_text("Not saved: the server does not answer")
    page.unroute("**/comments")
    page.keyboard.press("Control+Enter")
    expect(threads(page)).to_have_count(1)
    expect(threads(page)).to_contain_text(f"Camp or town? {HOSTILE}")
    expect(box(page)).to_have_value("")
    expect(page.locator('[data-sitrep="span"] .n-comments')).to_have_text("1")
    expect(page.locator(annotator.ANNOTATOR)).to_have_attribute("data-state", "open")  # nothing was submitted
    annotator.click_at(page, TEXT.index("Monday"))
    page.keyboard.press("k")
    expect(box(page)).to_have_attribute("placeholder", "Comment on the article (k)")
    page.keyboard.type("Half of it")
    page.keyboard.press("Escape")
    annotator.wait_saved(page)

    other = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    annotator.sign_in_and_open(other, workshop.url, document_id, "Basim")
    expect(threads(other)).to_contain_text("Amal")
    threads(other).get_by_role("button", name="Answer").click()
    expect(box(other)).to_be_focused()
    expect(box(other)).to_have_attribute("placeholder", "Answer Amal")
    other.keyboard.type("The camp.")
    other.locator('[data-sitrep="comment-add"]').click()
    expect(threads(other)).to_contain_text("Basim")
    ask = threads(other).get_by_role("link", name="Ask the team")
    assert f"/questions?document={document_id}&thread=" in ask.get_attribute("href")
    threads(other).locator('[data-sitrep="comment-resolve"]').click()
    expect(threads(other)).to_have_count(0)
    other.locator('[data-sitrep="comments-resolved"]').click()
    expect(threads(other)).to_have_attribute("data-resolved", "true")
    annotator.expect_spans(other, [])
    other.context.close()

    annotator.open_document(page, workshop.url, document_id)
    expect(page.locator('[data-sitrep="comments-resolved"]')).to_have_text("1 resolved")
    expect(page.locator('[data-sitrep="span"] .n-comments')).to_have_count(0)
    assert page.title() != "1"
