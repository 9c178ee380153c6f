import streamlit as st

from labeling.store.adjudications import batches
from labeling.store.database import write
from labeling.workflow.settling import accept_agreed
from tests.adjudicating import SPANS, TEXT, code
from tests.pages.test_pages import words

PAGE = "labeling.pages.adjudicate"


def test_the_page_says_what_is_next_and_accepts_and_takes_back_what_all_agree_on(show, db, add):
    add(d1=TEXT, d2=TEXT)
    assert "Nothing to settle yet" in words(show(PAGE))
    for name in ("Bea", "Cleo"):
        code(db, name, "d1", SPANS if name == "Bea" else SPANS[1:])
        code(db, name, "d2", SPANS)
    page = show(PAGE)
    assert "2 documents finished by two people or more: 0 settled" in words(page)
    shown = page.dataframe[0].value
    assert (list(shown["Differences"]), list(shown["Agreed spans"])) == ([1, 0], [1, 2])
    assert shown["Coders"][0] == "Bea, Cleo"
    assert "Why now" not in shown  # it would say the number of differences once more
    (accept,) = [button for button in page.button if button.label == "Accept what all agree on"]
    page = accept.click().run()
    assert "3 spans and 2 answers of 2 documents taken; 1 submitted, 1 has differences" in page.success[
        0
    ].value.replace("\\", "")
    assert "1 settled" in words(page)
    assert list(page.dataframe[0].value["Why now"]) == ["Begun: 1 difference to settle."]
    (back,) = [button for button in page.button if button.label == "Take back"]
    page = back.click().run()
    assert "0 settled" in words(page)
    assert not [button for button in page.button if button.label == "Take back"]


def test_accepting_that_is_stopped_leaves_one_batch_and_says_how_much_is_done(show, db, add, monkeypatch):
    add(**{f"d{number}": TEXT for number in range(4)})
    for name in ("Bea", "Cleo"):
        for number in range(4):
            code(db, name, f"d{number}", SPANS)
    page = show(PAGE)
    with monkeypatch.context() as patched:
        patched.setattr(accept_agreed, "write_gold", stops_at(accept_agreed.write_gold, 3))
        page = press(page, "Accept what all agree on")
    assert "Stopped. 2 documents were taken, one batch" in page.warning[0].value
    assert [len(batch) for batch in (page.dataframe[0].value, batches(db, limit=9))] == [2, 1]
    with monkeypatch.context() as patched:
        patched.setattr(accept_agreed, "write_gold", stops_at(accept_agreed.write_gold, 2))
        page = press(page, "Take back")
    assert page.warning[0].value.startswith("Stopped. 1 document of the batch still stands")
    page = press(page, "Take back")
    assert "Taken back in 1 document" in page.success[0].value.replace("\\", "")
    assert not page.warning
    assert batches(db, limit=9) == []
    assert "4 documents taken" in press(page, "Accept what all agree on").success[0].value


def press(page, label: str):
    (button,) = [one for one in page.button if one.label == label]
    return button.click().run()


def stops_at(write, nth: int):
    """As `write`, but before the nth document somebody has pressed Stop."""
    written = []

    def stopping(*arguments) -> None:
        written.append(arguments)
        if len(written) == nth:
            st.rerun()
        write(*arguments)

    return stopping


def test_without_the_role_the_page_says_so(show, db, add):
    add(d1=TEXT)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Amal'")
    assert "needs the role adjudicator" in show(PAGE).error[0].value
