"""Tokens by which scripts act as their author. Only the SHA-256 is kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from labeling.core.clock import now, written
from labeling.store.database import write_if_free
from labeling.store.secrets import sha256_of_secret
from labeling.store.sessions import WRITTEN_EVERY


@dataclass(frozen=True, slots=True)
class ScriptToken:
    number: int
    author: str
    purpose: str
    made_at: str
    used_at: str | None
    revoked_at: str | None


def add_script_token(db: Database, token: str, author_id: int, purpose: str) -> None:
    """Call it inside `write`."""
    db.execute(
        "INSERT INTO script_tokens (token_sha256, author_id, purpose, made_at) VALUES (?, ?, ?, ?)",
        (sha256_of_secret(token), author_id, purpose, now()),
    )


def script_tokens(db: Database, author_id: int | None = None) -> list[ScriptToken]:
    """All, or one author's, the oldest first, the revoked ones too."""
    rows = db.execute(
        "SELECT number, name, purpose, made_at, used_at, revoked_at FROM script_tokens"
        " JOIN authors ON authors.id = author_id WHERE :author IS NULL OR author_id = :author ORDER BY number",
        {"author": author_id},
    )
    return [ScriptToken(*row) for row in rows]


def script_token_author(db: Database, token: str) -> str | None:
    """The name of the author as whom this token acts; that it was used is written once a minute."""
    row = db.execute(
        "SELECT number, name, used_at FROM script_tokens JOIN authors ON authors.id = author_id"
        " WHERE token_sha256 = ? AND revoked_at IS NULL AND is_active",
        (sha256_of_secret(token),),
    ).fetchone()
    if row is None:
        return None
    number, name, used_at = row
    if used_at is None or used_at < written(datetime.now(UTC) - timedelta(seconds=WRITTEN_EVERY)):
        write_if_free(db, [("UPDATE script_tokens SET used_at = ? WHERE number = ?", (now(), number))])
    return name


def revoke_script_token(db: Database, number: int, author_id: int | None = None) -> bool:
    """False where there is no such token (of this author) that still works; call it inside `write`."""
    return (
        db.execute(
            "UPDATE script_tokens SET revoked_at = :at WHERE number = :number AND revoked_at IS NULL"
            " AND (:author IS NULL OR author_id = :author)",
            {"at": now(), "number": number, "author": author_id},
        ).rowcount
        == 1
    )


def revoke_script_tokens(db: Database, author_id: int) -> None:
    """All of an author; call it inside `write`."""
    db.execute("UPDATE script_tokens SET revoked_at = ? WHERE author_id = ? AND revoked_at IS NULL", (now(), author_id))
