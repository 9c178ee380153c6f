"""Runs real workers for the tests, with leases of a second so that nobody waits long."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 2.5
QUICK = f"""
import sys, logging, models.pulse as pulse, models.worker as worker
pulse.LEASE_SECONDS = worker.LEASE_SECONDS = {LEASE_SECONDS}
pulse.BEAT = worker.BEAT = 0.2
logging.basicConfig(level=logging.INFO)
worker.main()
"""


class Workers:
    """Starts workers and ends what is left of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.started: list[subprocess.Popen] = []

    def start(self, *words: object) -> subprocess.Popen:
        command = [sys.executable, "-c", QUICK, "--db", str(self.path), *map(str, words)]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in self.started:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL)
            process.communicate()


def until(is_so: Callable[[], object], seconds: float = 120) -> object:
    """Wait until something is so, and return it."""
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, f"not so after {seconds} s"
        time.sleep(0.02)
    return found


def is_gone(pid: int) -> bool:
    """Whether the process has ended, reaped by its parent or not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"
