"""Starting the worker beside the app: one process, of lower priority, that ends when the app does."""

import os
import subprocess
import sys
from pathlib import Path

from labeling.store.database import open_database
from labeling.store.leases import lease_held

LEASE = "worker"
ROOT = Path(__file__).resolve().parents[1]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def start_worker(path: Path) -> subprocess.Popen | None:
    """Start the worker of this database, or None where one is at work already."""
    db = open_database(path, create=False)
    held = lease_held(db, LEASE)
    db.close()
    if held:
        return None
    command = [sys.executable, "-m", "models.worker", "--db", str(path.resolve()), "--parent", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ONE_THREAD})
