"""Somebody is removed from a running round, or comes to it: what was said before is what is done."""

import re
from collections import Counter

import pytest

from labeling.core.errors import RoundRefused
from labeling.store.assignments import assignments_of
from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.store.rounds import round_named
from labeling.workflow.annotate import take_operations
from labeling.workflow.blindness import is_blind_to
from labeling.workflow.reading.claims import is_taken
from labeling.workflow.reading.queue import next_documents
from labeling.workflow.reading.round_queue import nothing_left, parts
from labeling.workflow.rounds.round_people import add_person, remove_person
from labeling.workflow.rounds.round_people_preview import adding, removing
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.round_standing import standing
from labeling.workflow.rounds.rounds import start_round
from tests.operations import message

NAMES = ("Amal", "Noor", "Sam")


@pytest.fixture
def people(db, add):
    add(**{f"d{number:02}": f"Report number {number} of the valley." for number in range(30)})
    with write(db):
        return [add_author(db, name) for name in (*NAMES, "Zoe")]


def ids(db, author, n: int = 50) -> list[str]:
    return [found.id for found in next_documents(db, author, n=n)]


def work(db, author, n_done: int, n_begun: int) -> tuple[list[str], list[str]]:
    """Finish so many of what the author is given, and begin so many more."""
    mine = ids(db, author)[: n_done + n_begun]
    for document_id in mine:
        sent = [message("note.set", text="hm")] + [message("work.submit")] * (document_id in mine[:n_done])
        take_operations(db, document_id, author, sent)
    return mine[:n_done], mine[n_done:]


def test_what_was_not_submitted_is_dealt_to_the_others_as_it_was_said(db, people):
    amal, noor, sam, _ = people
    start_round(db, None, Plan("Week 3", NAMES, seed=1))
    done, begun = work(db, noor, 3, 2)
    work(db, amal, 4, 0)
    before = {one: set(ids(db, one)) for one in (amal, sam)}
    said = removing(db, "Week 3", "Noor")
    assert said == (
        "Noor has submitted 3 articles, which stay. 7 articles go back, 2 of them begun: the marks in these stay as a "
        "layer. Dealt: 6 to Amal, 1 to Sam."
    )
    assert remove_person(db, None, "Week 3", "Noor") == 7
    after = {one: set(ids(db, one)) for one in (amal, sam)}
    assert [len(after[one]) - len(before[one]) for one in (amal, sam)] == [6, 1]
    assert all(before[one] <= after[one] for one in (amal, sam))  # what they had they keep
    assert set(begun) <= after[amal] | after[sam]
    assert db.execute("SELECT count(*) FROM work WHERE author_id = ? AND note = 'hm'", (noor.id,)).fetchone() == (5,)
    assert ids(db, noor) == parts(db, noor) == []
    assert re.match(r"You were removed from the round “Week 3” on \d+ \w+\. What you", nothing_left(db, noor))
    told = {person.name: person for person in standing(db, round_named(db, "Week 3")).people}
    assert (told["Noor"].n_done, told["Noor"].n_left, bool(told["Noor"].left_at)) == (3, 0, True)
    assert is_blind_to(db, noor, done[0])  # what she submitted stays in the round, and she can still change it


def test_of_a_claimed_round_it_is_free_for_whoever_is_ready(db, people):
    amal, noor, *_ = people
    start_round(db, None, Plan("Pool", NAMES, way="claimed"))
    (ahead, *_), begun = ids(db, noor, 1), work(db, amal, 0, 1)[1]
    said = removing(db, "Pool", "Amal")
    assert said.endswith(
        "3 articles go back, 1 of them begun: the marks in it stay as a layer. Whoever is ready gets them."
    )
    remove_person(db, None, "Pool", "Amal")
    got = []
    while given := ids(db, noor, 1):
        got += work(db, noor, 1, 0)[0]
        assert given == got[-1:]
    assert (len(got), begun[0] in got, ahead in got) == (30, True, True)
    assert is_taken(db, begun[0], people[0]) is False  # she began it
    assert is_taken(db, "d29", people[0])  # her page goes on from what it had open


def test_what_all_others_had_waits_for_somebody_new(db, people):
    start_round(db, None, Plan("Twice", ("Amal", "Noor"), n_coders=2, seed=1))
    assert removing(db, "Twice", "Noor").endswith(
        "30 articles go back. Dealt: 0 to Amal. 30 wait for somebody new, since all others had them."
    )
    remove_person(db, None, "Twice", "Noor")
    add_person(db, None, "Twice", "Sam")
    assert [len(ids(db, one)) for one in people] == [30, 0, 30, 0]


def test_who_is_added_when_all_is_begun_reads_that_there_is_nothing_to_deal(db, people):
    amal, noor, *_ = people
    start_round(db, None, Plan("Week 3", ("Amal", "Noor")))
    for one in (amal, noor):
        work(db, one, 1, 14)
    assert adding(db, "Week 3", "Zoe") == "Everything is begun or done: Zoe gets what is taken back from others."


def test_who_comes_back_gets_an_even_part_and_what_they_had_not_begun(db, people):
    amal, noor, *_ = people
    start_round(db, None, Plan("Week 3", ("Amal", "Noor"), seed=1))
    _, begun = work(db, noor, 2, 1)
    remove_person(db, None, "Week 3", "Noor")
    assert len(ids(db, amal)) == 28
    assert adding(db, "Week 3", "Noor") == "What nobody has begun is dealt anew, 28 articles: 14 to Amal, 14 to Noor."
    add_person(db, None, "Week 3", "Noor")
    held = Counter(one.document_id for one in assignments_of(db, 1))
    assert (len(held), set(held.values())) == (30, {1})
    assert [len(ids(db, one)) for one in (amal, noor)] == [14, 14]
    assert begun[0] in ids(db, amal)
    assert nothing_left(db, noor) != removing(db, "Week 3", "Amal")


def test_the_last_one_stays_and_nobody_is_removed_or_added_twice(db, people):
    start_round(db, None, Plan("Week 3", ("Amal", "Noor")))
    with pytest.raises(RoundRefused, match="Noor takes part in “Week 3” already"):
        adding(db, "Week 3", "Noor")
    remove_person(db, None, "Week 3", "Noor")
    for change in (removing, lambda *asked: remove_person(asked[0], None, *asked[1:])):
        with pytest.raises(RoundRefused, match="Noor is not in the round"):
            change(db, "Week 3", "Noor")
        with pytest.raises(RoundRefused, match=r"Amal is the only one in “Week 3”\. Add somebody first"):
            change(db, "Week 3", "Amal")
