"""Comments over the API: said, answered, resolved, and never taken back."""

import pytest

from labeling.store.database import write
from tests.api.test_api import SPANS, TEXT, client_for

PLACE = {"start": SPANS[0].start, "end": SPANS[0].end, "quote": SPANS[0].quote(TEXT)}
URL = "/api/documents/d1/comments"


@pytest.fixture
def client(db, add):
    add(d1=TEXT)
    with client_for("Amal") as client:
        yield client


def n_comments(db) -> int:
    return db.execute("SELECT count(*) FROM comments").fetchone()[0]


def test_a_thread_is_begun_answered_resolved_and_reopened(client):
    assert client.get(URL).json() == {"threads": []}
    client.post(URL, json={"id": "c1", "text": " Is this the camp? ", "span_id": "s1", **PLACE})
    client.post(URL, json={"id": "c2", "text": "Of the whole article."})
    with client_for("Basim") as other:
        other.post(URL, json={"id": "c3", "thread_id": "c1", "text": "<b>Yes</b>"})
        answer = other.post(URL, json={"id": "c4", "thread_id": "c1", "kind": "resolve"}).json()
    first, second = answer["threads"]
    assert {key: first[key] for key in PLACE} == PLACE
    assert (first["span_id"], first["is_resolved"], second["start"]) == ("s1", True, None)
    said = [(one["author"], one["kind"], one["text"]) for one in first["comments"]]
    assert said == [
        ("Amal", "comment", "Is this the camp?"),
        ("Basim", "comment", "<b>Yes</b>"),
        ("Basim", "resolve", ""),
    ]
    again = client.post(URL, json={"id": "c5", "thread_id": "c1", "kind": "reopen"}).json()
    assert not again["threads"][0]["is_resolved"]
    assert client.get(URL).json() == again


def test_sending_a_comment_again_changes_nothing_and_its_id_stands_for_one_only(client, db):
    comment = {"id": "c1", "text": "Unclear.", **PLACE}
    assert client.post(URL, json=comment).json() == client.post(URL, json=comment).json()
    response = client.post(URL, json=comment | {"text": "Clear."})
    assert (response.status_code, n_comments(db)) == (400, 1)
    with client_for("Basim") as other:
        assert other.post(URL, json=comment).status_code == 400


WRONG = {
    "no id": {"text": "x"},
    "no text": {"id": "c", "text": " "},
    "too long": {"id": "c", "text": "x" * 5_001},
    "NUL": {"id": "c", "text": "a\0b"},
    "other quote": {"id": "c", "text": "x"} | PLACE | {"quote": "Camp Tajo"},
    "no quote": {"id": "c", "text": "x", "start": 1, "end": 2},
    "past the end": {"id": "c", "text": "x", "start": 1, "end": 999, "quote": "x"},
    "unknown key": {"id": "c", "text": "x", "author": "Boss"},
    "unknown kind": {"id": "c", "thread_id": "d", "kind": "delete"},
    "unknown thread": {"id": "c", "thread_id": "nowhere", "text": "x"},
    "resolving nothing": {"id": "c", "kind": "resolve"},
    "an id that is none": {"id": ["c"], "text": "x"},
    "nothing": {},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_comment_that_cannot_be_kept_is_a_4xx_with_a_sentence(client, db, case):
    response = client.post(URL, json=WRONG[case])
    assert (response.status_code, n_comments(db)) == (400, 0)
    assert response.json()["detail"].endswith((".", "exclusive."))


def test_comments_need_a_session_a_token_and_a_document(client, db):
    assert client.post(URL, json={"id": "c", "text": "x"}, headers={"X-Sitrep-Token": ""}).status_code == 403
    assert client.get("/api/documents/nowhere/comments").status_code == 404
    assert client.post("/api/documents/nowhere/comments", json={"id": "c", "text": "x"}).status_code == 404
    with client_for(None) as stranger:
        assert stranger.get(URL).status_code == 401
        assert stranger.post(URL, json={"id": "c", "text": "x"}).status_code in (401, 403)
    assert n_comments(db) == 0


def test_a_document_whose_id_ends_like_the_route_still_opens(client, add):
    add(**{"x/comments": TEXT})
    assert client.get("/api/documents/x%2Fcomments").json()["document"]["id"] == "x/comments"
    assert client.get("/api/documents/x%2Fcomments/comments").json() == {"threads": []}


@pytest.mark.parametrize("statement", ["UPDATE comments SET text = 'x'", "DELETE FROM comments"])
def test_what_was_said_stays_said(client, db, statement):
    client.post(URL, json={"id": "c1", "text": "Unclear."})
    with pytest.raises(Exception, match="never changed or deleted"), write(db):
        db.execute(statement)
