"""Who is signed in. Only the SHA-256 of a session's token is kept."""

import time

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.accounts.secrets import sha256_of_secret
from labeling.store.database import write, write_if_free

SESSION_SECONDS = 12 * 3600  # without being used
WRITTEN_EVERY = 60  # seconds: a page makes many requests, and one write a minute is enough to know it is used


def add_session(db: Database, token: str, author_id: int) -> None:
    """Call it inside `write`. Sessions that ran out are forgotten on the way."""
    db.execute("DELETE FROM sessions WHERE expires_at < ?", (time.time(),))
    db.execute(
        "INSERT INTO sessions (token_sha256, author_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
        (sha256_of_secret(token), author_id, now(), time.time() + SESSION_SECONDS),
    )
    db.execute("UPDATE authors SET seen_at = ? WHERE id = ?", (now(), author_id))


def session_author(db: Database, token: str) -> str | None:
    """The name of the author whose session this is, unless it ran out; asking keeps it alive."""
    row = db.execute(
        "SELECT name, author_id, expires_at FROM sessions JOIN authors ON authors.id = author_id"
        " WHERE token_sha256 = ? AND expires_at >= ? AND is_active",
        (sha256_of_secret(token), time.time()),
    ).fetchone()
    if row is None:
        return None
    name, author_id, expires_at = row
    expires_later = time.time() + SESSION_SECONDS
    if expires_later - expires_at > WRITTEN_EVERY:
        kept = "UPDATE sessions SET expires_at = ? WHERE token_sha256 = ?"
        seen = "UPDATE authors SET seen_at = ? WHERE id = ?"
        write_if_free(db, [(kept, (expires_later, sha256_of_secret(token))), (seen, (now(), author_id))])
    return name


def n_sessions(db: Database) -> int:
    """How many have not run out."""
    return db.execute("SELECT count(*) FROM sessions WHERE expires_at >= ?", (time.time(),)).fetchone()[0]


def end_session(db: Database, token: str) -> None:
    with write(db):
        db.execute("DELETE FROM sessions WHERE token_sha256 = ?", (sha256_of_secret(token),))


def end_sessions(db: Database, author_id: int) -> int:
    """End all sessions of an author and return how many there were; call it inside `write`."""
    return db.execute("DELETE FROM sessions WHERE author_id = ?", (author_id,)).rowcount


def end_all_sessions(db: Database) -> int:
    """Everybody's; returns how many there were. Call it inside `write`."""
    return db.execute("DELETE FROM sessions").rowcount
