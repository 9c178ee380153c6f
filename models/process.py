"""The worker beside the app: how it is started, so that it never outlives the app nor slows it."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from labeling.store.leases import WORKER

LEASE = WORKER
ROOT = Path(__file__).resolve().parents[1]
NICENESS = 5
LOOK = 0.5  # seconds between two looks whether the worker is there
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0  # seconds before it is started again
SHORT_LIFE = 5.0  # seconds; one that ends sooner would end again at once
END_SECONDS = 15.0
log = logging.getLogger("sitrep.worker")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def start_worker(path: Path) -> subprocess.Popen:
    """Start a worker for this database that ends with this process.

    It is started even where another one is at work, and waits: so there is a worker again, without anybody's doing,
    ten seconds after the other one was killed or its app was closed.
    """
    command = [sys.executable, "-m", "models.worker", "--db", str(path.resolve()), "--parent", str(os.getpid())]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **ONE_THREAD})


class KeptWorker:
    """A worker beside the app that is started again when it ends, ever more seldom where it ends at once each time."""

    def __init__(self, path: Path, start: Callable[[Path], subprocess.Popen] = start_worker) -> None:
        self.path, self.start = path, start
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._keep, daemon=True)
        self.thread.start()

    def end(self) -> None:
        """End the worker; what it does is taken up by the next one."""
        self.stopping.set()
        self.thread.join(END_SECONDS)

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while not self.stopping.is_set():
            begun, process = time.monotonic(), self.start(self.path)
            while process.poll() is None:
                if self.stopping.wait(LOOK):
                    process.terminate()
                    process.wait()
                    return
            pause = FIRST_PAUSE if time.monotonic() - begun > SHORT_LIFE else pause
            log.warning("the worker ended with %s; another one starts in %.0f s", process.returncode, pause)
            self.stopping.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def step_back() -> None:
    """Let saving go first: this process takes what the others leave."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
