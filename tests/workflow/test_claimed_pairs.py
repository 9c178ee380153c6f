"""In a claimed round everybody comes to share documents with everybody, whatever their pace."""

from collections import Counter
from heapq import heapify, heappop, heappush
from itertools import combinations
from random import Random

import pytest

from labeling.store.assignments import give
from labeling.store.authors import add_author
from labeling.store.claims import HOLDERS, NEW_TO, next_free
from labeling.store.database import write
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import start_round

N = 60
FREE = (
    "SELECT document_id FROM round_documents"
    f" WHERE round_id = :round AND {HOLDERS} < n_coders AND {NEW_TO} ORDER BY place"
)


@pytest.fixture
def press(db, add):
    """Lets people press Next until nothing is left, and says what every two of them share.

    seconds: what each takes for a document, give or take one in a hundred. claim: how the next document is found.
    """

    def pressed(seconds: list[float], claim=next_free, n_coders: int = 2) -> list[int]:
        round_id, people = start(len(seconds), n_coders)
        random, coders = Random(1), {}
        presses = [(one * random.uniform(0.99, 1.01), place) for place, one in enumerate(seconds)]
        heapify(presses)
        while presses:
            moment, place = heappop(presses)
            if document_id := claim(db, round_id, people[place].id):
                with write(db):
                    give(db, round_id, [(document_id, people[place].id)])
                coders.setdefault(document_id, []).append(place)
                heappush(presses, (moment + seconds[place] * random.uniform(0.99, 1.01), place))
        assert {len(set(those)) for those in coders.values()} == {n_coders}
        assert len(coders) == N
        shared = Counter(pair for those in coders.values() for pair in combinations(sorted(those), 2))
        return [shared[pair] for pair in combinations(range(len(seconds)), 2)]

    def start(n_people: int, n_coders: int):
        if not db.execute("SELECT 1 FROM documents").fetchone():
            add(**{f"d{number:03}": f"Report number {number} of the valley." for number in range(N)})
        db.execute("UPDATE rounds SET state = 'closed'")
        number = db.execute("SELECT count(*) FROM rounds").fetchone()[0]
        with write(db):
            people = [add_author(db, f"{name}{number}") for name in "ABCDEF"[:n_people]]
        names = tuple(one.name for one in people)
        return start_round(db, None, Plan(f"Pool {number}", names, way="claimed", n_coders=n_coders)).id, people

    return pressed


def free(db, round_id: int, author_id: int) -> list[str]:
    return [row[0] for row in db.execute(FREE, {"round": round_id, "author": author_id})]


def in_order(db, round_id: int, author_id: int) -> str | None:
    return next(iter(free(db, round_id, author_id)), None)


def at_random(db, round_id: int, author_id: int) -> str | None:
    found = free(db, round_id, author_id)
    return Random(f"{round_id} {author_id} {len(found)}").choice(found) if found else None


def spread(shared: list[int]) -> int:
    return max(shared) - min(shared)


@pytest.mark.parametrize("n_people", [4, 5])
def test_people_of_one_pace_share_evenly(press, n_people):
    assert spread(press([1] * n_people)) <= 2


def test_without_matching_the_same_two_would_meet_again_and_again(press):
    assert spread(press([1] * 4, in_order)) > 15


@pytest.mark.parametrize("seconds", [[1, 1, 2, 2], [1, 1, 1, 8], [1, 1.5, 2, 2, 4]])
def test_at_different_paces_pairs_lie_no_further_apart_than_at_random_nor_is_one_larger(press, seconds):
    shared, drawn = press(seconds), press(seconds, at_random)
    assert spread(shared) <= spread(drawn) + 4
    assert max(shared) <= max(drawn) + 4


def test_documents_for_three_are_shared_evenly_too(press):
    assert spread(press([1] * 5, n_coders=3)) <= spread(press([1] * 5, in_order, n_coders=3))


def test_one_who_never_comes_keeps_few_documents_waiting(db, press):
    """Amal and Ben press, Chen does not: no more wait for a second coder than there are others to meet."""
    most = []

    def counted(db, round_id: int, author_id: int) -> str | None:
        most.append(db.execute(HALF, (round_id,)).fetchone()[0])
        return next_free(db, round_id, author_id)

    press([1, 1, 10_000], counted)
    assert max(most) <= 3


HALF = "SELECT count(*) FROM (SELECT 1 FROM assignments WHERE round_id = ? GROUP BY document_id HAVING count(*) = 1)"
