from collections import Counter

import pytest

from labeling.core.errors import NotAllowed, RoundRefused
from labeling.store.assignments import assignments_of
from labeling.store.authors import add_author, author_named
from labeling.store.database import write
from labeling.store.rounds import people_of, round_named
from labeling.workflow.annotate import take_operations
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.reading.queue import BEGUN, next_documents
from labeling.workflow.reading.round_queue import nothing_left, parts
from labeling.workflow.rounds.round_choice import Choice, read_ids
from labeling.workflow.rounds.round_people import add_person, deal_again, remove_person
from labeling.workflow.rounds.round_plan import Plan, outline, preview
from labeling.workflow.rounds.rounds import (
    allow_free_reading,
    close_round,
    pause_round,
    release,
    resume_round,
    start_round,
)
from tests.operations import message
from tests.stories import edited, story

NAMES = ("Amal", "Noor", "Sam")


@pytest.fixture
def people(db):
    with write(db):
        return [add_author(db, name) for name in NAMES]


@pytest.fixture
def lead(people):
    return people[2]


def texts(n: int) -> dict[str, str]:
    return {f"d{number:02}": f"Report number {number} of the valley." for number in range(n)}


def finish(db, author, document_id: str, kind: str = "work.submit") -> None:
    take_operations(db, document_id, author, [message("note.set", text="read"), message(kind)])


def ids(db, author, n: int = 50, **more) -> list[str]:
    return [found.id for found in next_documents(db, author, n=n, **more)]


def loads(db, name: str) -> list[int]:
    held = Counter(one.author_id for one in assignments_of(db, round_named(db, name).id))
    return sorted(held.values())


def test_a_round_is_told_before_it_is_made_and_made_as_told(db, add, people, lead):
    add(**texts(120))
    plan = Plan("Week 3", NAMES, share=0.2, seed=7, deadline="2099-01-02")
    assert preview(plan, outline(db, plan)) == ("120 articles, 24 of them by two people: 48 each for Amal, Noor, Sam.")
    assert not people_of(db, 1)
    start_round(db, lead, plan)
    assert loads(db, "Week 3") == [48, 48, 48]
    coders = Counter(one.document_id for one in assignments_of(db, round_named(db, "Week 3").id))
    assert Counter(coders.values()) == {1: 96, 2: 24}


def test_the_round_comes_in_its_order_with_its_reason_until_it_is_done(db, add, people, lead):
    add(**texts(6))
    start_round(db, lead, Plan("Week 3", ("Amal", "Noor"), deadline="2099-01-02"))
    amal, sam = people[0], people[2]
    first, *_ = found = next_documents(db, amal, n=9)
    assert [one.id for one in found] == sorted(one.id for one in found)
    assert (len(found), first.why_now) == (3, "Round “Week 3”, due 2 January: 3 left.")
    finish(db, amal, first.id)
    assert next_documents(db, amal)[0].why_now == "Round “Week 3”, due 2 January: 2 left."
    assert [(part.n_done, part.n_left) for part in parts(db, amal)] == [(1, 2)]
    assert not next_documents(db, sam)
    assert nothing_left(db, sam) == "A round is running and you are not in it. Ask its lead to add you."


def test_what_is_begun_comes_first_and_free_reading_last_where_it_is_allowed(db, add, people, lead):
    add(**texts(4), other="A quiet feast.")
    start_round(db, lead, Plan("Week 3", ("Amal",), Choice(ids=("d00", "d01", "d02", "d03"))))
    amal = people[0]
    take_operations(db, "d02", amal, [message("note.set", text="hm")])
    assert next_documents(db, amal)[0].why_now == BEGUN
    assert ids(db, amal) == ["d02", "d00", "d01", "d03"]
    allow_free_reading(db, lead, True)
    assert ids(db, amal) == ["d02", "d00", "d01", "d03", "other"]
    assert ids(db, people[1]) == ["other"]  # what a round gives out is nobody else's
    close_round(db, lead, "Week 3")
    allow_free_reading(db, lead, False)
    assert sorted(ids(db, people[1])) == ["d00", "d01", "d02", "d03", "other"]


def test_rounds_come_by_deadline(db, add, people, lead):
    add(**texts(4))
    rounds = (("late", "d00", None), ("soon", "d02", "2099-05-01"), ("now", "d01", "2098-01-01"))
    for name, document_id, deadline in rounds:
        start_round(db, lead, Plan(name, ("Amal",), Choice(ids=(document_id,)), deadline=deadline))
    assert ids(db, people[0]) == ["d01", "d02", "d00"]


def test_what_somebody_of_the_round_finished_before_counts_as_theirs(db, add, people, lead):
    add(**texts(6))
    amal = people[0]
    for document_id in ("d00", "d01"):
        finish(db, amal, document_id)
    plan = Plan("Twice", NAMES, Choice(also_read=True), n_coders=2)
    planned = outline(db, plan)
    assert planned.finished == {"d00": ("Amal",), "d01": ("Amal",)}
    assert preview(plan, planned).endswith("2 were read before and count.")
    start_round(db, lead, plan)
    assert not {"d00", "d01"} & set(ids(db, amal))
    assert max(planned.loads.values()) - min(planned.loads.values()) <= 1


def test_a_document_stuck_with_somebody_is_taken_back_and_their_layer_stays(db, add, people, lead):
    add(**texts(3))
    amal, noor, _ = people
    start_round(db, lead, Plan("Week 3", ("Amal", "Noor"), Choice(ids=("d00",)), way="claimed"))
    assert ids(db, amal, n=1) == ["d00"]
    take_operations(db, "d00", amal, [message("note.set", text="hm")])
    assert ids(db, noor) == []
    assert release(db, lead, "Week 3", document_id="d00") == 1
    assert (ids(db, amal), ids(db, noor)) == ([], ["d00"])
    assert db.execute("SELECT note FROM work").fetchall() == [("hm",)]
    release(db, lead, "Week 3", person="Noor", to="Amal")
    assert (ids(db, amal), ids(db, noor)) == (["d00"], [])
    finish(db, amal, "d00")
    with pytest.raises(RoundRefused, match="Nothing unfinished"):
        release(db, lead, "Week 3", document_id="d00")


def test_nobody_is_given_one_document_twice(db, add, people, lead):
    add(**texts(2))
    start_round(db, lead, Plan("Twice", ("Amal", "Noor"), n_coders=2))
    with pytest.raises(RoundRefused, match="nobody reads one twice"):
        release(db, lead, "Twice", person="Amal", document_id="d00", to="Noor")
    assert len(ids(db, people[0])) == 2


def test_whoever_comes_midway_gets_as_much_as_the_others_have_left(db, add, people, lead):
    add(**texts(30))
    amal, noor, _ = people
    start_round(db, lead, Plan("Week 3", ("Amal", "Noor"), share=0.2, seed=3))
    for document_id in ids(db, amal)[:9]:
        finish(db, amal, document_id)
    take_operations(db, begun := ids(db, noor)[0], noor, [message("note.set", text="hm")])
    add_person(db, lead, "Week 3", "Sam")
    left = [len(ids(db, one)) for one in people]
    assert sum(left) == 36 - 9
    assert max(left) - min(left) <= 1
    assert begun in ids(db, noor)
    coders = Counter(one.document_id for one in assignments_of(db, round_named(db, "Week 3").id))
    assert Counter(coders.values()) == {1: 24, 2: 6}


def test_a_paused_round_gives_nothing_until_it_is_resumed(db, add, people, lead):
    add(**texts(3))
    start_round(db, lead, Plan("Week 3", NAMES))
    pause_round(db, lead, "Week 3")
    assert [ids(db, one) for one in people] == [[], [], []]
    with pytest.raises(RoundRefused, match="is paused; there is nothing to pause"):
        pause_round(db, lead, "Week 3")
    resume_round(db, lead, "Week 3")
    assert all(ids(db, one) for one in people)


def test_a_skipped_document_is_free_for_somebody_else_of_the_round(db, add, people, lead):
    add(**texts(2))
    start_round(db, lead, Plan("Week 3", ("Amal", "Noor"), seed=1))
    amal, noor, _ = people
    (mine,), (theirs,) = ids(db, amal), ids(db, noor)
    finish(db, amal, mine, "work.skip")
    assert ids(db, amal) == []
    finish(db, noor, theirs)
    assert ids(db, noor) == [mine]


def test_of_near_duplicates_one_person_gets_the_first_and_the_others_come_last(db, add, people, lead):
    add(a1=story(1), a2=edited(story(1), 1), b=story(2))
    find_all_clusters(db)
    start_round(db, lead, Plan("Week 3", ("Amal",)))
    assert ids(db, people[0]) == ["a1", "b", "a2"]
    start_again = Plan("Pool", ("Noor",), way="claimed")
    close_round(db, lead, "Week 3")
    start_round(db, lead, start_again)
    assert ids(db, people[1], n=3) == ["a1", "b", "a2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "Give the round a name"),
        ({"people": ()}, "Nobody takes part"),
        ({"people": ("Amla",)}, "Did you mean 'Amal'"),
        ({"n_coders": 4}, "4 people for one document, and three people in the round"),
        ({"share": 2}, "The share is 2"),
        ({"share": 0.5, "share_coders": 1}, "the second more than the first"),
        ({"n_coders": 0}, "at least 1"),
        ({"deadline": "Friday"}, "expected a date such as"),
        ({"choice": Choice(ids=("d00", "nope"))}, "no document 'nope'"),
        ({"choice": Choice(search="?!")}, "has no word"),
        ({"choice": Choice(source="nowhere")}, "No document fits"),
        ({"choice": Choice(n=0)}, "0 documents are none"),
        ({"kind": "training"}, "none with a finished gold layer"),
        ({"kind": "training", "choice": Choice(ids=("d00",))}, "no finished gold layer"),
        ({"way": "thrown"}, "dealt or claimed"),
    ],
)  # fmt: skip
def test_a_round_that_cannot_be_is_refused_with_a_reason_and_nothing_is_written(db, add, people, lead, change, said):
    add(**texts(3))
    asked = {"name": "Week 3", "people": NAMES} | change
    with pytest.raises(RoundRefused, match=said):
        start_round(db, lead, Plan(**asked))
    assert db.execute("SELECT count(*) FROM rounds").fetchone() == (0,)


def test_a_document_is_in_one_open_round_at_a_time(db, add, people, lead):
    add(**texts(3))
    start_round(db, lead, Plan("One", NAMES, Choice(ids=("d01",))))
    assert list(outline(db, Plan("Two", NAMES)).needs) == ["d00", "d02"]
    with pytest.raises(RoundRefused, match="Document 'd01' is in the round “One”"):
        start_round(db, lead, Plan("Two", NAMES, Choice(ids=("d00", "d01"))))
    with pytest.raises(RoundRefused, match="There is a round “One” already"):
        start_round(db, lead, Plan("One", NAMES))


def test_documents_are_chosen_by_search_at_random_in_the_queues_order_or_from_a_list(db, add, people):
    add(calm="A harvest festival.", hot="Rockets struck the airbase; soldiers were hurt.", **texts(20))
    assert list(outline(db, Plan("x", NAMES, Choice(search="airbase"))).needs) == ["hot"]
    assert next(iter(outline(db, Plan("x", NAMES, Choice(order="queue"))).needs)) == "hot"
    drawn = [tuple(outline(db, Plan("x", NAMES, Choice(order="random", n=5), seed=seed)).needs) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert read_ids("﻿document_id;x\nd1\n\nd2\n".replace(";", ",")) == ("d1", "d2")


def test_only_a_lead_gives_out_work(db, add, people):
    add(**texts(3))
    with write(db):
        db.execute("UPDATE authors SET password_hash = 'x'")
        db.execute("UPDATE authors SET role = 'adjudicator' WHERE name = 'Sam'")
    amal, sam = author_named(db, "Amal"), author_named(db, "Sam")
    start_round(db, sam, Plan("Week 3", NAMES))
    for forbidden in (
        lambda: start_round(db, amal, Plan("Mine", ("Amal",))),
        lambda: release(db, amal, "Week 3", person="Noor"),
        lambda: add_person(db, amal, "Week 3", "Noor"),
        lambda: remove_person(db, amal, "Week 3", "Noor"),
        lambda: deal_again(db, amal, "Week 3"),
        lambda: pause_round(db, amal, "Week 3"),
        lambda: close_round(db, amal, "Week 3"),
        lambda: allow_free_reading(db, amal, True),
    ):
        with pytest.raises(NotAllowed, match="needs the role adjudicator"):
            forbidden()
