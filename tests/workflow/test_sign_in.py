"""The door: what a guess costs, how long a session lives, what a token may."""

import threading
import time

import pytest
from argon2 import PasswordHasher

from labeling.core.errors import AccountRefused, SignInRefused, TooManyTries
from labeling.store.accounts import sessions
from labeling.store.accounts.passwords import password_hash
from labeling.store.accounts.script_tokens import script_tokens
from labeling.store.authors import add_author, author_named
from labeling.store.database import open_database, write
from labeling.workflow.accounts import password, people
from labeling.workflow.accounts.account import add_token, change_password, revoke_token
from labeling.workflow.accounts.session import caller_of_script, signed_in_author
from labeling.workflow.accounts.sign_in import sign_in

SECRET, OTHER = "four words in a row", "another four words then"
write_if_free = sessions.write_if_free


@pytest.fixture
def boss(db, quick_hashes):
    people.add_person(db, "Boss", "admin", SECRET)


def test_after_five_misses_the_wait_grows_and_a_success_ends_it(db, boss, monkeypatch):
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    waits = []
    for _ in range(5):
        with pytest.raises(SignInRefused, match="not the name and password"):
            sign_in(db, "Boss", "wrong wrong wrong", address="10.0.0.9")
    for _ in range(3):
        with pytest.raises(TooManyTries) as refused:
            sign_in(db, "Boss", SECRET, address="10.0.0.9")
        waits.append(str(refused.value).split("Wait ")[1].split(",")[0])
        clock[0] += 15 * 2 ** len(waits) / 2
        with pytest.raises(SignInRefused, match="not the name and password"):
            sign_in(db, "Boss", "wrong wrong wrong", address="10.0.0.9")
    assert waits == ["15 seconds", "30 seconds", "1 minute"]
    clock[0] += 120
    assert sign_in(db, "Boss", SECRET, address="10.0.0.9")
    with pytest.raises(SignInRefused, match="not the name and password"):
        sign_in(db, "Boss", "wrong wrong wrong", address="10.0.0.9")


@pytest.fixture
def meanwhile(db, monkeypatch):
    """Lets something happen while a password is judged, which takes half a second."""

    def then(do, *arguments) -> None:
        def verified(*asked):
            found = password.verified(*asked)
            do(*arguments)
            return found

        monkeypatch.setattr("labeling.workflow.accounts.sign_in.verified", verified)

    return then


def n_sessions(db) -> int:
    return db.execute("SELECT count(*) FROM sessions").fetchone()[0]


def test_a_sign_in_that_was_under_way_when_the_password_changed_opens_nothing(db, boss, meanwhile):
    meanwhile(people.add_person, db, "Boss", "admin", OTHER)
    with pytest.raises(SignInRefused, match="changed a moment ago"):
        sign_in(db, "Boss", SECRET)
    assert n_sessions(db) == 0


def test_a_sign_in_that_was_under_way_when_its_person_was_deactivated_opens_nothing_later_either(db, boss, meanwhile):
    people.add_person(db, "Amal", "annotator", SECRET)
    meanwhile(people.deactivate, db, None, "Amal")
    with pytest.raises(SignInRefused, match="changed a moment ago"):
        sign_in(db, "Amal", SECRET)
    people.activate(db, None, "Amal")
    assert n_sessions(db) == 0


def test_a_change_of_a_password_that_was_set_anew_meanwhile_changes_nothing(db, boss, meanwhile):
    meanwhile(people.add_person, db, "Boss", "admin", OTHER)
    with pytest.raises(SignInRefused, match="changed a moment ago"):
        change_password(db, author_named(db, "Boss"), SECRET, "the words of a thief")
    assert n_sessions(db) == 0
    assert password.verified(db, author_named(db, "Boss").id, OTHER)


def test_an_address_that_tries_many_names_waits_too_and_signing_in_does_not_free_it(db, boss):
    for number in range(19):
        with pytest.raises(SignInRefused):
            sign_in(db, f"guess {number}", SECRET, address="10.0.0.9")
    assert sign_in(db, "Boss", SECRET, address="10.0.0.9")
    with pytest.raises(SignInRefused):
        sign_in(db, "guess 20", SECRET, address="10.0.0.9")
    with pytest.raises(TooManyTries):
        sign_in(db, "Boss", SECRET, address="10.0.0.9")
    assert sign_in(db, "Boss", SECRET, address="10.0.0.10")


def test_tries_at_the_same_moment_are_all_counted(db, boss, db_path):
    said = []

    def guess(number: int) -> None:
        own = open_database(db_path)
        try:
            sign_in(own, "Boss", f"wrong password {number}")
        except SignInRefused as error:
            said.append(type(error))
        own.conn.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (said.count(SignInRefused), said.count(TooManyTries)) == (5, 7)


def test_a_name_nobody_has_is_told_and_counted_like_one_that_is_known(db, boss):
    said = {}
    for name in ("Boss", "Nobody"):
        said[name] = []
        for _ in range(6):
            with pytest.raises(SignInRefused) as refused:
                sign_in(db, name, "wrong wrong wrong", address=name)
            said[name].append(str(refused.value))
    assert said["Boss"] == said["Nobody"]


def test_a_wrong_name_costs_as_many_hashes_as_a_wrong_password(db, boss, monkeypatch):
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash, password):
            verified.append(hash)
            return super().verify(hash, password)

    monkeypatch.setattr(password, "_hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    with write(db):
        add_author(db, "By name alone")
    for name in ("Boss", "Nobody", "By name alone"):
        with pytest.raises(SignInRefused):
            sign_in(db, name, "wrong wrong wrong")
    assert len(verified) == 3
    assert len({hash.split("$")[3] for hash in verified}) == 1  # the same parameters


def test_the_names_and_addresses_of_misses_are_not_kept_in_clear(db, boss):
    with pytest.raises(SignInRefused):
        sign_in(db, "typed my password", "wrong wrong wrong", address="10.0.0.9")
    assert "typed" not in str(db.execute("SELECT * FROM misses").fetchall())


def test_a_hash_is_argon2id_with_todays_parameters_and_an_old_one_is_made_anew(db):
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with write(db):
        amal = add_author(db, "Amal")
        db.execute("UPDATE authors SET password_hash = ?", (weak.hash(SECRET),))
    assert sign_in(db, "Amal", SECRET)
    assert password_hash(db, amal.id).startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert sign_in(db, "Amal", SECRET)


def test_two_sign_ins_that_make_an_old_hash_anew_at_once_both_open_a_session(db, boss, monkeypatch):
    monkeypatch.setattr(password, "_hasher", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    hashed = password.hashed

    def after_another(said: str) -> str:
        monkeypatch.setattr(password, "hashed", hashed)
        assert sign_in(db, "Boss", SECRET)
        return hashed(said)

    monkeypatch.setattr(password, "hashed", after_another)
    assert sign_in(db, "Boss", SECRET)
    assert n_sessions(db) == 2


def test_no_more_than_two_passwords_are_hashed_at_once(quick_hashes, monkeypatch):
    now, most = [], []

    class Slow(PasswordHasher):
        def hash(self, password):
            now.append(1)
            most.append(len(now))
            time.sleep(0.02)
            now.pop()
            return ""

    monkeypatch.setattr(password, "_hasher", Slow())
    threads = [threading.Thread(target=password.hashed, args=(SECRET,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == password.HASHES_AT_ONCE


def test_a_session_lives_twelve_hours_after_its_last_use_and_is_written_once_a_minute(db, monkeypatch):
    clock = [time.time()]
    monkeypatch.setattr(time, "time", lambda: clock[0])
    token = sign_in(db, "Amal")
    written = []
    monkeypatch.setattr(sessions, "write_if_free", lambda db, rows: written.append(rows) or write_if_free(db, rows))
    for _ in range(10):
        clock[0] += 11
        assert signed_in_author(db, token)
    assert len(written) == 1
    clock[0] += sessions.SESSION_SECONDS - 100
    assert signed_in_author(db, token)
    clock[0] += sessions.SESSION_SECONDS + 1
    assert signed_in_author(db, token) is None
    assert token not in str(db.execute("SELECT * FROM sessions").fetchall())


def test_a_long_load_holds_up_nobody_who_is_signed_in(db, db_path, monkeypatch):
    token = sign_in(db, "Amal")
    other = open_database(db_path)
    monkeypatch.setattr(time, "time", lambda now=time.time: now() + 120)
    began = time.monotonic()
    with write(other):  # as a load does, for minutes
        thread = threading.Thread(target=lambda: signed_in_author(open_database(db_path), token))
        thread.start()
        thread.join(3)
        assert not thread.is_alive()
    assert time.monotonic() - began < 3
    other.conn.close()


def test_a_token_for_scripts_acts_as_its_author_until_it_is_revoked(db, amal):
    token = add_token(db, amal, "nightly export")
    caller = caller_of_script(db, token)
    assert (caller.author, caller.role, caller.by_script) == (amal, "admin", True)
    (row,) = script_tokens(db)
    assert row.used_at
    assert row.purpose == "nightly export"
    assert token not in str(db.execute("SELECT * FROM script_tokens").fetchall())
    with write(db):
        other = add_author(db, "Basim")
    with pytest.raises(AccountRefused, match="no token"):
        revoke_token(db, other, row.number)
    revoke_token(db, amal, row.number)
    assert caller_of_script(db, token) is None
    with pytest.raises(AccountRefused):
        revoke_token(db, amal, row.number)
