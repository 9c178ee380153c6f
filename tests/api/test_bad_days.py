"""What goes wrong around the server: a sentence each, nothing acknowledged that is not stored, and it works again."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from labeling.core import clock
from labeling.core.errors import DatabaseMoved
from labeling.store import database as store
from labeling.store.accounts import sessions
from labeling.store.damage import note_path
from labeling.store.database import open_database
from labeling.store.jobs import add_job, claim_job
from labeling.store.leases import WORKER, lease_held, take_lease
from labeling.workflow import annotate
from labeling.workflow.keeping.backup import back_up, backups
from labeling.workflow.keeping.damage import check_file
from labeling.workflow.keeping.doctor import examine
from labeling.workflow.keeping.restore import restore
from labeling.workflow.keeping.status import check
from tests.api.test_watch import client_for
from tests.operations import message
from tests.small_disk import damage, small_disk

TEXT = "Rockets hit Camp Taji. " * 40


@pytest.fixture
def client(db, add):
    add(**{f"d{number}": f"{number} {TEXT}" for number in range(40)})
    with client_for("Amal") as client:
        yield client


def save(client, operation):
    return client.post("/api/documents/d1/operations", json={"version": 0, "operations": [operation]})


def note(text: str = "x") -> dict:
    return message("note.set", text=text)


def stored(path) -> list[str]:
    db = open_database(path, create=False)
    found = [row[0] for row in db.execute("SELECT op_id FROM operations ORDER BY seq")]
    db.conn.close()
    return found


def refused(answer, words: str) -> bool:
    """Whether nothing was acknowledged, in a sentence with these words that names no error of ours."""
    body = answer.json()
    assert answer.status_code == 503, body
    assert words in body["detail"], body
    assert "committed" not in body
    return "error " not in body["detail"].replace("gives an error", "").replace("I/O error", "")


def saved_once(client, path, operation) -> bool:
    """Whether it is taken now, sent twice, and stored once."""
    answers = [save(client, operation).json()["committed"] for _ in range(2)]
    return answers == [[operation["op_id"]]] * 2 and stored(path).count(operation["op_id"]) == 1


def test_on_a_full_disk_nothing_is_acknowledged_and_saving_goes_on_when_there_is_space(client, db_path, monkeypatch):
    acknowledged, answer = [], None
    with small_disk(db_path.with_name("project.db-wal").stat().st_size + 250_000):  # room for some saves
        while answer is None or answer.status_code == 200:
            operation = note("x" * 10_000)
            answer = save(client, operation)
            acknowledged += answer.json().get("committed", [])
        assert refused(answer, "look at the disk")
        monkeypatch.setattr(
            sessions, "WRITTEN_EVERY", -1
        )  # seconds: each request keeps the session, while there is room
        assert {client.get("/api/documents/d1").status_code for _ in range(20)} == {200}
        assert refused(save(client, operation), "Nothing was saved")
    assert 1 <= len(acknowledged) < 60
    assert stored(db_path) == acknowledged
    assert saved_once(client, db_path, operation)
    db = open_database(db_path)
    assert check(db).faults == []
    db.conn.close()


def test_a_read_only_file_is_said(db, db_path, add, monkeypatch):
    add(d1=TEXT)
    real, is_read_only = store.write, []

    def write(db):
        db.execute(f"PRAGMA query_only={'ON' if is_read_only else 'OFF'}")
        return real(db)

    monkeypatch.setattr(annotate, "write", write)
    with client_for("Amal") as client:
        operation = note()
        is_read_only.append(True)
        assert refused(save(client, operation), "read-only: make it writable")
        assert stored(db_path) == []
        is_read_only.clear()
        assert saved_once(client, db_path, operation)


@pytest.mark.parametrize("what", ["deleted", "replaced", "robbed of its log", "robbed of the log's index"])
def test_of_a_file_deleted_or_replaced_under_the_server_all_that_was_acknowledged_is_rescued(
    client, db, db_path, tmp_path, what
):
    first, second = note(), note()
    save(client, first)
    if what == "replaced":
        open_database(tmp_path / "other.db").conn.close()
        os.replace(tmp_path / "other.db", db_path)
    else:
        endings = {"deleted": "", "robbed of its log": "-wal", "robbed of the log's index": "-shm"}
        db_path.with_name(db_path.name + endings[what]).unlink()
    answer = save(client, second)
    assert refused(answer, f"was {what} while it was open" if "robbed" not in what else "was deleted or replaced while")
    assert client.get("/api/documents/d1").status_code == 503
    assert client.get("/api/health").json()["database"] == "unreachable"
    (rescued,) = tmp_path.glob("project.rescued-*.db")
    assert rescued.name in answer.json()["detail"]
    assert rescued.stat().st_mode & 0o777 == 0o600
    elsewhere = tmp_path / "restored.db"
    restore(elsewhere, rescued)
    assert stored(elsewhere) == [first["op_id"]]


def test_a_file_that_is_put_back_is_saved_to_again(client, db_path, tmp_path):
    first, second = note(), note()
    save(client, first)
    away = tmp_path / "away.db"
    os.rename(db_path, away)
    assert refused(save(client, second), "was deleted while it was open")
    os.rename(away, db_path)
    assert stored(db_path) == [first["op_id"]]
    assert saved_once(client, db_path, second)
    os.rename(db_path, away)
    copies = sorted(tmp_path.glob("project.rescued-*.db"))
    said = save(client, note()).json()["detail"]
    (newer,) = set(tmp_path.glob("project.rescued-*.db")) - set(copies)
    assert newer.name in said  # the copy of the first time lacks what was saved since


@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_thread_that_comes_later_makes_no_new_project_where_the_file_was_deleted(client, db_path, ending):
    save(client, note())
    gone = db_path.with_name(db_path.name + ending)
    gone.unlink()
    with ThreadPoolExecutor(1) as threads, pytest.raises(DatabaseMoved, match="was deleted"):
        threads.submit(store.database).result()
    assert not gone.exists()


def test_after_damage_is_found_nothing_is_saved_until_a_backup_is_restored(client, db, db_path, monkeypatch):
    first, second = note(), note()
    save(client, first)
    back_up(db_path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = db_path.read_bytes()
    damage(db_path)
    assert check_file(db_path)
    assert refused(save(client, second), "damaged")
    assert client.get("/api/health").json()["database"] == "damaged"
    assert note_path(db_path).exists()
    db_path.write_bytes(content)
    assert check_file(db_path) is None
    elsewhere = db_path.with_name("restored.db")
    restore(elsewhere, backups(db_path)[0].path)
    monkeypatch.setenv("SITREP_DB", str(elsewhere))  # as after a restart
    assert stored(elsewhere) == [first["op_id"]]
    with client_for("Amal") as again:
        assert saved_once(again, elsewhere, second)


def test_damage_that_is_met_before_it_was_looked_for_is_a_sentence_too(client, db, db_path):
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    size = db_path.stat().st_size
    with db_path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with client_for(None) as other:  # a thread of its own, so nothing is in its memory
        other.cookies.update(client.cookies)
        other.headers["X-Sitrep-Token"] = client.headers["X-Sitrep-Token"]
        assert refused(save(other, note()), "The database file is damaged")
        assert "sitrep restore" in other.get("/api/queue").json()["detail"]


def test_what_a_long_reader_keeps_is_said_and_goes_when_it_ends(client, db, db_path, monkeypatch):
    monkeypatch.setattr("labeling.workflow.keeping.doctor_machine.JOURNAL_BYTES", 100_000)
    log = db_path.with_name("project.db-wal")
    db.execute("BEGIN")
    db.execute("SELECT count(*) FROM operations").fetchall()
    for _ in range(40):
        assert save(client, note("x" * 10_000)).status_code == 200
    said = next(finding for finding in examine(db_path) if finding.name == "log")
    assert (said.state, "reads an old state" in said.to_do) == ("look at this", True)
    assert "sitrep_log_bytes" in client_for(None, "127.0.0.1").get("/api/metrics").text
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert log.stat().st_size == 0


def test_a_clock_set_back_by_years_changes_no_order_and_locks_nobody_out(client, db, db_path, monkeypatch):
    first, second = note("before"), note("after")
    save(client, first)
    add_job(db, "x", {})
    assert claim_job(db, "a worker that is gone", 10)
    assert take_lease(db, WORKER, "a worker that is gone", 10)
    year = 365 * 24 * 3600
    real = time.time
    monkeypatch.setattr("time.time", lambda: real() - 5 * year)
    monkeypatch.setattr(annotate, "now", lambda: "2001-01-01T00:00:00.000Z")
    assert save(client, second).status_code == 200
    assert client.get("/api/documents/d1").json()["note"] == "after"
    times = [row[0] for row in db.execute("SELECT at FROM operations ORDER BY seq")]
    assert times == sorted(times)
    assert times[1] > clock.now()[:4]
    assert not lease_held(db, WORKER)
    assert take_lease(db, WORKER, "another", 10)
    assert claim_job(db, "another", 10).attempts == 2
    assert check(db).faults == []
