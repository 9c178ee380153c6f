from labeling.store.database import write
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
    (accept,) = [button for button in page.button if button.label == "Accept what all agree on"]
    page = accept.click().run()
    assert "3 spans and 2 answers of 2 documents taken; 1 submitted, 1 have differences" in page.success[
        0
    ].value.replace("\\", "")
    assert "1 settled" in words(page)
    assert list(page.dataframe[0].value["Why now"]) == ["Begun: 1 difference to settle."]
    (back,) = [button for button in page.button if button.label == "Take back"]
    page = back.click().run()
    assert "0 settled" in words(page)
    assert not [button for button in page.button if button.label == "Take back"]


def test_without_the_role_the_page_says_so(show, db, add):
    add(d1=TEXT)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Amal'")
    assert "needs the role adjudicator" in show(PAGE).error[0].value
