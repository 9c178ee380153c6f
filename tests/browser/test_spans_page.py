"""From words in an article to all the places where they are marked, and to one of these."""

import re

import pytest
from playwright.sync_api import expect

from labeling.store.authors import author_named
from labeling.store.database import open_database
from labeling.workflow.annotate import take_operations
from tests.annotated import annotated
from tests.browser import annotator
from tests.operations import added

pytestmark = pytest.mark.browser
FIRST, SPANS = annotated("🙏🏽 Rockets hit [Camp Taji|BASE]. Nobody was hurt at Camp Taji.")
OTHER, OTHER_SPANS = annotated("At [camp taji|ACTOR] a siren wailed.")
LATER = FIRST.rindex("Camp Taji")


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def test_w_shows_where_else_words_are_marked_and_a_place_has_an_address(page, context, workshop):
    document_id = annotator.begin(page, workshop, FIRST, name="Nadia")
    annotator.add_documents(workshop, **{f"{document_id}b": OTHER})
    db = open_database(workshop.database)
    nadia = author_named(db, "Nadia")
    for name, text, spans in ((document_id, FIRST, SPANS), (f"{document_id}b", OTHER, OTHER_SPANS)):
        take_operations(db, name, nadia, [added(text, span) for span in spans])
    db.conn.close()

    place = f"{document_id}&at={LATER}-{LATER + 9}"
    page.goto(f"{workshop.url}/annotate?document={place}")
    expect(page.locator(f"{annotator.ANNOTATOR}[data-state]")).to_have_attribute("data-document-id", document_id)
    expect(page.locator('[data-sitrep="comment-text"]')).to_have_attribute(
        "placeholder", "Comment on “Camp Taji” (k)"
    )  # it is selected
    expect(page).to_have_url(re.compile(rf"document={document_id}$"))
    with context.expect_page() as opened:
        page.keyboard.press("w")
    other = opened.value
    expect(other.get_by_role("heading", name="“Camp Taji”")).to_be_visible()
    expect(other.get_by_text("2 spans in 2 documents: BASE 1, ACTOR 1.")).to_be_visible()
    page.bring_to_front()
    annotator.mark_by_mouse(page, FIRST.index("Rockets"), FIRST.index("Rockets") + 7, "WEAPON")
    annotator.wait_saved(page)
    page.locator('[data-sitrep="span"]').first.click()
    page.locator('[data-sitrep="elsewhere"]').click()  # in the tab that is there already
    expect(other.get_by_role("heading", name="“Rockets”")).to_be_visible()
    assert len(context.pages) == 2
    other.get_by_text("Change many at once").click()
    expect(other.get_by_role("button", name="Change 1 span")).to_be_disabled()
