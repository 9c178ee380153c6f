"""Gold items inside rounds: at the rate, at places of their own, and counted in nothing but agreement with gold."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.agreement.with_gold import held_against_gold
from labeling.core.rounds.gold_places import places
from labeling.store import progress as progress_store
from labeling.store.adjudications import candidates, finished_coders
from labeling.store.authors import add_author, author_named
from labeling.store.database import open_database, write
from labeling.store.gold_items import gold_items, settled_unseen
from labeling.store.migrations import MIGRATIONS
from labeling.store.round_gold import items_of
from labeling.store.rounds import people_of, round_named
from labeling.store.steps.m016_rounds import m016_rounds
from labeling.workflow.annotate import take_operations
from labeling.workflow.blindness import hidden_documents, is_blind_to
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.progress import rounds
from labeling.workflow.reading.gold_items import change_gold_rate
from labeling.workflow.reading.queue import BEGUN, next_documents
from labeling.workflow.reading.round_queue import parts
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_people import add_person, deal_again
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.round_standing import standing
from labeling.workflow.rounds.rounds import (
    allow_free_reading,
    close_round,
    pause_round,
    release,
    resume_round,
    start_round,
)
from labeling.workflow.settling.agreement import agreement
from labeling.workflow.suggesting.dictionary import learn_dictionary
from tests.coded_team import finish
from tests.operations import message
from tests.settled import settle, sign
from tests.stories import edited, story

N, RATE = 24, 4
PLAIN = {f"d{number:02}": f"The valley held its harvest feast number {number}." for number in range(N)}
GOLD = {f"g{number}": f"The feast of year {number} was [calm|ACTOR]." for number in range(9)}


@given(one_in=st.integers(2, 30), first=st.integers(0, 90), n_others=st.integers(0, 200), name=st.text(max_size=9))
def test_one_comes_in_each_whole_stretch_and_never_two_in_one(one_in, first, n_others, name):
    found = places("salt", name, one_in, first=first, n_others=n_others)
    assert found == sorted(set(found)) == places("salt", name, one_in, first=first, n_others=n_others)
    by_stretch = Counter(turn // one_in for turn in found)
    assert set(by_stretch.values()) <= {1}
    n_read = n_others + len(found)
    assert all(first <= turn <= first + n_read for turn in found)
    whole = range(-(-first // one_in), (first + n_read) // one_in)
    assert set(whole) <= by_stretch.keys()
    assert not set(places("salt", name, one_in, first=first, n_others=n_others, taken=found)) & set(found)


@pytest.fixture
def people(db, add):
    """Amal and Noor; nine settled documents and many new ones; one in four is to be settled."""
    add(**PLAIN)
    settle(db, add, **GOLD)
    change_gold_rate(db, None, RATE)
    with write(db):
        return [add_author(db, name) for name in ("Amal", "Noor")]


def start(db, *names: str, **more):
    return start_round(db, None, Plan("Week 3", names or ("Amal",), Choice(ids=tuple(PLAIN)), **more))


def text_of(db, document_id: str) -> str:
    return db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()[0]


def read(db, author, n: int = 99) -> list[str]:
    """What the author is given one after another; each is finished, and the count goes down by one with it."""
    found = []
    while len(found) < n and (given := next_documents(db, author, n=1)):
        (before,) = parts(db, author)
        finish(db, given[0].id, author, "no", text_of(db, given[0].id))
        found.append(given[0].id)
        (after,) = parts(db, author)
        assert (after.n_done, after.n_left) == (before.n_done + 1, before.n_left - 1), given
    return found


def settled(found: list[str]) -> list[str]:
    return [one for one in found if one.startswith("g")]


@pytest.mark.parametrize("way", ["dealt", "claimed"])
def test_one_in_so_many_of_a_round_is_settled_and_the_count_tells_no_difference(db, people, way):
    start(db, way=way)
    n_left = parts(db, people[0])[0].n_left
    found = read(db, people[0])
    assert len(found) == len(set(found)) == n_left
    assert sorted(set(found) - set(settled(found))) == sorted(PLAIN)
    assert all(len(settled(found[first : first + RATE])) == 1 for first in range(0, len(found) - RATE, RATE))
    assert not next_documents(db, people[0])


def test_the_same_call_gives_the_same_and_reading_ahead_the_same_order(db, people):
    start(db)
    ahead = [one.id for one in next_documents(db, people[0], n=40)]
    assert ahead == [one.id for one in next_documents(db, people[0], n=40)]
    assert read(db, people[0]) == ahead


def test_two_people_get_other_items_at_other_places(db, people):
    start(db, "Amal", "Noor", n_coders=2)
    orders = [[one.id for one in next_documents(db, who, n=40)] for who in people]
    assert [sorted(set(order) & set(PLAIN)) for order in orders] == [sorted(PLAIN)] * 2
    at = [[(place, one) for place, one in enumerate(order) if one.startswith("g")] for order in orders]
    assert len(at[0]) >= 6
    assert at[0] != at[1]


def test_without_settled_documents_or_a_rate_none_is_dealt(db, people):
    with write(db):
        db.execute("UPDATE work SET state = 'open' WHERE document_id GLOB 'g*'")
    start(db)
    assert items_of(db, 1, people[0].id) == []
    assert settled(read(db, people[0])) == []
    with write(db):
        db.execute("UPDATE work SET state = 'done' WHERE document_id GLOB 'g*'")
    change_gold_rate(db, None, 0)
    close_round(db, None, "Week 3")
    start_round(db, None, Plan("Week 4", ("Noor",), Choice(ids=tuple(PLAIN), also_read=True)))
    assert items_of(db, 2, people[1].id) == []


def test_nobody_gets_what_they_know_and_with_fewer_left_they_get_fewer(db, add, people):
    amal, noor = people
    twin = {"g9": edited(story(3), 1), "own": story(3)}
    settle(db, add, g9=twin["g9"])
    add(own=twin["own"])
    find_all_clusters(db)
    for document_id in ("g0", "g1"):
        finish(db, document_id, amal, "no", text_of(db, document_id))
    sign(db, "g2", amal)
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), Choice(ids=(*PLAIN, "own")), n_coders=2, way="claimed"))
    found = settled(read(db, amal))
    assert sorted(found) == ["g3", "g4", "g5", "g6", "g7", "g8"]
    sign(db, "g5", noor)  # after it was dealt
    assert "g5" not in settled(read(db, noor))


def test_what_was_not_reached_is_dealt_again_when_the_round_is_closed_and_what_was_read_never(db, people):
    amal = people[0]
    start(db)
    done = settled(read(db, amal, 9))
    dealt = {item.document_id for item in items_of(db, 1, amal.id)}
    assert set(done) < dealt
    assert set(settled_unseen(db, amal.id)) == GOLD.keys() - dealt
    close_round(db, None, "Week 3")
    assert set(settled_unseen(db, amal.id)) == GOLD.keys() - set(done)


def test_a_paused_round_gives_no_item_and_free_reading_none_that_is_dealt_in_one(db, people):
    amal = people[0]
    start(db)
    allow_free_reading(db, None, True)
    change_gold_rate(db, None, 0)
    pause_round(db, None, "Week 3")
    dealt = {item.document_id for item in items_of(db, 1, amal.id)}
    free = {one.id for one in next_documents(db, amal, n=60)}
    assert free == GOLD.keys() - dealt
    resume_round(db, None, "Week 3")
    assert {one.id for one in next_documents(db, amal, n=60)} == PLAIN.keys() | GOLD.keys()


def test_what_is_begun_comes_first_and_a_skipped_item_is_over(db, people):
    amal = people[0]
    start(db)
    order = [one.id for one in next_documents(db, amal, n=40)]
    first, second = settled(order)[:2]
    take_operations(db, first, amal, [message("note.set", text="hm")])
    assert [(one.id, one.why_now) for one in next_documents(db, amal, n=1)] == [(first, BEGUN)]
    take_operations(db, second, amal, [message("work.skip")])
    assert second not in [one.id for one in next_documents(db, amal, n=40)]
    assert sorted([*settled(order), *PLAIN]) == sorted(order)


def test_taking_back_everything_takes_the_items_too_also_those_that_are_begun(db, people):
    amal = people[0]
    start(db, "Amal", "Noor")
    order = [one.id for one in next_documents(db, amal, n=40)]
    begun, document_id = settled(order)[0], next(one for one in order if one in PLAIN)
    for one in (begun, document_id):
        take_operations(db, one, amal, [message("note.set", text="hm")])
    release(db, None, "Week 3", person="Amal", to="Noor")
    assert next_documents(db, amal, n=40) == []
    assert [(part.n_done, part.n_left) for part in parts(db, amal)] == [(0, 0)]


def test_who_is_added_gets_items_and_dealing_anew_keeps_the_rate(db, people):
    amal, noor = people
    start(db, "Amal")
    done = read(db, amal, 8)
    add_person(db, None, "Week 3", "Noor")
    deal_again(db, None, "Week 3")
    orders = [[*done, *(one.id for one in next_documents(db, amal, n=40))]]
    orders.append([one.id for one in next_documents(db, noor, n=40)])
    assert sorted(one for order in orders for one in order if one in PLAIN) == sorted(PLAIN)
    for order in orders:
        assert len(order) // RATE <= len(settled(order)) <= -(-len(order) // RATE)
    assert [read(db, who) for who in people] == [orders[0][8:], orders[1]]


def test_training_rounds_have_none(db, people):
    start_round(db, None, Plan("Lesson", ("Amal",), Choice(ids=("g0", "g1", "g2", "g3", "g4")), kind="training"))
    assert items_of(db, 1, people[0].id) == []
    assert len(next_documents(db, people[0], n=9)) == 5


def test_a_document_that_a_later_round_gives_out_is_nobodys_item_any_more(db, people):
    amal = people[0]
    start(db)
    (item, *_) = items_of(db, 1, amal.id)
    start_round(db, None, Plan("Again", ("Amal", "Noor"), Choice(ids=(item.document_id,), also_read=True), n_coders=2))
    assert item.document_id not in {one.document_id for one in items_of(db, 1, amal.id)}
    finish(db, item.document_id, amal, "no", text_of(db, item.document_id))
    assert [author.name for author in finished_coders(db, item.document_id)] == ["Amal"]


def test_answers_to_items_count_against_gold_and_nowhere_else(db, add, people):
    amal, noor = people
    for document_id in GOLD:  # Noor coded what was settled: with Amal that would be a pair
        finish(db, document_id, noor, "yes", text_of(db, document_id))
    start(db)
    learn_dictionary(db)
    before = agreement(db, None), candidates(db, least_coders=1), db.execute("SELECT * FROM phrases").fetchall()
    found = read(db, amal)
    items = settled(found)
    assert len(items) > 5
    assert sorted(held.compared.document.id for held in held_against_gold(db, "Amal")) == sorted(items)
    learn_dictionary(db)
    assert agreement(db, None) == before[0]
    assert [one for one in candidates(db, least_coders=1) if one.document_id in GOLD] == before[1]
    assert db.execute("SELECT * FROM phrases").fetchall() == before[2]
    assert [author.name for author in finished_coders(db, items[0])] == ["Noor"]
    told = standing(db, round_named(db, "Week 3"))
    assert (told.n_documents, told.n_done, told.people[0].n_done, told.people[0].n_given) == (N, N, N, N)
    ((lead,), (own,)) = rounds(db), rounds(db, amal)
    assert (lead["layers"], lead["finished"]) == (N, N)
    assert (own["layers"], own["finished"]) == (len(found), len(found))  # as many as she has counted herself


def test_a_round_that_is_started_while_they_are_counted_is_in_the_next_count(db, people, add, monkeypatch):
    amal = people[0]
    start(db)
    add(later="The market was quiet.")
    (before,) = rounds(db, amal)
    counted = progress_store.round_counts

    def then_another(db) -> list:
        found = counted(db)
        start_round(db, None, Plan("Week 4", ("Noor",), Choice(ids=("later",))))
        return found

    monkeypatch.setattr(progress_store, "round_counts", then_another)
    assert rounds(db, amal) == [before]


def test_what_an_older_project_dealt_is_read_freely_as_before(tmp_path, monkeypatch):
    monkeypatch.setattr("labeling.store.migrations.MIGRATIONS", MIGRATIONS[: MIGRATIONS.index(m016_rounds)])
    old = open_database(tmp_path / "old.db")
    with write(old):
        amal = add_author(old, "Amal")
        old.execute("INSERT INTO documents (id, text, sha256, loaded_at) VALUES ('d1', 'A feast.', 'x', '2024')")
        old.execute("INSERT INTO gold_items VALUES (1, 'd1', 3, 'drawn at random', '2024')")
        plan = "'Week 3', 'normal', 'dealt', 1, 1, 0, 2, 'all', 1, '2024'"
        names = "name, kind, way, is_blind, n_coders, share, share_coders, chosen, seed, made_at"
        old.execute(f"INSERT INTO rounds ({names}) VALUES ({plan})")
        old.execute("INSERT INTO round_people VALUES (1, 1, '2024')")
    old.conn.close()
    monkeypatch.undo()
    db = open_database(tmp_path / "old.db")
    assert [(item.document_id, item.place) for item in gold_items(db, amal.id)] == [("d1", 3)]
    assert items_of(db, 1, amal.id) == []
    assert people_of(db, 1) == [amal]
    db.conn.close()


def test_in_a_blind_round_an_item_is_as_blind_as_the_rest_to_its_reader_alone(db, people):
    amal, noor = people
    start(db)
    (item, *_) = items_of(db, 1, amal.id)
    assert (is_blind_to(db, amal, item.document_id), is_blind_to(db, noor, item.document_id)) == (True, False)
    assert item.document_id in hidden_documents(db, amal)
    close_round(db, None, "Week 3")
    assert not is_blind_to(db, author_named(db, "Amal"), item.document_id)
