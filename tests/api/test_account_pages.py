"""The account page and the page behind a link."""

import re

from labeling.store.authors import author_named
from labeling.workflow.accounts import invitations
from labeling.workflow.accounts.session import COOKIE, request_token
from tests.api.clients import SECRET, signed_in, stranger


def test_the_account_form_needs_the_token_of_this_session(team, db):
    amal = signed_in("Amal", SECRET)
    for token in (None, "", request_token("another session")):
        answer = amal.post("/account", data={"do": "sign-out"} | ({"token": token} if token is not None else {}))
        assert answer.status_code == 403
    assert amal.get("/api/session").status_code == 200
    assert amal.post("/account", data={"do": "x", "token": amal.headers["X-Sitrep-Token"]}).status_code == 400


def test_an_account_page_makes_and_revokes_ones_own_tokens_only(team, db):
    amal, basim = signed_in("Amal", SECRET), signed_in("Basim", SECRET)

    def post(client, **fields):
        return client.post("/account", data=fields | {"token": client.headers["X-Sitrep-Token"]})

    made = re.search(r"<code>(.*?)</code>", post(amal, do="token", purpose="<b>nightly</b>").text)[1]
    assert stranger().get("/api/session", headers={"Authorization": f"Bearer {made}"}).json()["author"] == "Amal"
    shown = amal.get("/account").text
    assert made not in shown
    assert "&lt;b&gt;nightly" in shown
    assert "nightly" not in basim.get("/account").text
    assert post(basim, do="revoke", number="1").status_code == 422
    assert post(amal, do="revoke", number="1").status_code == 200
    assert stranger().get("/api/session", headers={"Authorization": f"Bearer {made}"}).status_code == 401


def test_a_changed_password_keeps_this_browser_and_ends_the_others(team):
    here, there = signed_in("Amal", SECRET), signed_in("Amal", SECRET)
    form = {"do": "password", "token": here.headers["X-Sitrep-Token"], "current": SECRET, "password": "x" * 12}
    assert "differ" in here.post("/account", data=form | {"again": "y" * 12}).text
    assert "at least 12" in here.post("/account", data=form | {"password": "short", "again": "short"}).text
    assert here.post("/account", data=form | {"again": "x" * 12}).status_code == 303
    assert here.get("/api/session").status_code == 200
    assert there.get("/api/session").status_code == 401


def test_the_first_password_makes_a_team_of_a_project(db, quick_hashes):
    amal, basim = signed_in("Amal"), signed_in("Basim")
    assert "Nobody has a password" in amal.get("/account").text
    form = {"do": "password", "token": amal.headers["X-Sitrep-Token"], "password": SECRET, "again": SECRET}
    assert amal.post("/account", data=form).status_code == 303
    assert amal.get("/api/session").json()["role"] == "admin"
    assert basim.get("/api/session").status_code == 401
    assert stranger().post("/sign-in", data={"name": "Basim"}).status_code == 422


def test_a_link_is_looked_at_often_and_used_once(team, db):
    key = invitations.invite(db, None, "adjudicator")
    guest = stranger()
    for _ in range(2):
        assert "invited as adjudicator" in guest.get(f"/invitation?key={key}").text
    form = {"key": key, "name": "<i>Dana", "password": SECRET, "again": SECRET}
    assert "differ" in guest.post("/invitation", data=form | {"again": "other"}).text
    assert "there already" in guest.post("/invitation", data=form | {"name": "Amal"}).text
    assert guest.post("/invitation", data=form).status_code == 303
    assert guest.get("/api/session").json() == {
        "author": "<i>Dana",
        "role": "adjudicator",
        "token": request_token(guest.cookies[COOKIE]),
    }
    assert "<i>" not in guest.get("/account").text
    again = stranger().post("/invitation", data=form | {"name": "Emil"})
    assert again.status_code == 404
    assert "was used" in again.text
    assert author_named(db, "Emil") is None
