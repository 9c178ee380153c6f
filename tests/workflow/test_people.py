"""Accounts: who comes in, with what, and how an admin changes it."""

import time

import pytest

from labeling.core.errors import (
    AccountRefused,
    InvitationRefused,
    NotAllowed,
    PasswordRefused,
    SignInRefused,
    UnknownPerson,
)
from labeling.store.accounts.account_events import newest_account_events
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.workflow.accounts import invitations, people
from labeling.workflow.accounts.account import add_token, change_password
from labeling.workflow.accounts.session import caller_of_script, signed_in_author
from labeling.workflow.accounts.sign_in import sign_in

SECRET = "four words in a row"
OTHER = "another four words then"


@pytest.fixture
def boss(db, quick_hashes):
    people.add_person(db, "Boss", "admin", SECRET)
    return author_named(db, "Boss")


def joined(db, boss, name: str, role: str = "annotator"):
    invitations.accept(db, invitations.invite(db, boss, role), name, SECRET)
    return author_named(db, name)


def test_with_the_first_password_a_name_alone_is_not_enough_and_old_sessions_end(db, quick_hashes):
    earlier = sign_in(db, "Amal")
    assert signed_in_author(db, earlier).name == "Amal"
    people.add_person(db, "Boss", "admin", SECRET)
    assert signed_in_author(db, earlier) is None
    with pytest.raises(SignInRefused):
        sign_in(db, "Amal")
    with pytest.raises(SignInRefused):
        sign_in(db, "Somebody new")
    assert author_named(db, "Somebody new") is None
    assert signed_in_author(db, sign_in(db, "Boss", SECRET)).role == "admin"


def test_the_first_password_is_an_admins(db, amal, quick_hashes):
    with pytest.raises(AccountRefused, match="--role admin"):
        people.add_person(db, "Amal", "annotator", SECRET)
    with pytest.raises(AccountRefused, match="Account"):
        invitations.invite(db, amal, "annotator")
    token = change_password(db, amal, "", SECRET)
    assert signed_in_author(db, token).role == "admin"


def test_a_password_is_long_and_nothing_else(db, boss):
    for bad in ("", "elevenchars", "x" * 1001):
        with pytest.raises(PasswordRefused, match="characters"):
            people.add_person(db, "Amal", "annotator", bad)
    assert author_named(db, "Amal") is None
    people.add_person(db, "Amal", "annotator", "            ")
    assert signed_in_author(db, sign_in(db, "Amal", "            "))


def test_a_password_is_the_same_on_every_keyboard(db, boss):
    people.add_person(db, "Amal", "annotator", "caf\u00e9 caf\u00e9 caf\u00e9")
    assert sign_in(db, "Amal", "cafe\u0301 cafe\u0301 cafe\u0301")


def test_an_invitation_makes_one_account_once(db, boss):
    link = invitations.invite(db, boss, "adjudicator")
    with pytest.raises(AccountRefused, match="there already"):
        invitations.accept(db, link, "boss", SECRET)  # differs in a capital alone
    with pytest.raises(PasswordRefused):
        invitations.accept(db, link, "Amal", "short")
    assert signed_in_author(db, invitations.accept(db, link, "Amal", SECRET)).name == "Amal"
    assert author_named(db, "Amal").role == "adjudicator"
    with pytest.raises(InvitationRefused, match="used"):
        invitations.accept(db, link, "Basim", SECRET)
    assert author_named(db, "Basim") is None
    stored = db.execute("SELECT token_sha256 FROM invitations").fetchall()
    assert link not in str(stored)


def test_an_invitation_ends_after_seven_days_or_when_it_is_withdrawn(db, boss, monkeypatch):
    late, withdrawn = invitations.invite(db, boss, "annotator"), invitations.invite(db, boss, "annotator", "Basim")
    (_, second) = people.list_people(db, boss)[1]
    invitations.withdraw(db, boss, second.number)
    with pytest.raises(InvitationRefused):
        invitations.invitation_of(db, withdrawn)
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 7 * 24 * 3600 + 1)
    with pytest.raises(InvitationRefused):
        invitations.accept(db, late, "Amal", SECRET)


def test_an_invitation_with_a_name_makes_no_other(db, boss):
    link = invitations.invite(db, boss, "annotator", "Amal")
    assert signed_in_author(db, invitations.accept(db, link, "Boss", SECRET)).name == "Amal"


def test_somebody_who_worked_by_name_alone_gets_an_account_by_a_link(db, amal, boss):
    link = invitations.reset(db, boss, "Amal")[0]
    newer = invitations.reset(db, boss, "Amal")[0]
    with pytest.raises(InvitationRefused):
        invitations.accept(db, link, "", SECRET)
    invitations.accept(db, newer, "", SECRET)
    assert author_named(db, "Amal") == amal
    assert signed_in_author(db, sign_in(db, "Amal", SECRET)) == amal


def test_a_changed_password_or_role_ends_the_other_sessions(db, boss):
    amal = joined(db, boss, "Amal")
    first = sign_in(db, "Amal", SECRET)
    with pytest.raises(PasswordRefused, match="current"):
        change_password(db, amal, "not this one at all", OTHER)
    mine = change_password(db, amal, SECRET, OTHER)
    assert (signed_in_author(db, first), signed_in_author(db, mine)) == (None, amal)
    people.change_role(db, boss, "Amal", "adjudicator")
    assert signed_in_author(db, mine) is None
    with pytest.raises(SignInRefused):
        sign_in(db, "Amal", SECRET)


def test_who_is_deactivated_is_out_and_keeps_the_work(db, boss):
    amal = joined(db, boss, "Amal")
    session, script = sign_in(db, "Amal", SECRET), add_token(db, amal, "nightly export")
    assert caller_of_script(db, script).author == amal
    people.deactivate(db, boss, "Amal")
    assert (signed_in_author(db, session), caller_of_script(db, script)) == (None, None)
    with pytest.raises(SignInRefused):
        sign_in(db, "Amal", SECRET)
    assert author_named(db, "Amal") == amal
    people.activate(db, boss, "Amal")
    assert sign_in(db, "Amal", SECRET)
    assert caller_of_script(db, script) is None


@pytest.mark.parametrize("gone", [people.deactivate, lambda *who: people.change_role(*who, "annotator")])
def test_links_of_an_admin_who_is_none_any_more_let_nobody_in(db, boss, gone):
    amal = joined(db, boss, "Amal", "admin")
    door, kept = invitations.invite(db, amal, "admin"), invitations.invite(db, boss, "annotator")
    reset, _ = invitations.reset(db, amal, "Boss")
    gone(db, boss, "Amal")
    for link in (door, reset):
        with pytest.raises(InvitationRefused):
            invitations.accept(db, link, "Amal again", SECRET)
    assert invitations.invitation_of(db, kept)
    withdrawn = [event for event in newest_account_events(db) if event.kind == "invitation.withdraw"]
    assert [(event.who, event.person) for event in withdrawn] == [("Boss", "Boss"), ("Boss", None)]


def test_there_is_always_an_admin(db, boss):
    for change in (
        lambda: people.deactivate(db, boss, "Boss"),
        lambda: people.change_role(db, boss, "Boss", "annotator"),
        lambda: people.add_person(db, "Boss", "annotator", SECRET),
    ):
        with pytest.raises(AccountRefused, match="last admin"):
            change()
    joined(db, boss, "Amal", "admin")
    people.change_role(db, boss, "Boss", "annotator")
    assert author_named(db, "Boss").role == "annotator"


def test_only_an_admin_changes_people_and_everybody_signs_out_themselves(db, boss):
    amal = joined(db, boss, "Amal", "adjudicator")
    sign_in(db, "Amal", SECRET)
    for change in (
        lambda: people.list_people(db, amal),
        lambda: invitations.invite(db, amal, "admin"),
        lambda: invitations.reset(db, amal, "Boss"),
        lambda: people.change_role(db, amal, "Amal", "admin"),
        lambda: people.deactivate(db, amal, "Boss"),
        lambda: people.activate(db, amal, "Boss"),
        lambda: invitations.withdraw(db, amal, 1),
        lambda: people.sign_out_everywhere(db, amal, "Boss"),
    ):
        with pytest.raises(NotAllowed, match="needs the role admin"):
            change()
    assert people.sign_out_everywhere(db, amal, "Amal").n_sessions == 2  # by the link, and once more


def test_names_that_are_nobodys_are_told_with_the_nearest(db, boss):
    with write(db):
        add_author(db, "spaCy", "import")
    with pytest.raises(UnknownPerson, match="Did you mean “Boss”"):
        people.change_role(db, boss, "Bos", "admin")
    with pytest.raises(AccountRefused, match="import"):
        people.add_person(db, "spaCy", "annotator", SECRET)
