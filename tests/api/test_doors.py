"""What a second person, a stranger and another site cannot do; one test each."""

import base64
import hashlib
import re
import threading
import time
from pathlib import Path

import pytest
import streamlit
from starlette.websockets import WebSocketDisconnect

from exports.loading import whole
from exports.loading.options import Options
from exports.sources import together
from labeling.api.security_headers import STREAMLIT_INLINE
from labeling.core.errors import NotAllowed
from labeling.store.accounts.script_tokens import script_tokens
from labeling.store.authors import author_named
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts import people
from labeling.workflow.accounts.account import add_token, revoke_token
from labeling.workflow.accounts.session import COOKIE
from labeling.workflow.jobs import ask_worker
from labeling.workflow.reading.queue import change_shares
from labeling.workflow.scheme import change_scheme
from models.doubtful import keep_as_it_is
from models.versions.choice import choose
from tests.api.clients import SECRET, SPANS, TEXT, signed_in, stranger
from tests.operations import added, message


def save(client, **more):
    return client.post("/api/documents/d1/operations", json={"operations": [added(TEXT, SPANS[0])]}, **more)


def authors_of(db) -> set[str]:
    return {
        name for (name,) in db.execute("SELECT name FROM operations JOIN authors ON authors.id = operations.author_id")
    }


def test_nobody_writes_as_another(team, db):
    basim = signed_in("Basim", SECRET)
    forged = {"X-Sitrep-Author": "Amal", "X-Forwarded-User": "Amal", "X-Remote-User": "Amal"}
    operation = added(TEXT, SPANS[0]) | {"author": "Amal", "author_id": author_named(db, "Amal").id}
    answer = basim.post("/api/documents/d1/operations?author=Amal", json={"operations": [operation]}, headers=forged)
    assert answer.status_code == 422  # an operation that names an author is none
    assert save(basim, headers=forged).status_code == 200
    assert authors_of(db) == {"Basim"}
    assert basim.get("/annotate", headers=forged).text == "Basim"
    amal = signed_in("Amal", SECRET)
    assert amal.get("/api/documents/d1").json()["spans"] == []
    amal.headers["X-Sitrep-Token"] = basim.headers["X-Sitrep-Token"]
    assert save(amal).status_code == 403


def test_nothing_is_reached_without_signing_in(team):
    nobody = stranger()
    for path in ("/annotate", "/people", "/account", "/media/abc.zip", "/_stcore/host-config", "/component/x", "/x"):
        answer = nobody.get(path)
        assert answer.status_code in (303, 401), path
        assert TEXT not in answer.text
    for path in ("/api/documents/d1", "/api/queue", "/api/session", "/API/queue", "/api/nothing"):
        assert nobody.get(path).status_code in (303, 401), path
    with pytest.raises(WebSocketDisconnect) as refused, nobody.websocket_connect("ws://localhost/_stcore/stream"):
        pass
    assert refused.value.code == 1008


def test_a_name_alone_or_a_wrong_password_opens_nothing(team):
    for form in ({"name": "Amal"}, {"name": "Amal", "password": ""}, {"name": "Amal", "password": "guess guess guess"}):
        nobody = stranger()
        answer = nobody.post("/sign-in", data=form)
        assert answer.status_code == 422
        assert COOKIE not in nobody.cookies
        assert 'type="password"' in answer.text


def test_passwords_are_not_guessed_quickly_and_the_wait_is_said(team):
    nobody = stranger()
    codes = [
        nobody.post("/sign-in", data={"name": "Amal", "password": f"guess number {n}"}).status_code for n in range(7)
    ]
    assert codes == [422] * 5 + [429] * 2
    refused = stranger(address="10.0.0.10").post("/sign-in", data={"name": "Amal", "password": SECRET})
    assert refused.status_code == 429
    assert re.search(r"Wait \d+ seconds", refused.text)
    assert signed_in("Basim", SECRET).get("/api/session").json()["author"] == "Basim"


def test_what_is_said_of_a_wrong_name_is_what_is_said_of_a_wrong_password(team):
    said = set()
    for name in ("Amal", "Nobody"):
        answer = stranger().post("/sign-in", data={"name": name, "password": "guess guess guess"})
        said.add((answer.status_code, answer.text.replace(name, "…")))
    assert len(said) == 1


def test_a_session_cannot_be_fixed(team):
    victim = stranger()
    planted = signed_in("Basim", SECRET).cookies[COOKIE]
    victim.cookies.set(COOKIE, planted, domain="localhost.local", path="/")
    answer = victim.post("/sign-in", data={"name": "Amal", "password": SECRET})
    mine = answer.cookies[COOKIE]
    assert mine != planted
    for token, status in ((planted, 401), (mine, 200)):
        client = stranger()
        client.cookies.set(COOKIE, token)
        assert client.get("/api/session").status_code == status
    made_up = stranger()
    made_up.cookies.set(COOKIE, "chosen-by-somebody-else")
    assert made_up.get("/api/session").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_plain_wires(team):
    form = {"name": "Amal", "password": SECRET}
    plain = stranger().post("/sign-in", data=form).headers["set-cookie"].lower()
    assert "httponly" in plain
    assert "samesite=lax" in plain
    assert "secure" not in plain
    over_tls = stranger()
    over_tls.base_url = "https://localhost"
    assert "secure" in over_tls.post("/sign-in", data=form).headers["set-cookie"].lower()
    said = stranger().post("/sign-in", data=form, headers={"X-Forwarded-Proto": "https"})  # by no proxy we trust
    assert "secure" not in said.headers["set-cookie"].lower()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9999", "https://localhost.evil"])
def test_another_site_posts_nothing(team, db, origin):
    amal = signed_in("Amal", SECRET)
    foreign = {"Origin": origin}
    before = db.execute("SELECT count(*) FROM operations").fetchone()
    assert save(amal, headers=foreign).status_code == 403
    for path in ("/sign-in", "/sign-out", "/account", "/invitation"):
        assert amal.post(path, data={"name": "Amal", "password": SECRET}, headers=foreign).status_code == 403
    with pytest.raises(WebSocketDisconnect), amal.websocket_connect("ws://localhost/_stcore/stream", headers=foreign):
        pass
    assert db.execute("SELECT count(*) FROM operations").fetchone() == before
    assert amal.get("/api/session").status_code == 200


def test_under_tls_a_page_on_plain_http_is_another_site(team):
    form = {"name": "Amal", "password": SECRET}
    over_tls = stranger()
    over_tls.base_url = "https://localhost"
    assert over_tls.post("/sign-in", data=form, headers={"Origin": "http://localhost"}).status_code == 403
    assert over_tls.post("/sign-in", data=form, headers={"Origin": "https://localhost"}).status_code == 303
    with (
        pytest.raises(WebSocketDisconnect),
        over_tls.websocket_connect("wss://localhost/_stcore/stream", headers={"Origin": "http://localhost"}),
    ):
        pass
    with over_tls.websocket_connect("wss://localhost/_stcore/stream", headers={"Origin": "https://localhost"}):
        pass


def test_nobody_sees_a_traceback(team, monkeypatch, caplog):
    def burst(*_args, **_more):
        raise RuntimeError("secret words of the code")

    amal = signed_in("Amal", SECRET)
    for place, asked in (
        ("labeling.workflow.annotate.open_document", lambda: amal.get("/api/documents/d1")),
        ("labeling.workflow.annotate.take_operations", lambda: save(amal)),
        ("labeling.api.sign_in.sign_in", lambda: stranger().post("/sign-in", data={"name": "A"})),
        ("labeling.api.account.working_tokens", lambda: amal.get("/account")),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(place, burst)
            answer = asked()
        assert answer.status_code == 500, place
        assert re.search(r"error [0-9a-f]{8}", answer.json()["detail"])
        assert "secret words" not in answer.text
        assert "Traceback" not in answer.text
    assert "secret words" in caplog.text


def test_a_session_that_was_ended_is_worth_nothing(team, db):
    amal = signed_in("Amal", SECRET)
    with amal.websocket_connect("ws://localhost/_stcore/stream") as page:
        page.send_text("click")
        assert page.receive_text() == "click"
        people.sign_out_everywhere(db, None, "Amal")
        page.send_text("so that the page can say it")
        page.receive_text()
        page.send_text("click")
        with pytest.raises(WebSocketDisconnect):
            page.receive_text()
    assert save(amal).status_code == 401
    assert authors_of(db) == set()


def test_a_token_that_was_revoked_is_worth_nothing(team, db):
    amal = author_named(db, "Amal")
    script = stranger()
    script.headers["Authorization"] = f"Bearer {add_token(db, amal, 'nightly')}"
    assert script.get("/api/session").json() == {"author": "Amal", "role": "annotator", "token": None}
    assert save(script).status_code == 200
    assert script.get("/annotate").status_code == 303  # pages are for browsers
    assert script.get("/account").status_code == 303
    revoke_token(db, amal, script_tokens(db)[0].number)
    assert save(script).status_code == 401
    for header in ("Bearer ", "Bearer x", "bearer", "Basic QW1hbDo="):
        assert stranger().get("/api/session", headers={"Authorization": header}).status_code == 401


def test_a_cookie_does_not_help_a_wrong_token(team):
    amal = signed_in("Amal", SECRET)
    assert amal.get("/api/session", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_proxy_brings_nobody_in_where_a_name_is_enough(db, quick_hashes):
    forwarded = {"X-Forwarded-For": "192.168.1.7"}
    refused = stranger().post("/sign-in", data={"name": "Amal"}, headers=forwarded)
    assert refused.status_code == 403
    assert "sitrep people add" in refused.json()["detail"]
    assert stranger().get("/sign-in", headers={"Via": "1.1 proxy"}).status_code == 403
    people.add_person(db, "Amal", "admin", SECRET)
    form = {"name": "Amal", "password": SECRET}
    assert stranger().post("/sign-in", data=form, headers=forwarded).status_code == 303


def test_a_name_of_the_machine_is_served_where_it_was_named(db):
    asked = {"Host": "sitrep.lan:8501"}
    refused = stranger().get("/sign-in", headers=asked)
    assert refused.status_code == 403
    assert "SITREP_HOSTS" in refused.json()["detail"]
    assert stranger(hosts=("localhost", "sitrep.lan")).get("/sign-in", headers=asked).status_code == 200
    assert stranger(hosts=("sitrep.lan",)).get("/sign-in", headers={"Host": "sitrep.lan.evil"}).status_code == 403


def test_every_answer_tells_browsers_what_to_refuse(team, add):
    add(d2="Text.")
    amal = signed_in("Amal", SECRET)
    answers = [amal.get(path) for path in ("/annotate", "/sign-in", "/account", "/api/queue", "/api/documents/none")]
    for answer in [*answers, stranger().get("/people"), stranger().get("/api/queue")]:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "'unsafe-eval'" not in policy
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert scripts is None or "'unsafe-inline'" not in scripts[1]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_the_one_inline_script_that_runs_is_streamlits():
    page = Path(streamlit.__file__).with_name("static").joinpath("index.html").read_text("utf-8")
    found = [hashlib.sha256(script.encode()).digest() for script in re.findall(r"<script>(.*?)</script>", page, re.S)]
    assert [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found] == [STREAMLIT_INLINE]


def test_a_form_that_is_too_long_is_refused(team):
    assert stranger().post("/sign-in", data={"name": "x" * 20_000}).status_code == 413


def test_an_annotators_token_does_nothing_of_a_leads(team, db):
    """What is in `workflow` refuses; the routes' own roles are walked in test_roles."""
    amal = author_named(db, "Amal")
    checked = whole.check(db, together([]), Options(None))
    for do in (
        lambda: whole.load(db, checked, author=amal),
        lambda: ask_worker(db, amal, "take_snapshot", {}, action="lead"),
        lambda: change_shares(db, {"random": 9}, author=amal),
        lambda: change_scheme(db, current_scheme(db), where="x", author=amal),
        lambda: choose(db, 1, recall=None, author=amal),
        lambda: keep_as_it_is(db, amal, None),
    ):
        with pytest.raises(NotAllowed, match="adjudicator"):
            do()
    script = stranger()
    script.headers["Authorization"] = f"Bearer {add_token(db, amal, 'nightly')}"
    refused = script.post("/api/documents/d1/operations", json={"operations": [message("layer.load", spans=[])]})
    assert refused.status_code == 422


def test_who_waits_for_a_hash_keeps_nobody_else_waiting(team, monkeypatch):
    """Forty threads serve the routes; sixty sign-ins must not take them all."""
    asked, may_end = [], threading.Event()
    monkeypatch.setattr("labeling.api.sign_in.has_passwords", lambda db: not asked.append(1))
    monkeypatch.setattr("labeling.api.sign_in.sign_in", lambda *_, **__: may_end.wait(30) and "token")
    with stranger() as nobody:
        waiting = [threading.Thread(target=nobody.post, args=("/sign-in",)) for _ in range(60)]
        for thread in waiting:
            thread.start()
        deadline = time.monotonic() + 20
        while len(asked) < len(waiting) and time.monotonic() < deadline:
            time.sleep(0.01)
        health = threading.Thread(target=nobody.get, args=("/api/health",))
        health.start()
        health.join(5)
        answered = not health.is_alive()
        may_end.set()
        for thread in (*waiting, health):
            thread.join()
    assert answered
