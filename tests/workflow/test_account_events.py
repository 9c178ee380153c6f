"""What happened to accounts is written down, in the transaction that does it, and never changed."""

from contextlib import suppress

import pytest
from sqlite_utils.utils import sqlite3

from labeling.core.account_event import WORDS
from labeling.core.errors import AccountRefused, NotAllowed, SignInRefused
from labeling.store.accounts.account_events import newest_account_events
from labeling.store.authors import author_named
from labeling.store.database import write
from labeling.store.keeping.restored import forget_the_moment
from labeling.workflow.accounts import invitations, people
from labeling.workflow.accounts.account import add_token, change_password, revoke_token
from labeling.workflow.accounts.account_events import account_lines, all_account_events, own_account_lines
from labeling.workflow.accounts.sign_in import sign_in

SECRET, OTHER = "four words in a row", "another four words then"
ADDRESS = "10.0.0.9"


@pytest.fixture
def boss(db, quick_hashes):
    people.add_person(db, "Boss", "admin", SECRET)
    return author_named(db, "Boss")


def told(db) -> list[str]:
    """Every event as a line, the oldest first."""
    boss = author_named(db, "Boss")
    return [f"{line.who} {line.words}|{line.person}" for line in reversed(account_lines(db, boss)[1])]


def test_everything_that_happens_to_accounts_is_told_with_who_did_it_and_to_whom(db, boss):
    link = invitations.invite(db, boss, "annotator")
    invitations.accept(db, link, "Amal", SECRET)
    amal = author_named(db, "Amal")
    sign_in(db, "Amal", SECRET, address=ADDRESS)
    with suppress(SignInRefused):
        sign_in(db, "Amal", "guess guess guess", address=ADDRESS)
    add_token(db, amal, "nightly")
    change_password(db, amal, SECRET, OTHER)
    revoke_token(db, None, add_token(db, amal, "plots", at_command_line=True) and 2)
    people.change_role(db, boss, "Amal", "adjudicator")
    people.change_role(db, boss, "Amal", "adjudicator")  # changes nothing
    add_token(db, amal, "later")
    people.sign_out_everywhere(db, amal, "Amal", keep_tokens=True)
    link, _ = invitations.reset(db, None, "Amal")
    invitations.withdraw(db, boss, 2)
    invitations.withdraw(db, boss, 2)
    people.deactivate(db, boss, "Amal")
    people.activate(db, boss, "Amal")
    people.activate(db, boss, "Amal")
    people.deactivate(db, boss, "Amal")
    people.add_person(db, "Amal", "annotator", SECRET)
    forget_the_moment(db)
    assert told(db) == [
        "the command line made an account, as admin|Boss",
        "the command line set the password, the first of the project|Boss",
        "Boss invited somebody new, as annotator (link 1)|",
        "Amal came in by link 1, invited by Boss, as annotator|",
        "Amal set the password by a link|",
        "Amal signed in from 10.0.0.9|",
        "somebody unknown missed the password from 10.0.0.9|Amal",
        "Amal made token 1: nightly|",
        "Amal set the password; 2 sessions and 1 token ended (nightly)|",
        "the command line made token 2: plots|Amal",
        "the command line ended token 2: plots|Amal",
        "Boss changed the role from annotator to adjudicator|Amal",
        "Amal made token 3: later|",
        "Amal signed out everywhere|",
        "the command line made a link for a new password (link 2); 1 token ended (later)|Amal",
        "Boss withdrew link 2|Amal",
        "Boss deactivated the account|Amal",
        "Boss activated the account|Amal",
        "Boss deactivated the account|Amal",
        "the command line changed the role from adjudicator to annotator|Amal",
        "the command line activated the account|Amal",
        "the command line set the password at the command line|Amal",
        "the command line restored a backup: all sessions, links and tokens ended|",
    ]
    kinds = {event["kind"] for event in all_account_events(db)}
    assert kinds == WORDS.keys() - {"session.wait"}


def test_no_password_no_token_and_no_name_that_was_typed_is_in_the_log(db, boss):
    secrets = [
        SECRET,
        sign_in(db, "Boss", SECRET),
        invitations.invite(db, boss, "annotator"),
        add_token(db, boss, "nightly"),
        invitations.reset(db, boss, "Boss")[0],
        "a password in the wrong field",
    ]
    with suppress(SignInRefused):
        sign_in(db, "a password in the wrong field", OTHER, address=ADDRESS)
    kept = str(db.execute("SELECT * FROM account_events").fetchall())
    assert "session.miss" in kept
    assert [secret for secret in secrets if secret in kept] == []


def test_who_knocks_on_is_told_of_once_a_wait_and_not_with_every_try(db, boss):
    for name in ("Boss", "Nobody"):
        knock(db, name)
    told = [(event.kind, event.person) for event in newest_account_events(db)][:-2]
    assert sorted(set(told), key=str) == [
        ("session.miss", "Boss"),
        ("session.miss", None),
        ("session.wait", "Boss"),
        ("session.wait", None),
    ]
    assert [told.count(one) for one in sorted(set(told), key=str)] == [5, 5, 1, 1]
    with write(db):
        db.execute("UPDATE misses SET last_at = last_at - 20")  # the wait is over
    knock(db, "Boss")
    kinds = [event.kind for event in newest_account_events(db, boss.id)]
    assert (kinds.count("session.miss"), kinds.count("session.wait")) == (6, 2)


def knock(db, name: str) -> None:
    for _ in range(40):
        with suppress(SignInRefused):
            sign_in(db, name, "guess guess guess", address=ADDRESS)


def test_what_is_undone_is_not_told_and_what_is_told_stays(db, boss):
    before = told(db)
    with pytest.raises(AccountRefused):
        people.deactivate(db, boss, "Boss")  # the last admin
    with pytest.raises(AccountRefused):
        people.add_person(db, "gold layer", "boss", SECRET)
    with pytest.raises(AccountRefused):
        revoke_token(db, boss, 7)
    assert told(db) == before
    for sql in ("UPDATE account_events SET kind = 'x'", "DELETE FROM account_events"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed or deleted"):
            db.execute(sql)


def test_admins_see_all_or_one_persons_and_everybody_their_own(db, boss):
    people.add_person(db, "Amal", "annotator", SECRET)
    amal = author_named(db, "Amal")
    people.change_role(db, boss, "Amal", "adjudicator")
    with pytest.raises(NotAllowed, match="role admin"):
        account_lines(db, amal)
    n, lines = account_lines(db, boss, "Amal", most=2)
    assert (n, [line.kind for line in lines]) == (3, ["person.role", "password.set"])
    assert [line.kind for line in account_lines(db, boss, "Amal", most=2, skip=2)[1]] == ["person.new"]
    assert "person.role" in {line.kind for line in account_lines(db, boss, "Boss")[1]}  # what Boss did
    assert "person.role" not in {line.kind for line in own_account_lines(db, boss)}  # to somebody else
    assert own_account_lines(db, author_named(db, "Amal"))[0].who == "Boss"
