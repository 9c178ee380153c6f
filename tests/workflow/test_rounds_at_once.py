"""Two leads at one round: what one has done a moment before counts for the other."""

from contextlib import contextmanager

import pytest

from labeling.core.errors import RoundRefused
from labeling.store.assignments import assignments_of
from labeling.store.authors import add_author, author_named
from labeling.store.database import open_database, write
from labeling.store.rounds import everybody_of, people_of, round_named
from labeling.workflow.reading import claims, round_queue
from labeling.workflow.reading.queue import next_documents
from labeling.workflow.rounds import round_people, round_standing, rounds
from labeling.workflow.rounds.round_choice import Choice
from labeling.workflow.rounds.round_people import add_person, deal_again, remove_person
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import close_round, pause_round, release, start_round

DEALT, CLAIMED = Choice(ids=tuple(f"d{number}" for number in range(6))), Choice(ids=("p0", "p1", "p2"))


@pytest.fixture
def meanwhile(db, add, db_path, monkeypatch):
    """Makes a round of three people, and lets another lead do something just before the next change is written."""
    add(**{f"d{number}": f"Report number {number} of the valley." for number in range(6)})
    add(**{one: f"Report {one} of the harbour." for one in CLAIMED.ids})
    with write(db):
        for name in ("Amal", "Noor", "Sam", "Zoe"):
            add_author(db, name)
    start_round(db, None, Plan("Week 3", ("Amal", "Noor", "Sam"), DEALT, seed=1))
    start_round(db, None, Plan("Pool", ("Amal", "Noor"), CLAIMED, way="claimed"))

    def then(do, *arguments, name: str = "Week 3") -> None:
        @contextmanager
        def late(db):
            monkeypatch.undo()
            other = open_database(db_path)
            do(other, None, name, *arguments)
            other.conn.close()
            with write(db):
                yield

        for module in (rounds, round_people, claims):
            monkeypatch.setattr(module, "write", late)

    return then


@pytest.mark.parametrize(
    "change",
    [
        pause_round,
        close_round,
        deal_again,
        lambda *of: add_person(*of, "Zoe"),
        lambda *of: remove_person(*of, "Noor"),
        lambda *of: release(*of, person="Noor"),
    ],
    ids=["pause", "close", "deal anew", "add", "remove", "take back"],
)
def test_a_round_that_was_closed_a_moment_before_stays_as_it_was_closed(db, meanwhile, change):
    meanwhile(close_round)
    with pytest.raises(RoundRefused, match="was closed"):
        change(db, None, "Week 3")
    closed = round_named(db, "Week 3")
    assert closed.state == "closed"
    assert [one.name for one in people_of(db, closed.id)] == ["Amal", "Noor", "Sam"]
    assert len(assignments_of(db, closed.id)) == 6


def test_nothing_is_given_to_somebody_who_was_removed_a_moment_before(db, meanwhile):
    meanwhile(remove_person, "Sam")
    with pytest.raises(RoundRefused, match="Sam is not in the round"):
        release(db, None, "Week 3", person="Noor", to="Sam")
    sam = author_named(db, "Sam")
    assert [row for row in assignments_of(db, 1) if row.author_id == sam.id] == []


@pytest.mark.parametrize(("do", "of"), [(remove_person, ("Amal",)), (pause_round, ()), (close_round, ())])
def test_nothing_is_claimed_in_a_round_that_was_taken_away_a_moment_before(db, meanwhile, do, of):
    meanwhile(do, *of, name="Pool")
    found = {one.id for one in next_documents(db, author_named(db, "Amal"), n=9)}
    assert found.isdisjoint(CLAIMED.ids)
    assert assignments_of(db, round_named(db, "Pool").id) == []


def test_a_round_that_is_closed_while_its_documents_are_listed_is_left_out(db, meanwhile, monkeypatch):
    def then_close(*asked):
        found = claims.claim_ahead(*asked)
        assert len(found) == 2
        close_round(db, None, "Week 3")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(round_queue, "claim_ahead", then_close)
        assert next_documents(db, author_named(db, "Amal"), n=1) == []
    assert [one.id for one in next_documents(db, author_named(db, "Amal"), n=1)] == ["p0"]


def test_somebody_who_is_added_while_a_round_is_counted_is_in_the_next_count(db, meanwhile, monkeypatch):
    def then_add(*asked):
        found = everybody_of(*asked)
        add_person(db, None, "Week 3", "Zoe")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(round_standing, "everybody_of", then_add)
        told = round_standing.standing(db, round_named(db, "Week 3"))
    assert [one.name for one in told.people] == ["Amal", "Noor", "Sam"]
    assert len(round_standing.standing(db, round_named(db, "Week 3")).people) == 4
