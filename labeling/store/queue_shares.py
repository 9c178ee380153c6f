"""How the queue is dealt, as people set it: a record that only grows; nothing set, and the default holds."""

import json
from collections.abc import Mapping

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write


def queue_shares(db: Database) -> dict[str, int] | None:
    """Pool to its share, as it was set last; None: it never was."""
    row = db.execute("SELECT shares FROM queue_shares ORDER BY number DESC LIMIT 1").fetchone()
    return json.loads(row[0]) if row else None


def set_queue_shares(db: Database, shares: Mapping[str, int]) -> None:
    with write(db):
        db.execute("INSERT INTO queue_shares (shares, at) VALUES (?, ?)", (json.dumps(dict(shares)), now()))
