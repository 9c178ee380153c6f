import pytest

from labeling.store.authors import author_named
from labeling.workflow import people
from labeling.workflow.people import list_people
from tests.pages.test_pages import words

SECRET = "four words in a row"
PEOPLE = "labeling.pages.people"


@pytest.fixture
def team(db, quick_hashes):
    people.add_person(db, "Amal", "admin", SECRET)
    people.add_person(db, "Basim", "annotator", SECRET)


def button(page, label: str):
    return next(button for button in page.button if button.label == label)


def test_without_passwords_the_page_says_what_they_are_for_and_how_to_begin(show):
    page = show(PEOPLE)
    assert "That is right for working alone." in words(page)
    assert page.get("link_button")[0].proto.url == "/account"
    assert page.code[0].value == "sitrep people add NAME --role admin"


def test_an_invitation_is_a_link_shown_once(show, team, db):
    page = show(PEOPLE)
    page.text_input[0].set_value("*Dana*")
    button(page, "Make a link").click().run()
    assert "/invitation?key=" in page.code[0].value
    key = page.code[0].value.split("key=")[1]
    assert "\\*Dana\\*" in page.success[0].value
    people.accept(db, key, "", SECRET)
    assert author_named(db, "*Dana*")
    page.run()
    assert "/invitation" not in page.code[0].value


def test_an_admin_changes_an_account_and_everything_is_seen_in_the_table(show, team, db):
    page = show(PEOPLE)
    assert "2 of 2 people have an account" in words(page)
    page.selectbox(key="people.who").set_value("Basim").run()
    person = author_named(db, "Basim")
    page.selectbox(key=f"role of {person.id} annotator").set_value("adjudicator").run()
    button(page, "Change the role").click().run()
    button(page, "Deactivate").click().run()
    assert list(page.dataframe[0].value["Role"]) == ["admin", "adjudicator"]
    assert list(page.dataframe[0].value["Account"]) == ["active", "deactivated"]
    button(page, "Activate").click().run()
    button(page, "New password by link").click().run()
    assert "/invitation?key=" in page.code[0].value
    assert "new password for Basim" in words(page)
    button(page, "Withdraw").click().run()
    assert list_people(db, None)[1] == []


def test_the_last_admin_stays_and_the_page_says_why(show, team):
    page = show(PEOPLE)
    button(page, "Deactivate").click().run()
    assert "last admin" in page.error[0].value


def test_an_annotator_gets_nothing_of_it(show, team, monkeypatch):
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Basim")
    page = show(PEOPLE)
    assert "needs the role admin" in page.error[0].value
    assert not page.dataframe
    assert not page.button


def test_the_documents_page_shows_an_annotator_nothing_of_another(show, team, db, add, monkeypatch):
    from labeling.workflow.annotate import take_operations
    from tests.operations import message

    add(d1="Rockets hit Camp Taji.")
    answer = message("answer.set", question="attack_report", value="yes")
    take_operations(db, "d1", author_named(db, "Amal"), [answer])
    for name, state, value in (("Amal", "begun", "yes"), ("Basim", "to do", "")):
        monkeypatch.setattr("labeling.pages.session.author_name", lambda name=name: name)
        row = show("labeling.pages.documents").dataframe[0].value.iloc[0]
        assert (row["State"], row["Answer"], row["Spans"]) == (state, value, 0)
