"""Who is signed in. Only the SHA-256 of a session's token is kept."""

import hashlib
import time

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write

SESSION_SECONDS = 12 * 3600


def add_session(db: Database, token: str, author_id: int) -> None:
    with write(db):
        db.execute("DELETE FROM sessions WHERE expires_at < ?", (time.time(),))
        db.execute(
            "INSERT INTO sessions (token_sha256, author_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
            (_sha256(token), author_id, now(), time.time() + SESSION_SECONDS),
        )


def session_author(db: Database, token: str) -> str | None:
    """The name of the author whose session this is, unless it ran out."""
    row = db.execute(
        "SELECT name FROM sessions JOIN authors ON authors.id = author_id WHERE token_sha256 = ? AND expires_at >= ?",
        (_sha256(token), time.time()),
    ).fetchone()
    return row[0] if row else None


def n_sessions(db: Database) -> int:
    """How many have not run out."""
    return db.execute("SELECT count(*) FROM sessions WHERE expires_at >= ?", (time.time(),)).fetchone()[0]


def end_session(db: Database, token: str) -> None:
    with write(db):
        db.execute("DELETE FROM sessions WHERE token_sha256 = ?", (_sha256(token),))


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
