"""Leases: who alone may do a thing for the next seconds."""

import time

from sqlite_utils import Database

from labeling.store.database import write

WORKER = "worker"  # whoever holds it works; others wait
WORKER_SECONDS = 10.0  # for which the worker takes it, every two seconds anew
LONGEST = 3600.0  # seconds; one that lasts longer was taken before the clock was set back


def take_lease(db: Database, name: str, holder: str, seconds: float) -> bool:
    """Take the lease, or renew one's own; False while another holder's has not run out."""
    moment = time.time()
    with write(db):
        cursor = db.execute(
            "INSERT INTO leases (name, holder, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
            " SET holder = excluded.holder, until = excluded.until"
            " WHERE holder = excluded.holder OR until NOT BETWEEN ? AND ?",
            (name, holder, moment + seconds, moment, moment + LONGEST),
        )
        return cursor.rowcount == 1


def release_lease(db: Database, name: str, holder: str) -> None:
    with write(db):
        db.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))


def lease_holder(db: Database, name: str) -> str | None:
    """Who holds it; None where nobody does."""
    return _holder_and_seconds(db, name)[0]


def lease_held(db: Database, name: str) -> bool:
    return lease_holder(db, name) is not None


def seconds_left(db: Database, name: str) -> float | None:
    """For how long the lease is still held; negative since it ran out, None where nobody has it."""
    return _holder_and_seconds(db, name)[1]


def _holder_and_seconds(db: Database, name: str) -> tuple[str | None, float | None]:
    row = db.execute("SELECT holder, until FROM leases WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None, None
    left = row[1] - time.time()
    return (row[0] if 0 <= left <= LONGEST else None), left
