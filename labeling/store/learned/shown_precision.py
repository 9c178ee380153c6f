"""How often suggestions of our span suggester must be right to be shown, as people set it: a record that only grows."""

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write


def shown_precision(db: Database) -> float | None:
    """The share that was set last; None: it never was."""
    row = db.execute("SELECT precision FROM shown_precision ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else None


def set_shown_precision(db: Database, precision: float) -> None:
    with write(db):
        db.execute("INSERT INTO shown_precision (precision, at) VALUES (?, ?)", (precision, now()))
