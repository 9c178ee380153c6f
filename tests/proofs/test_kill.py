"""kill -9 at any moment: what was acknowledged is there, once, and the file is sound."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from labeling.store.database import open_database
from labeling.workflow.keeping.status import check
from tests.proofs.figures import tell

ROOT = Path(__file__).resolve().parents[2]
N_KILLS = 50
SAVER = """
import sys
from labeling.store.authors import author_named
from labeling.store.database import database
from labeling.workflow.annotate import take_operations
from tests.operations import message
db = database()
author = author_named(db, "Amal")
number = 0
while True:
    number += 1
    outcome = take_operations(db, f"d{number % 20}", author, [message("note.set", text=str(number))])
    print(outcome.committed[0][0], flush=True)
"""


@pytest.mark.proof
def test_fifty_kills_lose_and_double_nothing(db, amal, add, db_path, tmp_path):
    add(**{f"d{number}": "Rockets hit Camp Taji." for number in range(20)})
    acknowledged: list[str] = []
    for number in range(N_KILLS):
        said = tmp_path / f"said-{number}"
        with said.open("wb") as out:
            process = subprocess.Popen([sys.executable, "-c", SAVER], cwd=ROOT, stdout=out)
            time.sleep(1.0 + random.Random(number).random())
            process.send_signal(signal.SIGKILL)
            process.wait()
        *whole, _ = said.read_text().split("\n")
        acknowledged += whole
    reader = open_database(db_path)
    stored = {row[0] for row in reader.execute("SELECT op_id FROM operations WHERE kind = 'note.set'")}
    assert len(acknowledged) > 20 * N_KILLS
    assert set(acknowledged) <= stored
    assert check(reader).faults == []
    tell(
        "test_fifty_kills_lose_and_double_nothing",
        f"{N_KILLS} kills of a process that saves without the API: {len(acknowledged):,} acknowledged, 0 lost, "
        f"{len(stored) - len(acknowledged):,} stored and not acknowledged",
    )
