"""Whoever presses Next gets what nobody else has: in one process, in several, and over the API."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from labeling.store.authors import add_author
from labeling.store.database import write
from labeling.workflow.annotate import take_operations
from labeling.workflow.reading import claims
from labeling.workflow.reading.claims import is_taken
from labeling.workflow.reading.queue import next_documents
from labeling.workflow.rounds.round_plan import Plan
from labeling.workflow.rounds.rounds import start_round
from tests.api.test_api import client_for
from tests.conftest import ROOT
from tests.operations import message
from tests.workflow.pressing_next import press_next_and_finish

NAMES = tuple(f"P{number:02}" for number in range(20))
PROCESSES = 3


def texts(n: int) -> dict[str, str]:
    return {f"d{number:02}": f"Report number {number} of the valley." for number in range(n)}


@pytest.fixture
def pool(db, add):
    """Makes a pool of `n` documents for some of the twenty people; returns those people."""

    def make(n: int, people: int, **more):
        add(**texts(n))
        with write(db):
            authors = [add_author(db, name) for name in NAMES[:people]]
        start_round(db, None, Plan("Pool", NAMES[:people], way="claimed", **more))
        return authors

    return make


def ids(db, author, n: int = 1, **more) -> list[str]:
    return [found.id for found in next_documents(db, author, n=n, **more)]


def begin(db, author, document_id: str, *more: dict) -> None:
    take_operations(db, document_id, author, [message("note.set", text="hm"), *more])


def test_twenty_threads_never_get_the_same_document(pool, db_path):
    pool(60, people=20)
    with ThreadPoolExecutor(20) as threads:
        got = [one for found in threads.map(press_next_and_finish, NAMES) for one in found]
    assert sorted(got) == sorted(texts(60))


def test_several_processes_never_get_the_same_document(pool, db_path):
    pool(60, people=20)
    program = [sys.executable, "-m", "tests.workflow.pressing_next"]
    running = [
        subprocess.Popen([*program, *NAMES[number::PROCESSES]], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for number in range(PROCESSES)
    ]
    got = " ".join(process.communicate(timeout=60)[0] for process in running).split()
    assert [process.returncode for process in running] == [0] * PROCESSES
    assert sorted(got) == sorted(texts(60))


def test_over_the_api_twenty_people_who_press_next_at_once_get_twenty_documents(pool, db_path):
    pool(20, people=20)

    clients = [client_for(name) for name in NAMES]  # one after another: each client has an event loop of its own

    def press(client) -> str:
        return client.get("/api/queue").json()["documents"][0]["id"]

    with ThreadPoolExecutor(20) as threads:
        assert sorted(threads.map(press, clients)) == sorted(texts(20))


def test_a_document_for_two_is_given_to_two_and_to_no_third(pool, db):
    people = pool(10, people=5, n_coders=2)
    got = Counter()
    for _ in range(4):
        for author in people:
            for document_id in ids(db, author):
                got[document_id] += 1
                begin(db, author, document_id, message("work.submit"))
    assert got == dict.fromkeys(texts(10), 2)


def test_what_was_only_fetched_ahead_is_given_to_whoever_has_nothing(pool, db):
    amal, noor = pool(4, people=2)
    assert ids(db, amal, n=3) == ["d00", "d01"]  # a fair part of four for two
    assert ids(db, noor, n=3) == ["d02"]  # near the end nobody takes ahead what another one could read now
    begin(db, noor, "d02", message("work.submit"))
    assert ids(db, noor) == ["d03"]
    begin(db, noor, "d03", message("work.submit"))
    assert ids(db, noor) == ["d01"]
    assert ids(db, amal, n=3) == ["d00"]
    begin(db, noor, "d01", message("work.submit"))
    assert ids(db, noor) == []  # Amal looks at it now


def test_what_somebody_looks_at_is_theirs_for_an_hour_and_what_is_begun_until_it_is_taken_back(pool, db, monkeypatch):
    amal, noor = pool(1, people=2)
    assert (ids(db, amal), ids(db, noor)) == (["d00"], [])
    clock = claims.time.time()
    monkeypatch.setattr(claims.time, "time", lambda: clock + claims.HELD_SECONDS - 60)
    assert ids(db, noor) == []
    monkeypatch.setattr(claims.time, "time", lambda: clock + claims.HELD_SECONDS + 60)
    assert (ids(db, noor), ids(db, amal)) == (["d00"], [])
    begin(db, noor, "d00")
    monkeypatch.setattr(claims.time, "time", lambda: clock + 100 * claims.HELD_SECONDS)
    assert (ids(db, noor), ids(db, amal)) == (["d00"], [])


def test_the_page_says_what_it_looks_at_and_hears_when_that_is_taken(pool, db):
    amal, noor = pool(4, people=2)
    assert ids(db, amal, n=3) == ["d00", "d01"]
    assert ids(db, amal, n=3, opened="d01") == ["d00", "d01"]  # she went on to the second one
    for document_id in ("d02", "d03"):
        assert ids(db, noor) == [document_id]
        begin(db, noor, document_id, message("work.submit"))
    assert ids(db, noor) == ["d00"]
    assert [is_taken(db, one, amal) for one in ("d00", "d01")] == [True, False]
    begin(db, amal, "d00")  # saved all the same: nothing that somebody marks is refused
    assert not is_taken(db, "d00", amal)


def test_a_document_that_is_opened_by_its_address_is_taken_by_whoever_begins_it(pool, db):
    amal, noor = pool(3, people=2)
    begin(db, amal, "d00")
    assert ids(db, noor, n=3) == ["d01"]
    assert ids(db, amal, opened="d02", n=3) == ["d00", "d02"]
    begin(db, noor, "d01", message("work.submit"))
    assert ids(db, noor) == []


def test_asking_again_gives_the_same_and_claims_no_more(pool, db):
    amal, *_ = pool(60, people=2)
    first = ids(db, amal, n=6)
    assert first == ids(db, amal, n=6) == ["d00", "d01", "d02"]
    assert db.execute("SELECT count(*) FROM assignments").fetchone() == (3,)
    assert ids(db, amal, skip=("d00", "d01", "d02")) == ["d03"]
