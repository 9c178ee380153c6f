"""The pages Guidelines, Questions and History, as Streamlit runs them."""

import pytest
from markdown_it import MarkdownIt

from labeling.pages.safe_markdown import as_lines, safe_markdown
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.guidelines import current_guideline
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance import cases
from labeling.workflow.guidance.comments import add_comment
from labeling.workflow.guidance.guidelines import change_guideline
from tests.annotated import annotated
from tests.operations import added, message
from tests.pages.test_pages import words

TEXT, SPANS = annotated("Rockets hit [Camp Taji|BASE], killing [three soldiers|CASUALTY].")
GUIDELINES, QUESTIONS, HISTORY = (f"labeling.pages.{name}" for name in ("guidelines", "questions", "history"))


@pytest.fixture
def amal(db, show, add):
    """Amal, who is signed in, with marks on d1 and d2."""
    add(d1=TEXT, d2=TEXT + " ")
    amal = author_named(db, "Amal")
    for name in ("d1", "d2"):
        take_operations(db, name, amal, [added(TEXT, SPANS[0], span_id="s")])
    return amal


def widget(found, label):
    return next(one for one in found if one.label == label)


def press(page, label):
    return widget(page.button, label).click().run()


def test_a_lead_changes_a_part_and_those_who_marked_so_are_asked_to_look_again(show, db, amal):
    page = show(GUIDELINES)
    widget(page.selectbox, "Part").set_value(("label", "BASE")).run()
    box = widget(page.text_area, "Text")
    box.set_value(box.value + "\n\n- Good: [Al-Asad|BASE] <script>alert(1)</script>\n  Why: ![x](https://e)").run()
    widget(page.text_input, "What changed, and why").set_value("Al-Asad")
    press(page, "Save as a new version")
    assert not page.exception
    made = current_guideline(db)
    assert (made.number, made.author, made.touched) == (2, "Amal", (("label", "BASE"),))
    assert "Version 2 is saved" in page.success[0].value
    assert "**2 articles** of yours were marked with **BASE** before version 2 (Al\\-Asad)" in words(page)
    annotate = show("labeling.pages.annotate")
    assert "look again at 2 of your articles" in annotate.sidebar.caption[0].value
    press(page, "Seen")
    assert "**1 article** of yours was marked" in words(page)
    press(page, "Seen")
    assert "Look again" not in words(page)


def test_a_part_that_cannot_be_read_is_told_before_it_is_saved(show, db, amal):
    page = show(GUIDELINES)
    widget(page.text_area, "Text").set_value("- Good: hit [Taji|BSE]").run()
    assert "has no label" in page.error[0].value
    widget(page.text_input, "What changed, and why").set_value("x")
    press(page, "Save as a new version")
    assert current_guideline(db).number == 1


def test_somebody_elses_change_meanwhile_is_told_and_nothing_is_lost_unasked(show, db, amal):
    page = show(GUIDELINES)
    widget(page.text_area, "Text").set_value("Mine.").run()
    change_guideline(db, amal, "Theirs.\n", note="theirs")
    widget(page.text_input, "What changed, and why").set_value("mine")
    press(page, "Save as a new version")
    assert "changed meanwhile" in page.error[0].value
    assert (widget(page.text_area, "Text").value, current_guideline(db).text) == ("Mine.", "Theirs.\n")
    page.run()
    press(page, "Begin again from it; what you typed here is lost")
    assert widget(page.text_area, "Text").value == "Theirs."


def test_whoever_is_no_lead_reads_and_does_not_change(show, db, amal):
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    page = show(GUIDELINES)
    assert not page.exception
    assert "Text" not in [one.label for one in page.text_area]
    assert "needs the role adjudicator" in show(HISTORY, document="d1").error[0].value
    case = cases.ask(db, author_named(db, "Amal"), "Which?", "")
    page = show(QUESTIONS, question=case.id)
    assert [one.label for one in page.button] == ["Ask", "Answer"]


def test_a_question_is_asked_from_a_comment_settled_and_taken_into_the_guidelines(show, db, amal):
    place = {"start": SPANS[0].start, "end": SPANS[0].end, "quote": "Camp Taji"}
    add_comment(db, amal, "d1", {"id": "c", "text": "Camp or town?", **place})
    page = show(QUESTIONS, document="d1", thread="c")
    assert widget(page.text_input, "The words in it (optional)").value == "Camp Taji"
    press(page, "Ask")
    assert "nothing to save yet" in page.error[0].value.replace("\\", "")
    widget(page.text_input, "Question, in a few words").set_value("Camp *or* town?")
    press(page, "Ask")
    (case,) = cases.visible_cases(db, amal)
    assert (case.quote, case.thread_id, case.text) == ("Camp Taji", "c", "Camp or town?")
    page = show(QUESTIONS, question=case.id)
    assert "1 open, 1 waiting for an answer; 0 settled" in words(page).replace("\\", "")
    widget(page.text_area, "Your answer").set_value("The camp.")
    press(page, "Settle it so")
    assert "/guidelines?case=" in page.success[0].value
    page = show(GUIDELINES, case=case.id)
    widget(page.selectbox, "Takes over the ruling of").set_value(case.id)
    widget(page.selectbox, "Part").set_value(("label", "BASE")).run()
    assert widget(page.text_area, "Text").value.endswith("- Good: Camp Taji\n  Why: The camp.")
    press(page, "Save as a new version")
    assert current_guideline(db).note == "Ruling: Camp *or* town?"
    page = show(QUESTIONS, question=case.id)
    assert "/guidelines?version=2" in page.success[0].value
    assert "Camp Taji" in show(GUIDELINES, version="2").code[0].value


def test_the_board_is_searched_and_filtered(show, db, amal):
    with write(db):
        noor = add_author(db, "Noor")
    for title in ("Camps", "Towns"):
        cases.ask(db, noor, title, "")
    done = cases.ask(db, amal, "Ships", "")
    cases.rule(db, noor, done.id, "No.")
    page = show(QUESTIONS)
    titles = [one.label for one in page.expander]
    assert titles[0] == "Ask the team"
    assert {one.split(" · ")[0] for one in titles[1:]} == {"Camps", "Towns"}
    assert all("Noor waits since" in one for one in titles[1:])
    widget(page.text_input, "Search").set_value("town").run()
    assert [one.label.split(" · ")[0] for one in page.expander[1:]] == ["Towns"]
    widget(page.text_input, "Search").set_value("nowhere").run()
    assert "No question fits" in words(page)


def test_the_history_tells_who_did_what_and_shows_any_earlier_state(show, db, amal):
    with write(db):
        noor = add_author(db, "Noor")
    take_operations(db, "d1", amal, [message("span.remove", span_id="s")])
    take_operations(db, "d1", noor, [added(TEXT, SPANS[1]), message("work.submit")])
    add_comment(db, noor, "d1", {"id": "c", "text": "Sure?"})
    page = show(HISTORY, document="d1")
    assert not page.exception
    table = page.dataframe[0].value
    assert list(table["Did"])[:2] == ["marked “Camp Taji” as BASE", "removed BASE from “Camp Taji”"]
    assert list(table["Who"]) == ["Amal", "Amal", "Noor", "Noor", "Noor"]
    assert "Noor: 1 mark, done" in words(page).replace("\\", "")
    widget(page.selectbox, "After").set_value(1).run()
    assert "Amal: 1 mark, begun" in words(page).replace("\\", "")
    widget(page.selectbox, "Who").set_value("Noor").run()
    assert list(page.dataframe[0].value["Who"]) == ["Noor"] * 3
    widget(page.selectbox, "What").set_value("comments").run()
    assert list(page.dataframe[0].value["Did"]) == ["commented: Sure?"]
    assert "](/history?document=d2)" in words(show(HISTORY))
    assert "There is no document" in show(HISTORY, document="nowhere").error[0].value.replace("\\", "")


HOSTILE = (
    "![x](https://e/x.png)",
    "\\![x](https://e/x.png)",
    "![x][1]\n\n[1]: https://e/x.png",
    "[![x](https://e)](https://e)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_picture_is_fetched_from_anywhere(text):
    assert "<img" in MarkdownIt().render(text) or text.startswith("\\")
    assert "<img" not in MarkdownIt().render(safe_markdown(text))
    assert "<img" not in MarkdownIt().render(as_lines(text))
