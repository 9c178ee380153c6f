"""A label is found by a part of its name: the way to those without a key."""

import pytest
from playwright.sync_api import expect

from tests.browser import annotator

pytestmark = pytest.mark.browser


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def test_a_label_is_chosen_by_a_part_of_its_name_for_what_is_selected_or_to_relabel(page, workshop):
    annotator.begin(page, workshop, "Two guns stood near the gate.")
    field = page.locator('[data-sitrep="label-find"]')
    expect(field).to_be_hidden()  # every label has a key
    annotator.click_at(page, 4)
    for key in ("Shift+ArrowRight", "l", "a", "s"):  # in the names of BASE and CASUALTY: the latter only holds it
        page.keyboard.press(key)
    expect(page.locator('[data-sitrep="label"].current')).to_have_attribute("data-label", "BASE")
    assert page.evaluate("CSS.highlights.get('sitrep-preview').size") == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    annotator.expect_spans(page, [(4, 14, "CASUALTY")])
    expect(field).to_be_hidden()
    annotator.click_at(page, 5)
    page.keyboard.press("l")
    page.keyboard.type("weap")
    page.keyboard.press("Enter")
    annotator.expect_spans(page, [(4, 14, "WEAPON")])
    page.keyboard.press("l")
    page.keyboard.type("nothing")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    annotator.expect_spans(page, [])
