"""In a round, too, a browser is sent of a gold item what it is sent of the documents it stands among."""

import pytest

from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.learned.models import add_model_version
from labeling.store.learned.readings import write_reading
from labeling.store.learned.suggestions import write_scores
from labeling.store.round_gold import items_of
from labeling.workflow.guidance.comments import add_comment
from labeling.workflow.reading.gold_items import change_gold_rate
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import pause_round, start_round
from tests.api.test_api import client_for
from tests.api.test_gold_items_unseen import shape
from tests.coded_team import finish
from tests.operations import message
from tests.settled import settle

PLAIN = {f"d{number:02}": f"The valley held feast {number:02} in calm." for number in range(12)}
GOLD = {f"s{number}": f"The valley held feast 5{number} in [calm|ACTOR]." for number in range(4)}
METRICS = {"threshold": 0.4, "labels": {"ACTOR": {"shown_from": {"0.6": 0.1}}}, "model_labels": ["ACTOR"]}


@pytest.fixture
def team(db, add):
    """Noor coded what is settled, and said something of it; a model has read everything."""
    add(**PLAIN)
    settle(db, add, **GOLD)
    with write(db):
        for name in ("Amal", "Noor"):
            add_author(db, name)
    noor = author_named(db, "Noor")
    for document_id in (*GOLD, "d03"):
        text = db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()[0]
        if document_id in GOLD:
            finish(db, document_id, noor, "yes", text)
        said = {"id": f"said-of-{document_id}", "kind": "comment", "text": "Is this calm?"}
        add_comment(db, noor, document_id, said)
    made = {"artifact": b"x", "metrics": METRICS, "settings": {}, "trained_on": "f"}
    detector, spans = (add_model_version(db, kind=kind, **made) for kind in ("detector", "spans"))
    everything = [*PLAIN, *GOLD]
    write_scores(db, model_id=detector, question="attack_report", scores=[(one, 0.7) for one in everything])
    for document_id in everything:
        write_reading(db, document_id, spans, [(27, 31, "ACTOR", 0.9)])
    change_gold_rate(db, None, 4)


@pytest.mark.parametrize(("way", "n_coders"), [("dealt", 1), ("dealt", 2), ("claimed", 1), ("claimed", 2)])
def test_every_route_says_the_same_of_an_item_as_of_a_document_of_the_round(team, db, way, n_coders):
    ids = Choice(ids=tuple(PLAIN), also_read=True)
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), ids, n_coders=n_coders, way=way))
    amal, answers = author_named(db, "Amal"), {True: [], False: []}
    with client_for("Amal") as client:
        for _ in range(8):
            queue = client.get("/api/queue?n=1").json()
            (given,) = queue["documents"]
            if not (document_id := given["id"]):
                break
            queue = client.get(f"/api/queue?n=3&open={document_id}").json()
            opened = client.get(f"/api/documents/{document_id}")
            comments = client.get(f"/api/documents/{document_id}/comments")
            is_item = document_id in {item.document_id for item in items_of(db, 1, amal.id)}
            assert is_item == (document_id in GOLD)
            told = opened.json()
            assert (told["why_now"], told["round"]) == (given["why_now"], {"name": "Week 3", "kind": "normal"})
            (part,) = queue["rounds"]
            assert given["why_now"].endswith(f": {part['n_left']} left.")
            for key in ("document", "tokens"):
                told[key] = shape(told[key])
            bare = {key: value for key, value in told.items() if key != "why_now"}
            answers[is_item].append((tuple(given), bare, comments.status_code, comments.text, queue["is_taken"]))
            assert "gold" not in opened.text + comments.text + str(queue)
            assert "Noor" not in opened.text + comments.text
            sent = [message("answer.set", question="attack_report", value="no"), message("work.submit")]
            body = {"operations": sent, "version": 0}
            took = client.post(f"/api/documents/{document_id}/operations", json=body).json()
            assert took["refused"] == []
            (after,) = client.get("/api/queue").json()["rounds"]
            assert (after["n_done"], after["n_left"]) == (part["n_done"] + 1, part["n_left"] - 1)
    assert len(answers[True]) >= 1
    assert bool(answers[True][0][1]["suggestions"]) == (n_coders == 1)  # what two read alike is read without help
    assert len(answers[False]) >= 3
    first = answers[False][0]
    assert all(one == first for both in answers.values() for one in both)


def test_while_the_round_is_paused_an_item_that_is_opened_says_no_more_than_the_others(team, db):
    ids = Choice(ids=tuple(PLAIN), also_read=True)
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), ids, n_coders=2))
    (item, *_) = items_of(db, 1, author_named(db, "Amal").id)
    pause_round(db, None, "Week 3")
    with client_for("Amal") as client:
        both = [client.get(f"/api/documents/{one}").json() for one in (item.document_id, "d00")]
    assert both[0]["why_now"] == both[1]["why_now"] == ""
    assert both[0]["suggestions"] == both[1]["suggestions"] == []
