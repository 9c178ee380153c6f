"""kill -9 of the real server and of its worker at any moment, while people save over the real API."""

import os
import random
import signal
import time

import pytest

from exports.samples import ensure_project
from labeling.store.database import open_database
from labeling.store.documents import documents
from labeling.store.jobs import add_job, jobs
from labeling.store.leases import WORKER, lease_holder
from labeling.workflow.keeping.status import check
from models.chores import TRAIN
from tests.browser.server import Server
from tests.proofs.annotators import Annotator
from tests.proofs.figures import tell

pytestmark = pytest.mark.proof
N_SERVER_KILLS, N_WORKER_KILLS, N_ANNOTATORS = 50, 20, 4


@pytest.fixture
def running(tmp_path):
    """A server on the sample project, and four people who save several times a second."""
    path = tmp_path / "project.db"
    ensure_project(path)
    db = open_database(path)
    ids = [document.id for document in documents(db)][:20]
    server = Server(path, tmp_path / "server.log").start()
    people = [
        Annotator(server.port, f"Person {number}", ids, lambda: random.uniform(0.02, 0.2), number)
        for number in range(N_ANNOTATORS)
    ]
    for person in people:
        person.start()
    assert all(person.signed_in.wait(60) for person in people)
    yield server, people, db
    for person in people:
        person.stopping.set()
    server.stop()
    db.conn.close()


def check_nothing_lost(people, db) -> tuple[int, int]:
    """Acknowledged, and stored without the sender hearing of it; each is stored once, and the file is whole."""
    for person in people:
        person.end()
    assert [fault for person in people for fault in person.faults] == []
    acknowledged = [op_id for person in people for op_id in person.acknowledged]
    sent = {op_id for person in people for op_id in person.sent}
    stored = [row[0] for row in db.execute("SELECT op_id FROM operations")]
    assert len(acknowledged) == len(set(acknowledged))
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    assert check(db).faults == []
    return len(acknowledged), len(sent & set(stored) - set(acknowledged))


def test_fifty_kills_of_the_server_lose_and_double_nothing(running):
    server, people, db = running
    chance, begun = random.Random(1), time.monotonic()
    for _ in range(N_SERVER_KILLS):
        more = n_acknowledged(people) + chance.randint(10, 40)
        wait(lambda more=more: n_acknowledged(people) >= more, 120)
        time.sleep(chance.random() / 10)
        server.kill()
        server.start()
    more = n_acknowledged(people) + 10
    wait(lambda: n_acknowledged(people) >= more, 120)
    n, n_unheard = check_nothing_lost(people, db)
    n_cut = sum(person.n_cut for person in people)
    assert n >= 10 * N_SERVER_KILLS
    assert n_cut >= N_SERVER_KILLS
    tell(
        "test_fifty_kills_of_the_server_lose_and_double_nothing",
        f"{N_SERVER_KILLS} kills in {time.monotonic() - begun:.0f} s, {n:,} operations acknowledged, 0 lost, "
        f"0 doubled, {n_unheard} stored and not acknowledged at the end; check clean",
    )


def test_twenty_kills_of_the_worker_hurt_no_save_and_its_work_is_done_in_the_end(running):
    server, people, db = running
    chance, begun, holders = random.Random(2), time.monotonic(), set()
    for _ in range(N_WORKER_KILLS):
        holder = wait_for_worker(db, holders)
        holders.add(holder)
        add_job(db, TRAIN, {"n_answers": 12})
        time.sleep(chance.random() * 3)
        os.kill(int(holder.split("-")[0]), signal.SIGKILL)
    wait_for_worker(db, holders)
    last = add_job(db, TRAIN, {"n_answers": 12})
    wait(lambda: next(job for job in jobs(db, 100) if job.id == last).state in ("done", "failed"), 240)
    n, _ = check_nothing_lost(people, db)
    ended = [job.state for job in jobs(db, 100) if job.kind == TRAIN]
    assert server.process.poll() is None
    assert sum(person.n_cut for person in people) == 0
    assert "waiting" not in ended
    assert "running" not in ended
    tell(
        "test_twenty_kills_of_the_worker_hurt_no_save_and_its_work_is_done_in_the_end",
        f"{N_WORKER_KILLS} kills in {time.monotonic() - begun:.0f} s, {n:,} operations acknowledged, "
        f"0 lost, 0 doubled, no request cut; of {len(ended)} trainings {ended.count('done')} done in the end",
    )


def n_acknowledged(people) -> int:
    return sum(len(person.acknowledged) for person in people)


def wait_for_worker(db, known: set[str]) -> str:
    return wait(lambda: (holder := lease_holder(db, WORKER)) not in known and holder, 60)


def wait(is_so, seconds: float):
    until = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < until, f"not so after {seconds} s"
        time.sleep(0.1)
    return found
