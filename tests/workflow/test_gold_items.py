from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields

import pytest

from labeling.core.errors import NotAllowed, QueueRefused
from labeling.store.authors import add_author
from labeling.store.database import open_database, write
from labeling.store.gold_items import gold_items, gold_rate, settled_unseen
from labeling.store.learned.models import add_model_version
from labeling.store.learned.suggestions import write_scores
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.reading import queue
from labeling.workflow.reading.gold_items import change_gold_rate
from labeling.workflow.reading.queue import BY_CHANCE, BY_KEYWORDS, BY_ORDER, next_documents
from tests.coded_team import finish
from tests.operations import message
from tests.settled import settle, sign
from tests.stories import edited, story

N = 40  # with what is settled too few for a locked slice, which another draw would make
PLAIN = {f"d{number}": f"The valley held its harvest feast number {number}." for number in range(N)}


@pytest.fixture
def settled(db, add):
    """Forty new documents, then eight that are settled, so that the queue by itself comes to those last."""
    add(**PLAIN)
    settle(db, add, **{f"g{number}": f"The feast of year {number} was [calm|ACTOR]." for number in range(8)})


def read(db, author, n: int) -> list[tuple[str, str]]:
    """What this author was given, one after another, and why; each is finished."""
    found = []
    for _ in range(n):
        (one,) = next_documents(db, author, n=1)
        finish(db, one.id, author, "no", db.execute("SELECT text FROM documents WHERE id = ?", (one.id,)).fetchone()[0])
        found.append((one.id, one.why_now))
    return found


def n_settled(given) -> int:
    return sum(document_id.startswith("g") for document_id, _ in given)


def test_none_is_dealt_until_a_lead_sets_a_rate(db, amal, settled):
    assert gold_rate(db) == 0
    assert n_settled(read(db, amal, 12)) == 0
    assert gold_items(db, amal.id) == []


def test_one_in_so_many_is_settled_and_each_comes_once(db, amal, settled):
    change_gold_rate(db, None, 5)
    given = read(db, amal, 40)
    assert n_settled(given) == 8  # one in each stretch of five
    assert len({document_id for document_id, _ in given}) == 40
    for first in range(0, 40, 5):
        assert n_settled(given[first : first + 5]) == 1
    assert n_settled(read(db, amal, 8)) == 0  # there are no more


def test_each_author_has_other_places_and_another_order_and_the_same_call_gives_the_same_answer(db, amal, settled):
    change_gold_rate(db, None, 5)
    with write(db):
        basim = add_author(db, "Basim")
    assert next_documents(db, amal, n=20) == next_documents(db, amal, n=20)
    orders = [
        [(place, one.id) for place, one in enumerate(next_documents(db, who, n=20)) if one.id.startswith("g")]
        for who in (amal, basim)
    ]
    assert len(orders[0]) == len(orders[1]) == 4
    assert orders[0] != orders[1]


def test_what_the_page_holds_already_changes_neither_places_nor_rate(db, amal, settled):
    change_gold_rate(db, None, 5)
    held: tuple[str, ...] = ()
    for _ in range(10):
        held += tuple(one.id for one in next_documents(db, amal, n=2, skip=held))
    assert list(held) == [one.id for one in next_documents(db, amal, n=20)]
    assert len(set(held)) == 20


def test_nothing_tells_a_gold_item_from_another_document(db, amal, settled):
    change_gold_rate(db, None, 5)
    given = next_documents(db, amal, n=20)
    assert [field.name for field in fields(given[0])] == ["id", "title", "why_now"]
    items, others = ([one for one in given if one.id.startswith("g") is is_item] for is_item in (True, False))
    assert len(items) == 4
    assert {one.why_now for one in items} <= {one.why_now for one in others}
    assert {one.why_now for one in items} <= {BY_CHANCE, BY_ORDER}
    assert queue.why_now(db, items[0].id) == queue.why_now(db, others[0].id) == ""


def test_among_those_the_detector_is_unsure_of_it_is_drawn_at_random_or_has_its_own_score(
    db, amal, settled, monkeypatch
):
    monkeypatch.setattr("labeling.workflow.reading.queue.n_answers", lambda db, question: 120)
    everything = [*PLAIN, *(f"g{number}" for number in range(7))]  # g7 has no score
    settings = {"metrics": {"threshold": 0.4}, "settings": {}, "trained_on": "f"}
    model = add_model_version(db, kind="detector", artifact=b"x", **settings)
    write_scores(db, model_id=model, question="attack_report", scores=[(name, 0.3) for name in everything])
    change_gold_rate(db, None, 5)
    assert {one.why_now for one in next_documents(db, amal, n=20) if one.id.startswith("g")} == {BY_CHANCE}
    queue.change_shares(db, {"random": 0})
    with write(db):
        basim = add_author(db, "Basim")
    unsure = "The detector is unsure: 30% likely “yes”, and it says yes from 40%."
    given = next_documents(db, basim, n=40)
    reasons = {one.id: one.why_now for one in given if one.id.startswith("g")}
    assert len(reasons) == 8
    assert reasons.pop("g7") == BY_ORDER
    assert set(reasons.values()) == {unsure} == {one.why_now for one in given if one.id.startswith("d")}


def test_it_speaks_of_attacks_only_where_its_text_does(db, amal, add):
    add(**{f"d{number}": f"Rockets struck the airbase in attack {number}." for number in range(40)})
    settle(db, add, g1="A harvest feast.", g2="Another rocket attack on the base.")
    change_gold_rate(db, None, 2)
    reasons = {one.id: one.why_now for one in next_documents(db, amal, n=12)}
    assert (reasons["g1"], reasons["g2"]) == (BY_CHANCE, BY_KEYWORDS)


def test_nobody_gets_what_they_coded_began_or_know_a_near_duplicate_of_nor_a_locked_one(db, amal, add):
    texts = {"coded": story(1), "begun": story(2), "twin": edited(story(3), 1), "locked": story(4), "new": story(5)}
    settle(db, add, **texts)
    add(own=story(3))
    find_all_clusters(db)
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'locked'")
    for document_id, text in (("coded", story(1)), ("own", story(3))):
        finish(db, document_id, amal, "no", text)
    take_operations(db, "begun", amal, [message("note.set", text="hm")])
    assert settled_unseen(db, amal.id) == ["new"]


def test_nobody_gets_what_they_settled_themselves(db, amal, add):
    settle(db, add, mine="A feast.", theirs="Another feast.")
    sign(db, "mine", amal)
    assert settled_unseen(db, amal.id) == ["theirs"]


def test_windows_and_threads_of_one_author_are_dealt_one_item_together(db, db_path, amal, settled):
    change_gold_rate(db, None, 2)

    def ask(_) -> None:
        own = open_database(db_path)
        next_documents(own, amal, n=2)
        own.conn.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(ask, range(24)))
    places = [item.place // 2 for item in gold_items(db, amal.id)]
    assert len(places) == len(set(places)) > 0


def test_only_a_lead_sets_the_rate_and_nonsense_is_refused(db, amal):
    change_gold_rate(db, amal, 20)
    for wrong in (1, -3, 1_001, True, 2.5):
        with pytest.raises(QueueRefused, match=r"Nothing was changed\."):
            change_gold_rate(db, None, wrong)
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
    with pytest.raises(NotAllowed):
        change_gold_rate(db, amal, 5)
    assert gold_rate(db) == 20
