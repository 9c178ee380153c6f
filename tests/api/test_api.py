import json

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from labeling.api.routes import ROUTES
from labeling.store.tokens import tokens
from labeling.workflow.accounts.session import COOKIE
from labeling.workflow.boilerplate import find_all_boilerplate
from tests.annotated import annotated
from tests.api.clients import signed_in, stranger
from tests.operations import added, message

TEXT, SPANS = annotated("😀 Rockets hit [Camp Taji|BASE], killing [three [soldiers|ACTOR]|CASUALTY].")


def client_for(name: str | None) -> TestClient:
    return signed_in(name) if name else stranger()


@pytest.fixture
def client(db, add):
    add(d1=TEXT)
    with client_for("Amal") as client:
        yield client


def n_operations(db) -> int:
    return db.execute("SELECT count(*) FROM operations").fetchone()[0]


def save(client, *operations, document="d1", **more):
    return client.post(f"/api/documents/{document}/operations", json={"version": 0, "operations": operations, **more})


def test_a_span_goes_in_and_comes_out_again(client, db):
    operation = added(TEXT, SPANS[0])
    answer = save(client, operation).json()
    assert answer["committed"] == [operation["op_id"]]
    assert answer["seqs"] == [answer["version"]]
    opened = client.get("/api/documents/d1").json()
    assert opened["document"]["text"] == TEXT
    assert [(span["start"], span["end"], span["quote"]) for span in opened["spans"]] == [(14, 23, "Camp Taji")]
    assert opened["operations"][0]["op_id"] == operation["op_id"]
    assert opened["state"] == "open"
    assert tokens(db, "d1").starts == tuple(opened["tokens"]["starts"])


def test_a_document_says_which_of_its_lines_are_boilerplate(client, db, add):
    add(d2=f"🚀 {TEXT}\nShare this article\n")
    find_all_boilerplate(db)
    assert client.get("/api/documents/d1").json()["boilerplate"] == []
    opened = client.get("/api/documents/d2").json()
    end = len(opened["document"]["text"])
    assert opened["boilerplate"] == [{"start": end - 19, "end": end, "why": "share buttons"}]
    described = client.get("/api/openapi.json").json()["components"]["schemas"]["Boilerplate"]
    assert set(described["properties"]) == set(opened["boilerplate"][0])


WRONG_SPANS = {
    "past the end": ({"end": 999}, "does not fit"),
    "empty": ({"end": SPANS[0].start}, "empty"),
    "backwards": ({"start": SPANS[0].end, "end": SPANS[0].start}, "ends before"),
    "other quote": ({"quote": "Camp Tajo"}, "its quote"),
    "unknown label": ({"label": "BSE"}, "Did you mean 'BASE'"),
}


@pytest.mark.parametrize("case", WRONG_SPANS)
def test_a_wrong_span_is_a_4xx_with_a_reason_and_nothing_is_written(client, db, case):
    change, reason = WRONG_SPANS[case]
    response = save(client, added(TEXT, SPANS[0]) | change)
    assert response.status_code == 422
    assert reason in response.json()["detail"]
    assert n_operations(db) == 0


def test_an_unknown_document_is_a_404(client, db):
    response = save(client, message("work.submit"), document="nowhere")
    assert (response.status_code, n_operations(db)) == (404, 0)
    assert "nowhere" in response.json()["detail"]
    assert client.get("/api/documents/nowhere").status_code == 404


def test_three_hundred_operations_at_once_are_too_many(client, db):
    response = save(client, *(added(TEXT, SPANS[0]) for _ in range(300)))
    assert (response.status_code, n_operations(db)) == (413, 0)
    assert "200" in response.json()["detail"]


def test_a_body_of_five_megabytes_is_too_long(client, db):
    response = save(client, message("note.set", text="x" * 5_000_000))
    assert (response.status_code, n_operations(db)) == (413, 0)


def test_another_scheme_is_a_409(client, db):
    response = save(client, added(TEXT, SPANS[0]), scheme_id="0" * 16)
    assert (response.status_code, n_operations(db)) == (409, 0)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"operations": []}', '{"operations": 3}', '{"version": NaN}', "[" * 9999]
)
def test_a_body_that_is_no_message_is_a_400(client, db, body):
    response = client.post("/api/documents/d1/operations", content=body)
    assert (response.status_code, n_operations(db)) == (400, 0)
    assert response.json()["detail"]


def test_a_request_from_another_site_is_refused(client, db):
    payload = {"operations": [added(TEXT, SPANS[0])]}
    foreign = {"Origin": "http://evil.example"}
    response = client.post("/api/documents/d1/operations", json=payload, headers=foreign)
    assert (response.status_code, n_operations(db)) == (403, 0)
    own = client.post("/api/documents/d1/operations", json=payload, headers={"Origin": "http://localhost"})
    assert own.status_code == 200


def test_another_host_name_is_refused(client):
    assert client.get("/api/queue", headers={"Host": "rebound.example"}).status_code == 403


def test_without_the_token_nothing_is_saved(client, db):
    for token in ("", "0" * 64, "é"):
        headers = {"X-Sitrep-Token": token.encode()}
        response = client.post(
            "/api/documents/d1/operations", json={"operations": [added(TEXT, SPANS[0])]}, headers=headers
        )
        assert (response.status_code, n_operations(db)) == (403, 0)


def test_without_a_session_nothing_is_read_or_written(client, db):
    with client_for(None) as stranger:
        assert save(stranger, added(TEXT, SPANS[0])).status_code == 401
        assert stranger.get("/api/documents/d1").status_code == 401
        assert stranger.get("/api/queue").status_code == 401
        assert stranger.get("/sign-in/annotate").status_code == 303
        assert "Any name will do" in stranger.get("/sign-in").text
        page = stranger.get("/annotate?document=d1")
        assert page.status_code == 303
        assert page.headers["location"] == "/sign-in?next=%2Fannotate%3Fdocument%3Dd1"
    assert n_operations(db) == 0


def test_the_author_comes_from_the_session_and_never_from_the_request(client):
    response = client.get("/annotate", headers={"X-Sitrep-Author": "Boss"})
    assert response.text == "Amal"
    with client_for(None) as stranger:
        assert stranger.get("/annotate", headers={"X-Sitrep-Author": "Boss"}).status_code == 303


def test_the_websocket_needs_a_session_and_comes_from_this_site(client):
    foreign = {"Origin": "http://evil.example"}
    with client_for(None) as stranger:
        for who, headers in ((stranger, {}), (client, foreign)):
            with (
                pytest.raises(WebSocketDisconnect) as refused,
                who.websocket_connect("ws://localhost/_stcore/stream", headers=headers),
            ):
                pass
            assert refused.value.code == 1008


def test_a_script_learns_its_token_from_its_session(client):
    answer = client.get("/api/session").json()
    assert answer == {"author": "Amal", "role": "admin", "token": client.headers["X-Sitrep-Token"]}
    with client_for(None) as stranger:
        assert stranger.get("/api/session").status_code == 401


def test_two_people_each_have_their_own_layer(client):
    save(client, added(TEXT, SPANS[0]))
    with client_for("Basim") as other:
        assert other.get("/api/documents/d1").json()["spans"] == []
        save(other, added(TEXT, SPANS[1]))
    assert len(client.get("/api/documents/d1").json()["spans"]) == 1


def test_signing_in_leads_back_to_the_page_and_nowhere_else(db):
    with client_for(None) as stranger:
        for wanted, goes_to in (
            ("/annotate?document=d1", "/annotate?document=d1"),
            ("https://evil.example", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x=1", "/"),
        ):
            response = stranger.post("/sign-in", data={"name": "Amal", "next": wanted})
            assert (response.status_code, response.headers["location"]) == (303, goes_to)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\0b", "a\nb"])
def test_a_name_that_is_none_is_asked_for_again(db, name):
    with client_for(None) as stranger:
        response = stranger.post("/sign-in", data={"name": name})
        assert response.status_code == 422
        assert 'role="alert"' in response.text


def test_a_name_is_shown_as_text(db):
    with client_for(None) as stranger:
        response = stranger.post("/sign-in", data={"name": "<script>alert(1)</script>" * 9})
        assert "<script>" not in response.text


def test_signing_out_ends_the_session(client):
    token = client.cookies[COOKIE]
    client.post("/sign-out")
    client.cookies.set(COOKIE, token)
    assert client.get("/api/queue").status_code == 401


def test_the_queue_offers_documents_with_a_reason(client, add):
    add(d2="A quiet harvest festival in the valley.", d3="Drones attacked the airbase, officials said.")
    answer = client.get("/api/queue?n=3&skip=d1").json()
    assert [document["id"] for document in answer["documents"]] == ["d3", "d2"]
    assert all(document["why_now"] and document["title"] for document in answer["documents"])
    assert (answer["n_documents"], answer["n_done"], answer["n_done_today"]) == (3, 0, 0)


def test_a_document_with_an_odd_id_opens(client, add):
    add(**{"a/b ? <i>": TEXT})
    assert client.get("/api/documents/a%2Fb%20%3F%20%3Ci%3E").json()["document"]["id"] == "a/b ? <i>"


def test_an_unexpected_error_is_a_sentence_with_an_id(client, monkeypatch, caplog):
    def burst(*_args, **_more):
        raise RuntimeError("boom")

    monkeypatch.setattr("labeling.workflow.annotate.take_operations", burst)
    response = save(client, added(TEXT, SPANS[0]))
    assert response.status_code == 500
    detail = response.json()["detail"]
    assert "boom" not in detail
    assert caplog.records[0].message.split()[1] in detail


def test_the_description_knows_every_route(client):
    described = set(json.loads(client.get("/api/openapi.json").text)["paths"])
    assert {route.path.replace(":path", "") for route in ROUTES if route.path.startswith("/api/")} == described
