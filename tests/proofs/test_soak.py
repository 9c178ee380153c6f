"""Twenty people annotate for ten minutes, with loads, exports, training and backups beside them."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from exports.samples import ensure_project
from labeling.store.database import open_database
from labeling.store.documents import documents, n_documents
from labeling.store.jobs import add_job, jobs
from labeling.workflow.keeping.status import check
from models.chores import TRAIN
from tests.browser.server import ROOT, Server
from tests.proofs.annotators import Annotator, percentile
from tests.proofs.figures import tell

pytestmark = pytest.mark.proof
SECONDS = float(os.environ.get("SITREP_SOAK_SECONDS", 600))
N_ANNOTATORS = 20
SLOWEST_P95 = 0.250  # seconds
MOST_GROWTH = 50e6  # bytes
WARM_UP = min(60.0, SECONDS / 5)  # seconds before the first look at the server's memory
BESIDE_EVERY = 5.0  # seconds between two things beside the annotators


class Beside(threading.Thread):
    """Loads, exports, trains and backs up, one after the other, as people do on the command line."""

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(daemon=True)
        self.path, self.folder = path, folder
        self.stopping = threading.Event()
        self.n_done: dict[str, int] = {}
        self.faults: list[str] = []

    def run(self) -> None:
        works = {"loads": self.load, "exports": self.export, "trainings": self.train, "backups": self.back_up}
        number = 0
        while not self.stopping.is_set():
            for what, work in works.items():
                number += 1
                work(number)
                self.n_done[what] = self.n_done.get(what, 0) + 1
                if self.stopping.wait(BESIDE_EVERY):
                    return

    def load(self, number: int) -> None:
        file = self.folder / f"{number}.jsonl"
        texts = (f"Report {number}-{one}. Rockets hit Camp Taji, two soldiers were hurt." for one in range(25))
        lines = (json.dumps({"id": f"new-{number}-{one}", "text": text}) for one, text in enumerate(texts))
        file.write_text("\n".join(lines), encoding="utf-8")
        self.command("load", str(file))

    def export(self, number: int) -> None:
        self.command("export", "jsonl", str(self.folder / f"{number}-out.jsonl"))

    def back_up(self, number: int) -> None:
        self.command("backup", str(self.folder / "backups"))

    def train(self, number: int) -> None:
        db = open_database(self.path)
        add_job(db, TRAIN, {"n_answers": number})
        db.conn.close()

    def command(self, *words: str) -> None:
        command = [sys.executable, "-m", "cli", "--db", str(self.path), *words]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            self.faults.append(f"{words[0]}: {done.stderr[-300:]}")


def memory(pid: int) -> int:
    """Bytes of the process that are in memory."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_twenty_annotators_work_beside_loads_exports_training_and_backups(tmp_path):
    path = tmp_path / "project.db"
    ensure_project(path)
    db = open_database(path)
    ids = [document.id for document in documents(db)]
    server = Server(path, tmp_path / "server.log").start()
    people = [
        Annotator(server.port, f"Person {number}", ids, lambda: random.uniform(0.5, 1.5), number)
        for number in range(N_ANNOTATORS)
    ]
    beside = Beside(path, tmp_path)
    try:
        for person in people:
            person.start()
        assert all(person.signed_in.wait(60) for person in people)
        beside.start()
        time.sleep(WARM_UP)
        warm = memory(server.process.pid)
        time.sleep(SECONDS - WARM_UP)
        growth = memory(server.process.pid) - warm
        beside.stopping.set()
        for person in people:
            person.end()
        beside.join(120)
    finally:
        server.stop()
    acknowledged = [op_id for person in people for op_id in person.acknowledged]
    stored = [row[0] for row in db.execute("SELECT op_id FROM operations")]
    seconds = [one for person in people for _, one in person.seconds]
    saving = [one for person in people for what, one in person.seconds if what == "save"]
    trained = [job.state for job in jobs(db, 1000) if job.kind == TRAIN]
    p95 = percentile(saving, 0.95)
    tell(
        "test_twenty_annotators_work_beside_loads_exports_training_and_backups",
        f"{SECONDS:.0f} s, {len(seconds):,} requests, {len(acknowledged):,} operations acknowledged; "
        f"a save p50 {percentile(saving, 0.5) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, slowest {max(saving):.2f} s, "
        f"any request p95 {percentile(seconds, 0.95) * 1000:.0f} ms; the server grew by {growth / 1e6:.1f} MB; beside: "
        + ", ".join(f"{n} {what}" for what, n in beside.n_done.items())
        + f" ({trained.count('done')} trained), {n_documents(db):,} documents at the end",
    )
    assert [fault for person in people for fault in person.faults] + beside.faults == []
    assert sum(person.n_cut for person in people) == 0
    assert set(acknowledged) <= set(stored)
    assert len(stored) == len(set(stored))
    assert check(db).faults == []
    assert set(beside.n_done) == {"loads", "exports", "trainings", "backups"}
    assert "failed" not in trained
    db.conn.close()
    assert growth <= MOST_GROWTH
    assert p95 <= SLOWEST_P95
