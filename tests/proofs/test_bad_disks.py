"""A disk that is full, read-only, damaged or changed under the real server: what its API and its page say."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports.samples import ensure_project
from labeling.store.database import open_database
from labeling.store.documents import documents
from labeling.workflow.keeping.status import check
from tests.browser.server import ROOT, Server, free_port
from tests.operations import message
from tests.proofs.client import Client
from tests.proofs.figures import tell
from tests.small_disk import damage

pytestmark = pytest.mark.proof
DISK = 3_000_000  # bytes


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own: a folder on which a project fits and little more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("No small disk can be mounted here; tests/api/test_bad_days.py has the same with a size limit.")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def run(tmp_path):
    """Starts a server on a file; the client is signed in."""
    servers, clients = [], []

    def started(path: Path) -> tuple[Server, Client]:
        ensure_project(path)
        servers.append(Server(path, tmp_path / "server.log").start())
        clients.append(Client(servers[-1].port))
        clients[-1].sign_in("Amal")
        return servers[-1], clients[-1]

    yield started
    for client in clients:
        client.close()
    for server in servers:
        server.stop()


def note(n_characters: int = 20) -> dict:
    return message("note.set", text="x" * n_characters)


def first_document(path: Path) -> str:
    db = open_database(path)
    found = next(documents(db)).id
    db.conn.close()
    return found


def stored(path: Path) -> list[str]:
    db = open_database(path, create=False)
    found = [row[0] for row in db.execute("SELECT op_id FROM operations WHERE kind = 'note.set'")]
    faults = check(db).faults
    db.conn.close()
    assert faults == []
    return found


def save_until_refused(client: Client, document_id: str, most: int) -> tuple[list[str], dict, str]:
    """Acknowledged ids, the operation that was refused, and the sentence it was refused with."""
    acknowledged: list[str] = []
    for _ in range(most):
        operation = note(10_000)
        status, answer = client.save(document_id, operation)
        if status != 200:
            assert (status, "committed" in answer) == (503, False), answer
            return acknowledged, operation, answer["detail"]
        acknowledged += answer["committed"]
    raise AssertionError(f"{most} saves and none was refused")


def test_a_full_disk_is_said_and_saving_goes_on_when_there_is_space(disk, run):
    path = disk / "project.db"
    _, client = run(path)
    document_id = first_document(path)
    filler = disk / "filler"
    filler.write_bytes(b"x" * max(0, DISK - used(disk) - 300_000))
    acknowledged, operation, said = save_until_refused(client, document_id, 500)
    assert "disk is full" in said
    backup = command(path, "backup")
    assert (backup.returncode, "Traceback" in backup.stderr) == (1, False)
    assert list(disk.rglob("*.unfinished")) == []
    filler.unlink()
    assert client.save(document_id, operation)[1]["committed"] == [operation["op_id"]]
    assert stored(path) == [*acknowledged, operation["op_id"]]
    tell(
        "test_a_full_disk_is_said_and_saving_goes_on_when_there_is_space",
        f"tmpfs of 3 MB: {len(acknowledged)} acknowledged and stored, then “{said}”; saved once there was space",
    )


def used(folder: Path) -> int:
    found = os.statvfs(folder)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def test_on_a_read_only_disk_every_door_says_so_in_a_sentence(disk, tmp_path, run):
    path = disk / "project.db"
    ensure_project(path)
    remount(disk, "ro")
    said = refusal_to_start(path)
    looking = (("check",), ("status",), ("export", "jsonl", str(tmp_path / "all.jsonl")), ("backup", str(tmp_path)))
    writing = (("check", "--rebuild"), ("load", str(ROOT / "seeds" / "articles.jsonl")), ("backup",), ("worker",))
    looked = [command(path, *words) for words in looking]
    refused = [command(path, *words) for words in writing]
    remount(disk, "rw")
    assert "cannot be worked on. It is read-only here" in said
    assert "Traceback" not in said
    assert [done.returncode for done in looked] == [0] * len(looking), [done.stderr for done in looked]
    for done in refused:
        assert (done.returncode, "Traceback" in done.stderr) == (1, False), (done.args, done.stderr)
        assert "ead-only" in done.stderr, done.args
    _, client = run(path)
    operation = note()
    assert client.save(first_document(path), operation)[1]["committed"] == [operation["op_id"]]
    tell(
        "test_on_a_read_only_disk_every_door_says_so_in_a_sentence",
        f"“{said.strip().splitlines()[-1].replace(str(disk), '…')}”",
    )


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def command(path: Path, *words: str) -> subprocess.CompletedProcess:
    line = [sys.executable, "-m", "cli", "--db", str(path), *words]
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True)


def refusal_to_start(path: Path) -> str:
    """What a server says that does not start."""
    line = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(free_port())]
    environment = {**os.environ, "SITREP_DB": str(path)}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode != 0
    return done.stderr


def test_a_file_damaged_under_the_server_takes_nothing_more_and_a_restore_mends_it(tmp_path, run):
    path = tmp_path / "project.db"
    server, client = run(path)
    document_id = first_document(path)
    first, second = note(), note()
    client.save(document_id, first)
    backup = tmp_path / "good.db"
    command(path, "backup", str(backup)).check_returncode()
    server.stop()
    damage(path)
    said = refusal_to_start(path)
    assert "damaged" in said
    assert "Traceback" not in said
    command(path, "restore", str(backup)).check_returncode()
    server.start()
    client.sign_in("Amal")
    assert client.save(document_id, second)[1]["committed"] == [second["op_id"]]
    assert stored(path) == [first["op_id"], second["op_id"]]


def test_bytes_damaged_while_the_server_runs_stop_every_save_once_they_are_found(tmp_path, run):
    path = tmp_path / "project.db"
    _, client = run(path)
    document_id = first_document(path)
    first = note()
    client.save(document_id, first)
    damage_in_place(path)
    found = command(path, "check")
    assert found.returncode == 1
    assert "Traceback" not in found.stderr
    status, answer = client.save(document_id, note())
    assert (status, "committed" in answer) == (503, False)
    assert "damaged" in answer["detail"]
    assert client.request("GET", "/api/health")[1]["status"] == "degraded"
    tell(
        "test_bytes_damaged_while_the_server_runs_stop_every_save_once_they_are_found",
        f"600 random bytes: “{answer['detail']}”",
    )


def damage_in_place(path: Path) -> None:
    """The same file, as a dying disk leaves it; what waits in the log is put into it first."""
    db = open_database(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.conn.close()
    damage(path)


def test_a_long_reader_makes_the_log_grow_and_its_end_lets_it_shrink(tmp_path, run):
    path = tmp_path / "project.db"
    _, client = run(path)
    document_id = first_document(path)
    reader = open_database(path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM operations").fetchall()
    n, log = 2_000, path.with_name("project.db-wal")
    for _ in range(n):
        assert client.save(document_id, note(30))[0] == 200
    grown = log.stat().st_size
    reader.execute("COMMIT")
    begun = time.monotonic()
    while reader.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] and time.monotonic() - begun < 30:
        time.sleep(0.2)
    shrunk = log.stat().st_size
    reader.conn.close()
    assert shrunk < 1_000_000
    assert len(stored(path)) == n
    tell(
        "test_a_long_reader_makes_the_log_grow_and_its_end_lets_it_shrink",
        f"{n:,} saves beside it: log {grown / 1e6:.0f} MB, afterwards {shrunk / 1e6:.1f} MB; doctor tells it",
    )
