"""What happens to tokens for scripts when a password changes, or somebody is signed out, reset, deactivated."""

import pytest

from labeling.store.authors import author_named
from labeling.workflow.accounts import invitations, people
from labeling.workflow.accounts.account import add_token
from tests.api.clients import SECRET, signed_in, stranger

NEW = "x" * 12


@pytest.fixture
def token(team, db):
    return add_token(db, author_named(db, "Amal"), "nightly <export>")


def works(token: str) -> bool:
    return stranger().get("/api/session", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def post(client, **fields):
    return client.post("/account", data=fields | {"token": client.headers["X-Sitrep-Token"]})


def test_a_changed_password_ends_the_tokens_too_and_the_page_names_them_before(token):
    here, other = signed_in("Amal", SECRET), signed_in("Basim", SECRET)
    shown = here.get("/account").text
    assert shown.count("Keep my tokens for scripts: nightly &lt;export&gt; (never used)") == 2
    assert "Keep my tokens" not in other.get("/account").text
    assert works(token)
    assert "(last used 20" in here.get("/account").text
    change = {"do": "password", "current": SECRET, "password": NEW, "again": NEW}
    assert post(here, **change | {"current": "not the right one"}).status_code == 422
    assert works(token)
    assert post(here, **change).status_code == 303
    assert not works(token)
    assert "the tokens you did not keep" in here.get("/account?done=password").text


def test_a_changed_password_keeps_the_tokens_where_the_person_chose_so(token):
    here = signed_in("Amal", SECRET)
    change = {"do": "password", "current": SECRET, "password": NEW, "again": NEW, "keep_tokens": "yes"}
    assert post(here, **change).status_code == 303
    assert works(token)


@pytest.mark.parametrize("keeps", [False, True])
def test_signing_out_everywhere_ends_the_tokens_unless_they_are_kept(token, keeps):
    here, there = signed_in("Amal", SECRET), signed_in("Amal", SECRET)
    assert post(here, do="sign-out", **({"keep_tokens": "yes"} if keeps else {})).status_code == 303
    assert there.get("/api/session").status_code == 401
    assert works(token) == keeps


def test_a_reset_ends_sessions_and_tokens_at_once_and_those_made_until_the_link_is_used(token, db):
    amal, boss = signed_in("Amal", SECRET), author_named(db, "Boss")
    link, ended = invitations.reset(db, boss, "Amal")
    assert str(ended) == "1 session and 1 token ended (nightly <export>)"
    assert amal.get("/api/session").status_code == 401
    assert not works(token)
    thief = signed_in("Amal", SECRET)  # the old password holds until the link is used
    stolen = add_token(db, author_named(db, "Amal"), "mine now")
    assert works(stolen)
    form = {"key": link, "password": NEW, "again": NEW}
    assert stranger().post("/invitation", data=form).status_code == 303
    assert thief.get("/api/session").status_code == 401
    assert not works(stolen)


def test_who_is_deactivated_has_no_token_any_more_also_when_they_come_back(token, db):
    people.deactivate(db, author_named(db, "Boss"), "Amal")
    people.activate(db, author_named(db, "Boss"), "Amal")
    assert not works(token)


def test_with_the_first_password_tokens_end_that_anybody_could_have_made(db, quick_hashes):
    basim, amal = signed_in("Basim"), signed_in("Amal")  # by name alone
    tokens = [add_token(db, author_named(db, name), "mine") for name in ("Amal", "Basim")]
    assert all(map(works, tokens))
    first = {"do": "password", "password": SECRET, "again": SECRET, "keep_tokens": "yes"}
    assert post(amal, **first).status_code == 303
    assert not any(map(works, tokens))
    assert basim.get("/api/session").status_code == 401


def test_a_token_has_the_role_that_its_author_has_now(token, db):
    people.change_role(db, author_named(db, "Boss"), "Amal", "adjudicator")
    answer = stranger().get("/api/session", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["role"] == "adjudicator"
