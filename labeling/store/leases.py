"""Leases: who alone may do a thing for the next seconds."""

import time

from sqlite_utils import Database

from labeling.store.database import write


def take_lease(db: Database, name: str, holder: str, seconds: float) -> bool:
    """Take the lease, or renew one's own; False while another holder's has not run out."""
    moment = time.time()
    with write(db):
        cursor = db.execute(
            "INSERT INTO leases (name, holder, until) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
            " SET holder = excluded.holder, until = excluded.until WHERE holder = excluded.holder OR until < ?",
            (name, holder, moment + seconds, moment),
        )
        return cursor.rowcount == 1


def release_lease(db: Database, name: str, holder: str) -> None:
    with write(db):
        db.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))


def lease_holder(db: Database, name: str) -> str | None:
    """Who holds it; None where nobody does."""
    row = db.execute("SELECT holder FROM leases WHERE name = ? AND until >= ?", (name, time.time())).fetchone()
    return row[0] if row else None


def lease_held(db: Database, name: str) -> bool:
    row = db.execute("SELECT until FROM leases WHERE name = ?", (name,)).fetchone()
    return bool(row) and row[0] >= time.time()
