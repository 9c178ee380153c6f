"""What makes labelling fast: suggestions, same-again, edges, details, background, reading comfort."""

import pytest
from playwright.sync_api import expect

from labeling.core.layer import fold
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.operations import operations_of
from tests.browser import annotator

pytestmark = pytest.mark.browser
TEXT = "Rockets hit Camp Taji. Kataib Hezbollah fired the rockets.\nLater Camp Taji and Kataib Hezbollah were named."
ROCKETS, TAJI, KH, ROCKETS2, TAJI2, KH2 = (0, 7), (12, 21), (23, 39), (50, 57), (65, 74), (79, 95)
ALL = [
    (*ROCKETS, "WEAPON"),
    (*TAJI, "BASE"),
    (*KH, "ACTOR"),
    (*ROCKETS2, "WEAPON"),
    (*TAJI2, "BASE"),
    (*KH2, "ACTOR"),
]

CHARACTERS_BY_LINE = (
    f"(() => {{ const text = {annotator.FIND_TEXT};"
    """
    const range = document.createRange(), node = text.querySelector('.block span').firstChild, tops = {};
    for (let at = 0; at < node.length; at++) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const top = Math.round(range.getBoundingClientRect().top);
      tops[top] = (tops[top] ?? 0) + 1;
    }
    return Object.values(tops); })()"""
)


@pytest.fixture
def context(fresh_in_warm_context):
    return fresh_in_warm_context


def layer_of(server, document_id: str, name: str):
    db = open_database(server.database)
    with write(db):
        author = add_author(db, name)
    layer = fold(operations_of(db, document_id, author.id))
    db.conn.close()
    return layer


def test_suggestions_are_taken_and_rejected_by_keys_and_stay_so(page, workshop):
    document_id = annotator.begin(page, workshop, TEXT, name="Judge")
    annotator.expect_suggestions(page, ALL)
    page.keyboard.press("a")
    page.keyboard.press("x")
    annotator.wait_drawn(page)  # then the other mentions of what was taken are offered as such
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("a")
    annotator.expect_spans(page, [ALL[0], ALL[3]])
    annotator.expect_suggestions(page, [ALL[2], ALL[4], ALL[5]])
    annotator.wait_saved(page)
    annotator.reload(page, document_id)
    annotator.expect_suggestions(page, [ALL[2], ALL[4], ALL[5]])
    layer = layer_of(workshop, document_id, "Judge")
    assert {span.origin for span in layer.spans.values()} == {"suggestion:gazetteer", "mention"}
    assert layer.rejected == {ALL[1]}
    page.keyboard.press("Control+z")
    annotator.expect_spans(page, [ALL[0]])
    page.keyboard.press("Control+z")
    annotator.expect_suggestions(page, ALL[1:])


def test_after_a_suggestion_is_judged_keys_mean_it_and_no_span_before(page, workshop):
    annotator.begin(page, workshop, TEXT)
    annotator.expect_suggestions(page, ALL)
    for key in ("a", "]", "ArrowRight", "a", "]", "ArrowLeft"):
        page.keyboard.press(key)
    annotator.expect_spans(page, [(0, 11, "WEAPON"), (12, 16, "BASE")])
    for key in ("x", "Delete", "ArrowRight", "Shift+ArrowRight", "3"):  # the arrow begins at the one rejected
        page.keyboard.press(key)
    annotator.expect_spans(page, [(0, 11, "WEAPON"), (12, 16, "BASE"), (*KH, "BASE")])


def test_all_of_one_label_are_taken_with_one_undo(page, workshop):
    annotator.begin(page, workshop, TEXT)
    page.keyboard.press("Shift+A")
    annotator.expect_spans(page, [ALL[0], ALL[3]])
    page.locator('[data-sitrep="accept-all"][data-label="ACTOR"]').click()
    annotator.expect_spans(page, [ALL[0], ALL[2], ALL[3], ALL[5]])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    annotator.expect_spans(page, [])
    page.keyboard.press("Shift+X")
    annotator.expect_suggestions(page, [ALL[1], ALL[2], ALL[4], ALL[5]])


def test_a_suggestion_is_taken_by_mouse_and_under_another_label(page, workshop):
    annotator.begin(page, workshop, TEXT)
    row = page.locator(f'[data-sitrep="suggestion"][data-start="{TAJI[0]}"]')
    row.locator('[data-sitrep="accept"]').click()
    page.locator(f'[data-sitrep="suggestion"][data-start="{ROCKETS2[0]}"] [data-sitrep="reject"]').click()
    annotator.expect_spans(page, [ALL[1]])
    annotator.click_at(page, KH[0])
    expect(page.locator('[data-sitrep="details"]')).to_contain_text("Kataib Hezbollah")
    page.keyboard.press("3")
    annotator.expect_spans(page, [ALL[1], (*KH, "BASE")])
    page.keyboard.press("Control+z")
    annotator.expect_spans(page, [ALL[1]])
    page.keyboard.down("Alt")
    annotator.click_at(page, KH[0] + 3)
    page.keyboard.up("Alt")
    annotator.expect_spans(page, [ALL[1], ALL[2]])


def test_a_marked_phrase_suggests_its_other_mentions_at_once(page, workshop):
    text = "Nahr Bridge fell. Nobody crosses Nahr Bridge now; NAHR BRIDGE is gone."
    annotator.begin(page, workshop, text)
    annotator.expect_suggestions(page, [])
    annotator.mark_by_mouse(page, 0, 11, "BASE")
    annotator.expect_suggestions(page, [(33, 44, "BASE"), (50, 61, "BASE")])
    page.keyboard.press("a")
    annotator.expect_spans(page, [(0, 11, "BASE"), (33, 44, "BASE")])


def test_same_again_marks_every_mention_or_only_the_free_ones(page, workshop):
    text = "Nahr fell. The Nahr bridge burns. Nahr again."
    annotator.begin(page, workshop, text)
    annotator.mark_by_mouse(page, 15, 26, "WEAPON")
    annotator.mark_by_mouse(page, 0, 4, "BASE")
    expect(page.locator('[data-sitrep="mentions"]')).to_contain_text("Mark 2 more")
    page.locator('[data-sitrep="mentions"]').hover()
    assert page.evaluate("CSS.highlights.get('sitrep-preview').size") == 2
    page.mouse.move(5, 5)
    page.keyboard.press("Shift+M")
    annotator.expect_spans(page, [(0, 4, "BASE"), (15, 26, "WEAPON"), (34, 38, "BASE")])
    page.keyboard.press("m")
    annotator.expect_spans(page, [(0, 4, "BASE"), (15, 19, "BASE"), (15, 26, "WEAPON"), (34, 38, "BASE")])
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    annotator.expect_spans(page, [(0, 4, "BASE"), (15, 26, "WEAPON")])


def test_edges_move_by_keys_and_by_dragging(page, workshop):
    text = "The old Nahr bridge burns."
    annotator.begin(page, workshop, text)
    annotator.mark_by_mouse(page, 8, 12, "BASE")
    for key in ("]", "ArrowRight", "[", "ArrowLeft", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    annotator.expect_spans(page, [(4, 19, "BASE")])
    page.keyboard.press("Alt+ArrowRight")
    annotator.expect_spans(page, [(5, 19, "BASE")])
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")  # what one hold of the edge did is one undo
    annotator.expect_spans(page, [(8, 19, "BASE")])
    annotator.click_at(page, 10)
    expect(page.locator('[data-sitrep="handle"][data-edge="end"]')).to_be_visible()
    handle = page.locator('[data-sitrep="handle"][data-edge="end"]').bounding_box()
    (x, y), _ = page.evaluate(annotator.EDGES, [21, 22])
    page.mouse.move(handle["x"] + 1, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(x - 20, y, steps=3)
    page.mouse.move(x + 3, y, steps=3)
    page.mouse.up()
    annotator.expect_spans(page, [(8, 25, "BASE")])
    annotator.wait_saved(page)


def test_details_are_given_by_keys_and_survive_a_reload(page, workshop):
    document_id = annotator.begin(page, workshop, TEXT, name="Detail")
    page.locator(f'[data-sitrep="suggestion"][data-start="{KH[0]}"] [data-sitrep="accept"]').click()
    for key in ("e", "2", "1", "Escape"):
        page.keyboard.press(key)
    annotator.wait_saved(page)
    annotator.reload(page, document_id)
    annotator.click_at(page, KH[0])
    chosen = page.locator('[data-sitrep="attribute"][aria-pressed="true"]')
    expect(chosen).to_have_count(2)
    assert chosen.evaluate_all("all => all.map(one => one.dataset.value)") == ["nonstate", "attacker"]
    chosen.first.click()
    annotator.wait_saved(page)
    (span,) = layer_of(workshop, document_id, "Detail").spans.values()
    assert span.attributes == {"role": "attacker"}


def test_numbers_of_a_casualty_are_typed_and_do_not_swallow_other_keys(page, workshop):
    text = "Some twelve recruits were hurt at Nahr."
    document_id = annotator.begin(page, workshop, text, name="Number")
    annotator.mark_by_mouse(page, 5, 20, "CASUALTY")
    for key in ("e", "2", "1", "2", "Enter", "1", "5", "Enter", "Escape"):
        page.keyboard.press(key)
    page.keyboard.press("y")
    annotator.wait_saved(page)
    layer = layer_of(workshop, document_id, "Number")
    (span,) = layer.spans.values()
    assert span.attributes == {"outcome": "wounded", "min": 12, "max": 15}
    assert layer.answers["attack_report"].value == "yes"


def test_a_paragraph_becomes_background_with_the_spans_in_it(page, workshop):
    document_id = annotator.begin(page, workshop, TEXT, name="Back")
    page.keyboard.press("Shift+A")
    page.locator('[data-sitrep="accept-all"][data-label="BASE"]').click()
    annotator.click_at(page, TAJI2[0] - 4)
    page.keyboard.press("g")
    page.locator(f'[data-sitrep="suggestion"][data-start="{KH2[0]}"] [data-sitrep="accept"]').click()
    annotator.wait_saved(page)
    layer = layer_of(workshop, document_id, "Back")
    events = {span.start: span.attributes.get("event") for span in layer.spans.values()}
    assert events == {0: None, 12: None, 50: None, 65: "background", 79: "background"}
    assert layer.background == {(59, len(TEXT))}
    expect(page.locator(".block.background")).to_have_count(1)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".block.background")).to_have_count(0)
    annotator.wait_saved(page)
    assert {span.attributes.get("event") for span in layer_of(workshop, document_id, "Back").spans.values()} == {None}


def test_find_begins_with_what_is_in_sight(page, workshop):
    many = "Nothing is said here.\n" * 60
    annotator.begin(page, workshop, text := f"Nahr one.\n{many}Nahr two.\n{many}Last.")
    second = text.rindex("Nahr")
    for at, found in (
        (text.index("Last"), "1 of 2"),
        (second - 100, "2 of 2"),
    ):  # behind the last it goes on at the top
        annotator.click_at(page, at)
        page.keyboard.press("/")
        page.keyboard.type("nah")
        expect(page.get_by_text(found)).to_be_visible()
        page.keyboard.press("Escape")
    page.keyboard.press("3")
    annotator.expect_spans(page, [(second, second + 4, "BASE")])


def test_where_no_document_can_be_opened_nothing_of_one_is_shown(page, workshop):
    annotator.sign_in(page, workshop.url, next="/annotate?document=nowhere")
    expect(page.locator('[data-sitrep="error"]')).to_contain_text("nowhere")
    for name in ("label", "answer", "note", "details"):
        expect(page.locator(f'[data-sitrep="{name}"]').first).to_be_hidden()
    expect(page.locator('[data-sitrep="submit"]')).to_be_disabled()


def test_a_triple_click_offers_the_sentence(page, workshop):
    annotator.begin(page, workshop, "It rained. Nahr bridge fell at dawn. People fled.")
    (x, y), _ = page.evaluate(annotator.EDGES, [14, 15])
    page.mouse.click(x + 2, y, click_count=3)
    page.keyboard.press("1")
    annotator.expect_spans(page, [(11, 36, "ACTOR")])


def test_size_and_spacing_are_remembered_and_lines_stay_short(page, workshop):
    sentence = "The quick patrol walked along the river and met nobody on the way to the old bridge. "
    document_id = annotator.begin(page, workshop, sentence * 12)
    size = f"getComputedStyle({annotator.FIND_TEXT}).fontSize"
    before = page.evaluate(size)
    page.keyboard.press("+")
    page.locator('[data-sitrep="comfort"]').click()
    page.locator('[data-sitrep="wider"]').click()
    after = page.evaluate(size)
    assert float(after[:-2]) > float(before[:-2])
    annotator.reload(page, document_id)
    assert page.evaluate(size) == after
    lines = page.evaluate(CHARACTERS_BY_LINE)
    assert len(lines) > 8
    assert max(lines) <= 75


def test_two_tabs_of_one_annotator_come_to_the_same(context, workshop):
    first, second = context.new_page(), context.new_page()
    document_id = annotator.begin(first, workshop, TEXT, name="Twice")
    annotator.open_document(second, workshop.url, document_id)
    first.bring_to_front()
    first.keyboard.press("a")
    annotator.wait_saved(first)
    second.bring_to_front()
    second.evaluate("window.dispatchEvent(new Event('focus'))")  # a tab in a headless browser always has the focus
    annotator.expect_spans(second, [ALL[0]])
    second.keyboard.press("a")
    annotator.wait_saved(second)
    first.evaluate("window.dispatchEvent(new Event('focus'))")
    annotator.expect_spans(first, ALL[:2])
    first.keyboard.press("Control+z")
    annotator.wait_saved(first)
    second.evaluate("window.dispatchEvent(new Event('focus'))")
    annotator.expect_spans(second, [ALL[0]])
    assert len(layer_of(workshop, document_id, "Twice").spans) == 1
