"""How often somebody missed at the door, by name and by address; neither is kept in clear.

A name that was typed may be a password that slipped into the wrong field.
"""

import time

from sqlite_utils import Database

from labeling.store.accounts.secrets import sha256_of_secret

FORGOTTEN_AFTER = 3600  # seconds without another miss


def misses(db: Database, who: str) -> tuple[int, float]:
    """(how many misses, seconds since the last one); none: (0, 0.0)."""
    row = db.execute("SELECT n, last_at FROM misses WHERE who_sha256 = ?", (sha256_of_secret(who),)).fetchone()
    ago = max(0.0, time.time() - row[1]) if row else 0.0  # the clock may have been put back
    return (row[0], ago) if row and ago < FORGOTTEN_AFTER else (0, 0.0)


def add_miss(db: Database, who: str) -> None:
    """Call it inside `write`. What is forgotten goes on the way."""
    db.execute("DELETE FROM misses WHERE last_at < ?", (time.time() - FORGOTTEN_AFTER,))
    db.execute(
        "INSERT INTO misses (who_sha256, n, last_at) VALUES (?, 1, ?)"
        " ON CONFLICT DO UPDATE SET n = n + 1, last_at = excluded.last_at",
        (sha256_of_secret(who), time.time()),
    )


def take_back_miss(db: Database, who: str) -> None:
    """One of them was none; call it inside `write`."""
    db.execute("UPDATE misses SET n = max(0, n - 1) WHERE who_sha256 = ?", (sha256_of_secret(who),))


def forget_misses(db: Database, who: str) -> None:
    """Call it inside `write`."""
    db.execute("DELETE FROM misses WHERE who_sha256 = ?", (sha256_of_secret(who),))
