"""The worker beside the app: how it is started, so that it never outlives the app nor slows it."""

import os
import subprocess
import sys
from pathlib import Path

from labeling.store.leases import WORKER

LEASE = WORKER
ROOT = Path(__file__).resolve().parents[1]
NICENESS = 5
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def start_worker(path: Path) -> subprocess.Popen:
    """Start a worker for this database that ends with this process.

    It is started even where another one is at work, and waits: so there is a worker again, without anybody's doing,
    ten seconds after the other one was killed or its app was closed.
    """
    command = [sys.executable, "-m", "models.worker", "--db", str(path.resolve()), "--parent", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ONE_THREAD})


def step_back() -> None:
    """Let saving go first: this process takes what the others leave."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
