import pytest

from labeling.store.authors import author_named
from labeling.workflow.accounts import invitations, people
from labeling.workflow.accounts.account import add_token
from labeling.workflow.accounts.people import list_people
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
    invitations.accept(db, key, "", SECRET)
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


def test_what_happened_to_accounts_is_shown_by_person_a_page_at_a_time(show, team, db, monkeypatch):
    monkeypatch.setattr("labeling.pages.account_log.ROWS", 3)
    page = show(PEOPLE)
    log = page.dataframe[1].value
    assert list(log["To"]) == ["Basim", "Basim", "Amal"]
    assert log["Did"][0] == "set the password at the command line"
    assert "4 events, newest first" in words(page)
    page.number_input[0].set_value(2).run()
    assert list(page.dataframe[1].value["Did"]) == ["changed the role from annotator to admin"]
    page.selectbox(key="account log of").set_value("Basim").run()
    assert list(page.dataframe[1].value["To"]) == ["Basim", "Basim"]


def test_tokens_end_with_the_sessions_unless_an_admin_keeps_them(show, team, db):
    for purpose in ("nightly", "plots"):
        add_token(db, author_named(db, "Basim"), purpose)
    page = show(PEOPLE)
    assert not page.checkbox
    page.selectbox(key="people.who").set_value("Basim").run()
    assert "Token 1, nightly\\: never used" in words(page)
    page.checkbox[0].check().run()
    button(page, "Sign out everywhere").click().run()
    assert "Token 1" in words(page)
    page.checkbox[0].uncheck().run()
    button(page, "Sign out everywhere").click().run()
    assert "Token 1" not in words(page)


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
