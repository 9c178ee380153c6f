"""The worker's pulse: a thread that keeps its leases while it works, and ends the process when the time has come."""

import logging
import os
import secrets
import threading
import time
from pathlib import Path

from sqlite_utils import Database

from labeling.core.errors import DatabaseDamaged, DatabaseMoved, SitrepError
from labeling.store.database import open_database
from labeling.store.jobs import report_progress
from labeling.store.leases import WORKER_SECONDS, lease_held, release_lease, take_lease
from models.process import LEASE

BEAT = 2.0  # seconds
LEASE_SECONDS = WORKER_SECONDS
GRACE = 5.0  # seconds to stop in, before the process is ended from here
log = logging.getLogger("sitrep.worker")


class Pulse:
    """`stopping` is set when the worker must end: told to, its parent gone, its lease lost, its database gone."""

    def __init__(self, path: Path, parent: int | None = None) -> None:
        self.path, self.parent = path, parent
        self.holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self.ended = threading.Event()
        # number: (number, progress, message) of each job under way; the last one is done in the middle of the others
        self.jobs: dict[int, tuple[int, float, str]] = {}
        self.thread = threading.Thread(target=self._run, daemon=True)

    def take(self, db: Database) -> bool:
        """Take the worker's lease and start beating; False while somebody else holds it."""
        if lease_held(db, LEASE) or not take_lease(db, LEASE, self.holder, LEASE_SECONDS):
            return False
        self.thread.start()
        return True

    def end(self, db: Database) -> None:
        """Stop beating and give the lease back."""
        self.ended.set()
        if self.thread.is_alive():
            self.thread.join()
        try:
            release_lease(db, LEASE, self.holder)
        except SitrepError as error:
            log.warning("the lease runs out by itself: %s", error)

    def renew_jobs(self, db: Database, seconds: float = LEASE_SECONDS) -> bool:
        """Say how far each job under way is, and keep it for so long; False where somebody cancelled the last one."""
        is_running = True
        for job in list(self.jobs.values()):
            is_running = report_progress(db, *job, seconds=seconds)
        return is_running

    def orphaned(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def _run(self) -> None:
        try:
            self._keep_beating(open_database(self.path, create=False))
        except Exception:
            log.exception("the worker ends: its lease cannot be kept")
            self.stopping.set()

    def _keep_beating(self, db: Database) -> None:
        stopping_since = None
        while not self.ended.wait(BEAT):
            self._beat(db)
            if self.stopping.is_set():
                stopping_since = stopping_since or time.monotonic()
                if time.monotonic() - stopping_since > GRACE:
                    self._end_process(db)
        db.conn.close()

    def _beat(self, db: Database) -> None:
        if self.orphaned():
            self.stopping.set()
        try:
            if not take_lease(db, LEASE, self.holder, LEASE_SECONDS):
                log.warning("another worker took over while this one was asleep")
                self.stopping.set()
            else:
                self.renew_jobs(db)
        except (DatabaseMoved, DatabaseDamaged) as error:
            log.error("the worker ends: %s", error)
            self.stopping.set()
        except SitrepError as error:
            log.warning("the lease is renewed at the next beat: %s", error)

    def _end_process(self, db: Database) -> None:
        """What is under way cannot be interrupted. SQLite does not mind, and the job is taken again."""
        log.warning("the worker is ended in the middle of its work")
        try:
            self.renew_jobs(db, 0)
            release_lease(db, LEASE, self.holder)
        finally:
            os._exit(0)
