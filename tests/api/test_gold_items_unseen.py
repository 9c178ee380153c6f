"""What a browser is sent of a gold item is what it is sent of any document."""

import pytest

from labeling.store.authors import author_named
from labeling.store.gold_items import gold_items
from labeling.workflow.reading.gold_items import change_gold_rate
from tests.api.test_api import client_for
from tests.settled import settle


@pytest.fixture
def client(db, add):
    add(**{f"d{number}": f"The valley held feast {number}." for number in range(12)})
    settle(db, add, s1="The [valley|ACTOR] held another feast.")
    change_gold_rate(db, None, 4)
    with client_for("Amal") as client:
        yield client


def shape(message: object) -> object:
    """The keys of a message and the kinds of its values, down to the last."""
    if isinstance(message, dict):
        return {key: shape(value) for key, value in message.items()}
    return [shape(value) for value in message] if isinstance(message, list) else type(message).__name__


def test_queue_and_document_say_the_same_of_a_gold_item_as_of_any_other(client, db):
    queue = client.get("/api/queue?n=8").json()
    given = {one["id"]: one for one in queue["documents"]}
    assert [item.document_id for item in gold_items(db, author_named(db, "Amal").id)] == ["s1"]
    item, others = given.pop("s1"), list(given.values())
    assert {tuple(one) for one in others} == {tuple(item)}
    assert item["why_now"] in {one["why_now"] for one in others}
    opened, other = (client.get(f"/api/documents/{name}").json() for name in ("s1", others[0]["id"]))
    assert opened.keys() == other.keys()
    for key in opened.keys() - {"document", "tokens", "suggestions"}:  # what the text itself makes of it
        assert opened[key] == other[key], key
    assert shape(opened["document"]) == shape(other["document"])
    assert "gold" not in client.get("/api/documents/s1").text + client.get("/api/queue?n=8").text
