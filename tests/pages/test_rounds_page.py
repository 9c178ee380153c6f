"""The pages Rounds and Training, as Streamlit runs them."""

import pytest

from labeling.core.span import Span
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.rounds import may_read_freely, rounds
from labeling.workflow.annotate import take_operations
from labeling.workflow.reading.queue import next_documents
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import close_round, start_round
from tests.operations import added, message
from tests.pages.test_pages import words

ROUNDS, TRAINING = "labeling.pages.rounds", "labeling.pages.training"
TEXT = "Rockets hit Camp Taji."


@pytest.fixture
def project(show, db, add):
    """Amal (who looks), Noor and Sam; ten documents."""
    with write(db):
        add_author(db, "Noor"), add_author(db, "Sam")
    add(**{f"d{number}": f"Report number {number}." for number in range(10)})


def press(page, label: str):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def test_a_round_is_made_after_its_preview_and_shows_how_far_each_person_is(show, db, project):
    page = show(ROUNDS)
    assert "No round yet" in words(page)
    assert [one.disabled for one in page.button if one.label == "Start"] == [True]
    page.text_input(key="round.name").set_value("Week 3").run()
    page.number_input(key="round.share").set_value(20).run()
    assert "10 articles, 2 of them by two people: 4 each for Amal, Noor, Sam." in words(page).replace("\\", "")
    page = press(page, "Start")
    assert not page.exception
    assert "“Week 3” has begun" in page.success[0].value.replace("\\", "")
    table = page.dataframe[0].value
    assert (list(table["Person"]), list(table["Left"])) == (["Amal", "Noor", "Sam"], [4, 4, 4])
    document_id = next_documents(db, author_named(db, "Noor"))[0].id
    take_operations(db, document_id, author_named(db, "Noor"), [message("note.set", text="x"), message("work.submit")])
    assert list(show(ROUNDS).dataframe[0].value["Done"]) == [0, 1, 0]


def test_what_is_stuck_is_taken_back_a_person_added_and_the_round_paused_and_closed(show, db, project):
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), seed=1))
    page = show(ROUNDS)
    press(page, "Take back")
    assert "Taken back from Amal" in words(page) + page.success[0].value.replace("\\", "")
    assert list(page.dataframe[0].value["Left"]) == [0, 5]
    page.selectbox(key="add.1").set_value("Sam").run()
    assert "What nobody has begun is dealt anew, 10 articles: 3 to Amal, 4 to Noor, 3 to Sam." in words(page).replace(
        "\\", ""
    )
    press(page, "Add")
    assert list(page.dataframe[0].value["Person"]) == ["Amal", "Noor", "Sam"]
    press(page, "Pause")
    assert rounds(db)[0].state == "paused"
    press(page, "Resume")
    page.checkbox[-1].check().run()
    assert may_read_freely(db)
    press(page, "Close it")
    assert rounds(db)[0].state == "closed"
    assert "Closed" in words(page)


def test_who_does_not_lead_sees_their_own_part_alone(show, db, project):
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), seed=1, deadline="2099-05-01"))
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    page = show(ROUNDS)
    assert "“Week 3”, due 1 May: 0 done, 5 left." in words(page)
    assert not page.button
    assert "Noor" not in words(page)


def test_who_is_removed_reads_so_and_who_leads_reads_before_it_what_goes_where(show, db, project):
    start_round(db, None, Plan("Week 3", ("Amal", "Noor", "Sam"), seed=1))
    page = show(ROUNDS)
    assert [one.disabled for one in page.button if one.label == "Remove"] == [True]
    page.selectbox(key="remove.1").set_value("Amal").run()
    said = "Amal has submitted nothing. 3 articles go back. Dealt: 1 to Noor, 2 to Sam."
    assert said in words(page).replace("\\", "")
    press(page, "Remove")
    assert said in page.success[0].value.replace("\\", "")
    table = page.dataframe[0].value
    assert (list(table["Person"]), list(table["Left"])) == (["Amal (removed)", "Noor", "Sam"], [0, 5, 5])
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    assert "You were removed from the round “Week 3” on" in show(ROUNDS).info[0].value.replace("\\", "")


def test_after_submitting_the_differences_to_gold_are_listed_with_quotes(show, db, add, project):
    add(t1=TEXT)
    with write(db):
        gold = add_author(db, "gold", "gold")
    yes = message("answer.set", question="attack_report", value="yes")
    take_operations(db, "t1", gold, [added(TEXT, Span(12, 21, "BASE")), yes, message("work.submit")])
    start_round(db, None, Plan("Start", ("Amal", "Noor"), n_coders=2, kind="training"))
    page = show(TRAINING, document="t1")
    assert "after you have submitted it" in page.error[0].value
    amal = author_named(db, "Amal")
    marks = [added(TEXT, Span(17, 21, "BASE")), added(TEXT, Span(0, 7, "WEAPON"))]
    take_operations(db, "t1", amal, [*marks, message("work.submit")])
    said = words(show(TRAINING, document="t1"))
    for part in (
        "0 of 1 answers as gold has them. Marks: gold 1, you 2; the same 0 (F1 0.00), overlapping with the same label",
        "You: no answer. Gold: yes.",
        "You: BASE “Taji”. Gold: BASE “Camp Taji”.",
        "WEAPON “Rockets”",
    ):
        assert part in said
    table = show(ROUNDS).dataframe[0].value
    assert (list(table["F1, same place"]), list(table["n"])) == (["0.00", ""], [1, 0])


def test_who_codes_in_a_blind_round_exports_when_it_is_closed(show, db, project):
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), n_coders=2))
    page = show("exports.pages.export")
    assert "You take part in the blind round “Week 3”" in page.error[0].value.replace("\\", "")
    assert not page.dataframe
    close_round(db, None, "Week 3")
    assert not show("exports.pages.export").error
