"""Whatever is sent to a route, the answer is a sentence: never a fault of ours, never a traceback."""

import json

import pytest
from anyio.from_thread import start_blocking_portal

from labeling.api.routes import ROUTES
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.operation import KEYS
from labeling.workflow.accounts.session import COOKIE
from labeling.workflow.load import load_documents
from tests.api.clients import SECRET, SPANS, TEXT, signed_in, stranger
from tests.operations import added, message

ODD = {
    "nothing": None,
    "true": True,
    "a number": -1,
    "a huge number": 10**400,
    "more than 64 bits": 2**63,
    "a fraction": 0.5,
    "infinity": float("inf"),
    "a text": "x",
    "no text": "",
    "half a character": "\ud800",
    "a NUL": "a\0b",
    "a long text": "x" * 100_000,
    "a list": [],
    "lists": [[[]]],
    "an object": {},
    "objects": {"a": {"b": [None]}},
}
BODIES = {
    "no UTF-8": b'{"operations": "\xff\xfe"}',
    "half of it": b'{"operations": [',
    "nothing": b"",
    "not a number": b'{"operations": [NaN]}',
    "infinity": b'{"version": Infinity}',
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "deep lists that end": b'{"operations": ' + b"[" * 900 + b"]" * 900 + b"}",
    "a long number": b'{"version": ' + b"9" * 100_000 + b"}",
    "UTF-16": '{"operations": []}'.encode("utf-16"),
    "a text": b'"operations"',
    "the same key twice": b'{"operations": [], "operations": 1}',
}
CHARACTERS = (
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "..%2f..%2fetc",
    "x" * 5_000,
    "%F0%9F%92%A3",
    "'%20OR%201=1--",
    "%0d%0aX: y",
)


TAKE, SETTLE = "/api/documents/d1/operations", "/api/adjudication/d2/operations"


@pytest.fixture
def boss(team, db):
    """An admin; `d1` to annotate, `d2` finished by two, to settle."""
    layers = tuple(Annotation(name, (), {"attack_report": Answer("yes")}, state="done") for name in ("Una", "Vid"))
    load_documents(db, [AnnotatedDocument(Document("d2", TEXT), layers)])
    client = signed_in("Boss", SECRET)
    settled = posted(client, SETTLE, {"operations": [added(TEXT, SPANS[0])]})
    assert settled.status_code == 200, settled.text
    return client


def posted(client, path: str, body: object):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, content=content, headers={"Content-Type": "application/json"})


def check_refused(answer, what: object) -> None:
    """A sentence of ours with a status of the caller's fault."""
    assert 400 <= answer.status_code < 500, (what, answer.status_code, answer.text[:300])
    assert "Traceback" not in answer.text, what
    assert len(answer.text) < 20_000, what


def check_calm(answer, what: object) -> None:
    """Taken or refused, but understood."""
    assert answer.status_code < 500, (what, answer.status_code, answer.text[:300])
    assert "Traceback" not in answer.text, what


POSTS = [route.path.replace("{id:path}", "d2") for route in ROUTES if "POST" in route.methods and "/api/" in route.path]


@pytest.mark.parametrize("path", POSTS)
def test_a_body_that_is_no_message_is_refused_with_a_sentence(boss, path):
    for name, body in BODIES.items():
        check_refused(posted(boss, path, body), (path, name))
    for name, value in ODD.items():
        check_refused(posted(boss, path, value), (path, name))


@pytest.mark.parametrize("kind", KEYS)
def test_every_key_of_every_operation_takes_no_odd_value(boss, kind):
    whole = {
        "span_id": "s1",
        "start": SPANS[0].start,
        "end": SPANS[0].end,
        "quote": SPANS[0].quote(TEXT),
        "label": SPANS[0].label,
        "attributes": {},
        "origin": "x",
        "question": "attack_report",
        "value": "yes" if kind == "answer.set" else True,
        "reason": None,
        "text": "A note.",
        "target": "g1",
        "seconds": 1,
    }
    wanted = {key: whole[key] for key in KEYS[kind]}
    for path in (TAKE, SETTLE):
        for key in (*wanted, "op_id", "group_id", "kind", "from", "seq", "at", "author", "\ud800"):
            sent = [message(kind, **wanted) | {key: value} for value in ODD.values()]
            check_calm(posted(boss, path, {"operations": sent}), (path, kind, key))
        for name in ("min", "max", "kind", "event", "\ud800"):
            sent = [message(kind, **wanted) | {"attributes": {name: value}} for value in ODD.values()]
            check_calm(posted(boss, path, {"operations": sent}), (path, kind, name))
    assert boss.get("/api/documents/d1").status_code == 200
    assert boss.get("/api/adjudication/d2").status_code == 200


@pytest.mark.parametrize("path", [TAKE, SETTLE])
@pytest.mark.parametrize("key", ["version", "scheme_id", "operations"])
def test_what_stands_around_operations_takes_no_odd_value(boss, path, key):
    for name, value in ODD.items():
        sent = {"operations": [message("note.set", text="A note.")], key: value}
        check_calm(posted(boss, path, sent), (path, key, name))


def test_every_key_of_a_comment_and_of_a_decision_takes_no_odd_value(boss):
    said = {"id": "c1", "text": "Why?", "start": SPANS[0].start, "end": SPANS[0].end, "quote": SPANS[0].quote(TEXT)}
    decision = {"difference": "x", "choice": "take", "coders": ["Amal"], "reason": "x", "seen": {"Amal": "x"}}
    for name, value in ODD.items():
        for key in (*said, "thread_id", "kind", "span_id", "\ud800"):
            check_calm(
                posted(boss, "/api/documents/d1/comments", said | {"id": f"c {key}"[:9], key: value}), (key, name)
            )
    for key in (*decision, "\ud800"):
        sent = [message("note.set", text="A note.") | {"from": decision | {key: value}} for value in ODD.values()]
        check_calm(posted(boss, SETTLE, {"operations": sent}), key)
    assert boss.get("/api/documents/d1").status_code == 200
    assert boss.get("/api/documents/d1/comments").status_code == 200
    assert boss.get("/api/adjudication/d2").status_code == 200


def test_odd_addresses_are_answered_calmly(boss):
    for characters in CHARACTERS:
        for route in ROUTES:
            path = route.path.replace("{id:path}", characters) + f"?n={characters}&skip={characters}&open={characters}"
            check_calm(boss.get(path + f"&key={characters}&next={characters}"), path)
    for n in ("-1", "0", "1e9", "99999999999999999999", "²", "١", "9" * 5_000):
        assert boss.get(f"/api/queue?n={n}").status_code == 200


@pytest.mark.parametrize("odd", [b"[", b"[::1", b"", b"\xff", b"localhost:x", b"localhost:99999", b"a" * 9_000, b"//"])
def test_odd_headers_are_answered_calmly(team, odd):
    nobody, amal = stranger(), signed_in("Amal", SECRET)
    assert nobody.get("/sign-in", headers={"Host": odd}).status_code in (200, 403)
    assert nobody.post("/sign-in", data={"name": "Amal"}, headers={"Origin": b"http://" + odd}).status_code == 403
    for name in ("Cookie", "Authorization", "X-Sitrep-Token", "X-Request-Id", "X-Forwarded-For", "Content-Type"):
        for value in (odd, f"{COOKIE}=".encode() + odd, b"Bearer " + odd):
            check_calm(amal.post("/api/documents/d1/operations", json={}, headers={name: value}), (name, value))
            check_calm(nobody.get("/api/session", headers={name: value}), (name, value))


def test_odd_forms_are_answered_calmly(team):
    amal = signed_in("Amal", SECRET)
    token = amal.headers["X-Sitrep-Token"].encode()
    odd = (b"%ff", b"%00", b"%ed%a0%80", b"x" * 5_000, b"", b"%F0%9F%92%A3", b"-1", b"9" * 400, b"%E2%80%AE")
    for value in odd:
        for do in (b"password", b"token", b"revoke", b"x"):
            body = b"do=" + do + b"&token=" + token
            body += b"".join(
                b"&" + key + b"=" + value for key in (b"number", b"purpose", b"current", b"password", b"again")
            )
            check_calm(amal.post("/account", content=body), (do, value))
        for path in ("/sign-in", "/invitation"):
            body = b"&".join(key + b"=" + value for key in (b"name", b"password", b"next", b"key", b"again"))
            check_calm(stranger(address="10.1.1.1").post(path, content=body), (path, value))


@pytest.mark.parametrize("host", ["localhost/static/x?", "localhost:80/sign-in?", "localhost#/static/", "x@localhost"])
def test_a_host_that_holds_a_path_opens_nothing(team, host):
    for path in ("/annotate", "/api/queue", "/_stcore/host-config", "/media/abc.zip"):
        assert stranger().get(path, headers={"Host": host}).status_code in (303, 401, 403), (host, path)


@pytest.mark.parametrize("query", [b"\xff\xfe", b"n=\xed\xa0\x80", b"n=%", b"&&=;"])
def test_a_query_in_other_bytes_is_answered_calmly(team, query):
    """As a server hands it on; a client library would write it anew."""
    amal, answers = signed_in("Amal", SECRET), []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        answers.append(message)

    headers = [(b"host", b"localhost"), (b"cookie", f"{COOKIE}={amal.cookies[COOKIE]}".encode())]
    with start_blocking_portal() as portal:
        for path in ("/api/queue", "/annotate", "/sign-in", "/x"):
            scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers}
            scope |= {"scheme": "http", "server": ("localhost", 80), "client": ("10.0.0.9", 1), "http_version": "1.1"}
            portal.call(amal.app, scope | {"root_path": "", "raw_path": path.encode()}, receive, send)
    assert [one["status"] for one in answers if "status" in one] == [200, 200, 200, 404]
