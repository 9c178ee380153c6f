"""Two people code in the browser, a third settles what they differ in: once by keys alone, once by mouse alone."""

from playwright.sync_api import Page, expect

from labeling.store.adjudications import adjudications_of
from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.store.projection import stored_layer
from labeling.workflow.annotate import take_operations
from labeling.workflow.sign_in import sign_in as make_known
from tests.annotated import annotated
from tests.browser.annotator import add_documents, mark_by_mouse, sign_in
from tests.operations import added, message

DESK = '[data-sitrep="adjudicator"]'
FIRST = "[Katyusha rockets|WEAPON] of [suspected militias|ACTOR] hit [Camp Taji|BASE]. [Three|CASUALTY] died."
SECOND = "[Katyusha rockets|WEAPON] of suspected [militias|ACTOR] hit [Camp Taji|ACTOR]. Three died."


def coded(server, document_id: str) -> tuple[str, str, str]:
    """A document that two people finished, with three differences and the answer; (adjudicator, the two)."""
    text, _ = annotated(FIRST)
    add_documents(server, **{document_id: text})
    people = [f"{name} {document_id}" for name in ("Zoe", "Amal", "Bea")]
    db = open_database(server.database)
    for name, marked, value in zip(people[1:], (FIRST, SECOND), ("yes", "no"), strict=True):
        make_known(db, name)
        operations = [added(text, span) for span in annotated(marked)[1]]
        operations += [message("answer.set", question="attack_report", value=value), message("work.submit")]
        take_operations(db, document_id, author_named(db, name), operations)
    db.conn.close()
    return tuple(people)


def open_desk(page: Page, server, document_id: str, name: str) -> None:
    sign_in(page, server.url, name, next="/documents")
    page.goto(f"{server.url}/adjudicate?document={document_id}")
    expect(page.locator(f'{DESK}[data-document-id="{document_id}"][data-state]')).to_have_count(1)
    expect_open(page, 4)


def difference(page: Page, key: str):
    return page.locator(f'[data-sitrep="difference"][data-key="{key}"]')


def expect_open(page: Page, n: int) -> None:
    expect(page.locator('[data-sitrep="difference"][data-state="open"]')).to_have_count(n)


def expect_gold(page: Page, *expected: tuple[int, int, str]) -> None:
    rows = page.locator('[data-sitrep="gold"]')
    expect(rows).to_have_count(len(expected))
    found = rows.evaluate_all("rows => rows.map(row => [+row.dataset.start, +row.dataset.end, row.dataset.label])")
    assert sorted(tuple(one) for one in found) == sorted(expected)


def stored(server, document_id: str):
    db = open_database(server.database)
    layer = stored_layer(db, document_id, author_named(db, "gold").id)
    said = [(one.choice, one.coders, one.reason) for _, one in adjudications_of(db, document_id).values()]
    db.conn.close()
    return layer, said


WEAPON, WIDE, NARROW = (0, 16, "WEAPON"), (20, 38, "ACTOR"), (30, 38, "ACTOR")
BASE, CAMP, TAJI, THREE = (43, 52, "BASE"), (43, 52, "ACTOR"), (48, 52, "BASE"), (54, 59, "CASUALTY")


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
