"""Work waiting for the worker. A job whose worker died is taken again when its lease runs out."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write
from labeling.store.leases import LONGEST

MOST_ATTEMPTS = 3
COLUMNS = "id, kind, arguments, state, progress, message, attempts"


@dataclass(frozen=True, slots=True)
class Job:
    """`state` is waiting, running, done, failed or cancelled; `progress` goes from 0 to 1."""

    id: int
    kind: str
    arguments: dict
    state: str
    progress: float
    message: str
    attempts: int


def add_job(db: Database, kind: str, arguments: dict) -> int:
    with write(db):
        return db.execute(
            "INSERT INTO jobs (kind, arguments, added_at) VALUES (?, ?, ?)", (kind, json.dumps(arguments), now())
        ).lastrowid


def claim_job(db: Database, holder: str, seconds: float = 60, kinds: Collection[str] | None = None) -> Job | None:
    """Take the oldest job that waits, or whose lease ran out; after MOST_ATTEMPTS tries it fails instead.

    `kinds`: only one of these; None: of any kind.
    """
    moment = time.time()
    with write(db):
        db.execute(
            "UPDATE jobs SET state = 'failed', message = 'The worker stopped three times while doing this.'"
            " WHERE state = 'running' AND leased_until < ? AND attempts >= ?",
            (moment, MOST_ATTEMPTS),
        )
        row = db.execute(
            "SELECT id FROM jobs"
            " WHERE (state = 'waiting' OR (state = 'running' AND leased_until NOT BETWEEN ? AND ?))"
            " AND (? IS NULL OR kind IN (SELECT value FROM json_each(?))) ORDER BY id LIMIT 1",
            (moment, moment + LONGEST, *2 * (None if kinds is None else json.dumps(list(kinds)),)),
        ).fetchone()
        if row is None:
            return None
        db.execute(
            "UPDATE jobs SET state = 'running', holder = ?, leased_until = ?, attempts = attempts + 1 WHERE id = ?",
            (holder, moment + seconds, row[0]),
        )
    return job(db, row[0])


def report_progress(db: Database, job_id: int, progress: float, message: str, seconds: float = 60) -> bool:
    """Say how far a job is and renew its lease; False if somebody cancelled it."""
    with write(db):
        cursor = db.execute(
            "UPDATE jobs SET progress = ?, message = ?, leased_until = ? WHERE id = ? AND state = 'running'",
            (progress, message, time.time() + seconds, job_id),
        )
        return cursor.rowcount == 1


def finish_job(db: Database, job_id: int, message: str) -> None:
    _end(db, job_id, "done", message)


def fail_job(db: Database, job_id: int, message: str) -> None:
    _end(db, job_id, "failed", message)


def cancel_job(db: Database, job_id: int) -> None:
    """Stop a job that waits or runs; its worker notices at its next report."""
    with write(db):
        db.execute(
            "UPDATE jobs SET state = 'cancelled', message = 'Stopped.'"
            " WHERE id = ? AND state IN ('waiting', 'running')",
            (job_id,),
        )


def job(db: Database, job_id: int) -> Job | None:
    row = db.execute(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return _job(row) if row else None


def jobs(db: Database, limit: int = 20) -> list[Job]:
    """The newest jobs first."""
    return [_job(row) for row in db.execute(f"SELECT {COLUMNS} FROM jobs ORDER BY id DESC LIMIT ?", (limit,))]


def newest_job(db: Database, kind: str) -> Job | None:
    """The newest of this kind, however many of other kinds came since."""
    row = db.execute(f"SELECT {COLUMNS} FROM jobs WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,)).fetchone()
    return _job(row) if row else None


def n_jobs_by_state(db: Database) -> dict[str, int]:
    return dict(db.execute("SELECT state, count(*) FROM jobs GROUP BY state"))


def open_job(db: Database, kind: str) -> Job | None:
    """The job of this kind that waits or runs."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM jobs WHERE kind = ? AND state IN ('waiting', 'running') ORDER BY id LIMIT 1", (kind,)
    ).fetchone()
    return _job(row) if row else None


def _end(db: Database, job_id: int, state: str, message: str) -> None:
    with write(db):
        db.execute(
            "UPDATE jobs SET state = ?, message = ?, progress = CASE ? WHEN 'done' THEN 1 ELSE progress END"
            " WHERE id = ? AND state = 'running'",
            (state, message, state, job_id),
        )


def _job(row: tuple) -> Job:
    number, kind, arguments, state, progress, message, attempts = row
    return Job(number, kind, json.loads(arguments), state, progress, message, attempts)
