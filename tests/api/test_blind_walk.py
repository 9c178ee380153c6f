"""Every route and every page, walked by others of a blind round: nothing of the first one's layer is in any of them."""

import re

import pytest
from streamlit.testing.v1 import AppTest

import app
from labeling.api.routes import ROUTES
from labeling.core.roles import is_at_least
from labeling.store.authors import author_named
from labeling.workflow.accounts import people
from labeling.workflow.accounts.account import add_token
from labeling.workflow.annotate import take_operations
from labeling.workflow.guidance.comments import add_comment
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import close_round, start_round
from labeling.workflow.suggesting.dictionary import learn_dictionary
from tests.api.clients import SECRET, SPANS, TEXT, signed_in, stranger
from tests.operations import added, message

SIGN = "zebra"  # in everything the first one wrote


@pytest.fixture
def blind(db, team):
    """Amal has finished `d1` of a blind round; Basim annotates in it, Lena reviews and takes part too."""
    people.add_person(db, "Lena", "adjudicator", SECRET)
    start_round(db, None, Plan("Blind", ("Amal", "Basim", "Lena"), Choice(ids=("d1",)), n_coders=3))
    amal = author_named(db, "Amal")
    answer = message("answer.set", question="attack_report", value="no", reason="opinion")
    note = message("note.set", text=f"{SIGN} in the note")
    span = added(TEXT, SPANS[0], span_id=f"{SIGN}-span", attributes={"site": "embassy"})
    sent = [span, answer, note, message("work.submit", seconds=4)]
    assert not take_operations(db, "d1", amal, sent).refused
    about = {"start": SPANS[0].start, "end": SPANS[0].end, "quote": SPANS[0].quote(TEXT), "span_id": f"{SIGN}-span"}
    add_comment(db, amal, "d1", {"id": f"{SIGN}-comment", "text": f"{SIGN} said"} | about)
    learn_dictionary(db)


def shown(name: str, module: str, monkeypatch, **query: str) -> str:
    """Everything that a page hands to the browser, tables too."""

    def script(module):
        import importlib

        importlib.import_module(module).show()

    monkeypatch.setattr("labeling.pages.session.author_name", lambda: name)
    page = AppTest.from_function(script, kwargs={"module": module}, default_timeout=30)
    page.query_params.update(query)
    page.run()
    assert not page.exception, module
    elements = " ".join(str(node.proto) for node in page._tree if hasattr(node, "proto"))
    return elements + " ".join(table.value.to_string() for table in page.dataframe)


def test_over_no_route_by_session_or_token_is_anything_seen_of_the_first_one(blind, db):
    for name, role in (("Basim", "annotator"), ("Lena", "adjudicator")):
        script = stranger()
        script.headers["Authorization"] = f"Bearer {add_token(db, author_named(db, name), 'tests')}"
        for client in (signed_in(name, SECRET), script):
            for route in ROUTES:
                path = re.sub(r"\{.*?\}", "d1", route.path)
                answer = client.get(f"{path}?open=d1&n=20")
                assert SIGN not in answer.text, (name, path)
                assert "embassy" not in answer.text.split('"scheme"')[0], (name, path)
                if route.least_role == "adjudicator" and is_at_least(role, "adjudicator") and "{" in route.path:
                    assert answer.status_code in (403, 404), (name, path)
            offered = {one["source"] for one in client.get("/api/documents/d1").json()["suggestions"]}
            assert offered <= {"gazetteer"}  # nothing that was learned from what people marked
            sent = {"operations": [added(TEXT, SPANS[0], origin=f"{SIGN}-span")]}
            assert client.post("/api/adjudication/d1/operations", json=sent).status_code == 403
            thread = {"id": f"c-{name}", "thread_id": f"{SIGN}-comment", "text": "?"}
            assert client.post("/api/documents/d1/comments", json=thread).status_code == 400
            replayed = {"id": f"{SIGN}-comment", "text": "?"}
            assert SIGN not in client.post("/api/documents/d1/comments", json=replayed).json()["detail"].replace(
                f"{SIGN}-comment", ""
            )
            undone = {"operations": [message("span.remove", span_id=f"{SIGN}-span")]}
            assert client.post("/api/documents/d1/operations", json=undone).status_code == 422
    layer = signed_in("Amal", SECRET).get("/api/documents/d1").json()
    assert [one["span_id"] for one in layer["spans"]] == [f"{SIGN}-span"]


@pytest.mark.parametrize("name", ["Basim", "Lena"])
def test_on_no_page_is_anything_seen_of_the_first_one(blind, monkeypatch, name):
    for title, module, *_ in app.PAGES:
        assert SIGN not in shown(name, module, monkeypatch, document="d1"), title


def test_what_the_walk_looks_for_is_there_once_the_round_is_closed(blind, db, monkeypatch):
    close_round(db, None, "Blind")
    assert SIGN in shown("Lena", "labeling.pages.history", monkeypatch, document="d1")
    assert SIGN in signed_in("Basim", SECRET).get("/api/documents/d1/comments").text
