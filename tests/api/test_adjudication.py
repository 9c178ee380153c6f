import pytest

from labeling.store.database import write
from tests.annotated import annotated
from tests.api.test_api import client_for
from tests.operations import added, message

TEXT, SPANS = annotated("😀 [Rockets|WEAPON] hit [Camp Taji|BASE].")


@pytest.fixture
def zoe(db, add):
    """Zoe's client; Amal and Bea coded d1, Bea without the rockets."""
    add(d1=TEXT, d2=TEXT)
    for name, spans in (("Amal", SPANS), ("Bea", SPANS[1:])):
        with client_for(name) as client:
            operations = [added(TEXT, span) for span in spans]
            operations += [message("answer.set", question="attack_report", value="yes"), message("work.submit")]
            assert save(client, *operations, place="documents").status_code == 200
    with client_for("Zoe") as client:
        yield client


def save(client, *operations, document="d1", place="adjudication", **more):
    return client.post(f"/api/{place}/{document}/operations", json={"version": 0, "operations": operations, **more})


def test_a_document_opens_with_coders_differences_and_gold(zoe):
    queue = zoe.get("/api/adjudication").json()
    assert [(one["id"], one["n_differences"], one["coders"]) for one in queue["documents"]] == [
        ("d1", 1, ["Amal", "Bea"])
    ]
    assert (queue["n_documents"], queue["n_done"]) == (1, 0)
    assert zoe.get("/api/adjudication?skip=d1").json()["documents"] == []
    opened = zoe.get("/api/adjudication/d1").json()
    assert opened["document"]["text"] == TEXT
    assert [coder["name"] for coder in opened["coders"]] == ["Amal", "Bea"]
    assert opened["coders"][1]["spans"][0]["quote"] == "Camp Taji"
    kinds = [(one["kind"], one["key"]) for one in opened["differences"]]
    assert kinds == [("agreed", "answer:attack_report"), ("only", "2-9-WEAPON"), ("agreed", "14-23-BASE")]
    assert opened["differences"][1]["versions"]["Bea"] == []
    assert (opened["operations"], opened["state"], opened["is_changed"]) == ([], "todo", False)


def test_a_decision_is_saved_once_and_comes_back_with_who_and_why(zoe):
    said = {"difference": "2-9-WEAPON", "choice": "take", "coders": ["Amal"], "reason": "clear"}
    operation = added(TEXT, SPANS[0]) | {"from": said}
    answer = save(zoe, operation).json()
    assert answer["committed"] == [operation["op_id"]] == save(zoe, operation).json()["committed"]
    (kept,) = zoe.get("/api/adjudication/d1").json()["operations"]
    assert (kept["by"], kept["from"]) == ("Zoe", said | {"seen": {}})
    other = save(zoe, message("answer.set", question="attack_report", value="yes")).json()
    assert [(one["op_id"], one["by"]) for one in other["missed"]] == [(operation["op_id"], "Zoe")]
    assert save(zoe, operation | {"op_id": "new", "from": {"choice": "guess"}}).status_code == 422
    assert zoe.get("/api/documents/d1").json()["spans"] == [], "Zoe's own layer stays as it is"


def test_settling_asks_for_session_token_role_and_something_to_settle(zoe, db):
    operation = message("work.submit")
    message_of_another_site = {"json": {"operations": [operation]}, "headers": {"X-Sitrep-Token": ""}}
    assert zoe.post("/api/adjudication/d1/operations", **message_of_another_site).status_code == 403
    assert zoe.get("/api/adjudication/d2").status_code == 403
    assert "Nobody has finished" in save(zoe, operation, document="d2").json()["detail"]
    assert save(zoe, operation, document="none").status_code == 404
    assert save(zoe, operation, scheme_id="other").status_code == 409
    with client_for(None) as stranger:
        assert stranger.get("/api/adjudication").status_code == 401
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x' WHERE name = 'Amal'")
    for answer in (zoe.get("/api/adjudication"), zoe.get("/api/adjudication/d1"), save(zoe, operation)):
        assert answer.status_code == 403
        assert "role adjudicator" in answer.json()["detail"]
