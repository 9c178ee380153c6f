"""Two leads at one round: what one has done a moment before counts for the other."""

from contextlib import contextmanager

import pytest

from labeling.core.errors import RoundRefused
from labeling.store.assignments import assignments_of
from labeling.store.authors import add_author, author_named
from labeling.store.database import open_database, write
from labeling.store.rounds import people_of, round_named
from labeling.workflow import round_people, rounds
from labeling.workflow.round_people import add_person, deal_again, remove_person
from labeling.workflow.round_plan import Plan
from labeling.workflow.rounds import close_round, pause_round, release, start_round


@pytest.fixture
def meanwhile(db, add, db_path, monkeypatch):
    """Makes a round of three people, and lets another lead do something just before the next change is written."""
    add(**{f"d{number}": f"Report number {number} of the valley." for number in range(6)})
    with write(db):
        for name in ("Amal", "Noor", "Sam", "Zoe"):
            add_author(db, name)
    start_round(db, None, Plan("Week 3", ("Amal", "Noor", "Sam"), seed=1))

    def then(do, *arguments) -> None:
        @contextmanager
        def late(db):
            monkeypatch.undo()
            other = open_database(db_path)
            do(other, None, "Week 3", *arguments)
            other.conn.close()
            with write(db):
                yield

        for module in (rounds, round_people):
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
