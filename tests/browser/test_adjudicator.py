"""Two people coded, a third settles what they differ in: once by keys alone, once by mouse alone."""

import pytest
from playwright.sync_api import expect

from labeling.store.adjudications import adjudications_of
from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.store.projection import stored_layer
from tests.browser.adjudicator import DESK, coded, difference, expect_gold, expect_open, open_desk
from tests.browser.annotator import mark_by_mouse

pytestmark = pytest.mark.browser
WEAPON, WIDE, NARROW = (0, 16, "WEAPON"), (20, 38, "ACTOR"), (30, 38, "ACTOR")
BASE, CAMP, TAJI, THREE = (43, 52, "BASE"), (43, 52, "ACTOR"), (48, 52, "BASE"), (54, 59, "CASUALTY")


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def stored(server, document_id: str):
    db = open_database(server.database)
    layer = stored_layer(db, document_id, author_named(db, "gold").id)
    said = [(one.choice, one.coders, one.reason) for _, one in adjudications_of(db, document_id).values()]
    db.conn.close()
    return layer, said


def test_differences_are_settled_by_keys_alone(workshop, page):
    zoe, amal, bea = coded(workshop, "keys")
    open_desk(page, workshop, "keys", zoe)
    press = page.keyboard.press
    press("y")  # the question comes first
    expect_open(page, 3)
    press("2")  # Bea's edges
    expect_open(page, 2)
    expect_gold(page, WEAPON, NARROW)
    press("Control+z")
    expect_open(page, 3)
    press("Control+Shift+z")
    expect_open(page, 2)
    press("e")  # the base: its second word alone
    expect(page.locator(f'{DESK}[data-mode="edit"]')).to_be_visible()
    press("ArrowRight")
    press("3")
    press("Escape")
    expect(page.locator(f'{DESK}[data-mode="decide"]')).to_be_visible()
    expect_open(page, 1)
    press("r")
    page.keyboard.type("a bare number is a span")
    press("Enter")
    press("1")
    expect_open(page, 0)
    expect_gold(page, WEAPON, NARROW, TAJI, THREE)
    press("Enter")
    expect(page.locator(f'{DESK}[data-saved="true"]')).to_be_visible()
    expect(page.locator(f'{DESK}[data-document-id="keys"]')).to_have_count(0)
    layer, said = stored(workshop, "keys")
    assert (layer.state, layer.answers["attack_report"].value) == ("done", "yes")
    assert sorted(span.place for span in layer.spans.values()) == sorted([WEAPON, NARROW, TAJI, THREE])
    assert said[0] == ("agreed", (amal, bea), None)
    assert ("take", (bea,), None) in said
    assert ("take", (amal,), "a bare number is a span") in said
    assert "edit" in [choice for choice, _, _ in said]


def test_differences_are_settled_by_mouse_alone(workshop, page):
    zoe, amal, bea = coded(workshop, "mouse")
    open_desk(page, workshop, "mouse", zoe)
    difference(page, "answer:attack_report").locator(f'[data-sitrep="take"][data-coder="{bea}"]').click()
    difference(page, "20-38-ACTOR").locator('[data-sitrep="take-both"]').click()
    difference(page, "54-59-CASUALTY").locator('[data-sitrep="take-none"]').click()
    expect_open(page, 1)
    expect_gold(page, WEAPON, WIDE, NARROW)
    base = difference(page, "43-52-ACTOR")
    base.locator(f'[data-sitrep="take"][data-coder="{amal}"]').click()
    expect_open(page, 0)
    expect_gold(page, WEAPON, WIDE, NARROW, BASE)
    base.locator(f'[data-sitrep="take"][data-coder="{bea}"]').click()  # on second thought
    expect_gold(page, WEAPON, WIDE, NARROW, CAMP)
    page.locator('[data-sitrep="undo"]').click()
    expect_gold(page, WEAPON, WIDE, NARROW, BASE)
    mark_by_mouse(page, *THREE)  # free marking
    expect_gold(page, WEAPON, WIDE, NARROW, BASE, THREE)
    page.locator('[data-sitrep="submit"]').click()
    expect(page.locator(f'{DESK}[data-document-id="mouse"]')).to_have_count(0)
    expect(page.locator(f'{DESK}[data-saved="true"]')).to_be_visible()
    layer, _ = stored(workshop, "mouse")
    assert (layer.state, layer.answers["attack_report"].value) == ("done", "no")
    assert sorted(span.place for span in layer.spans.values()) == sorted([WEAPON, WIDE, NARROW, BASE, THREE])
