"""Tokens by which scripts act as their author. Only the SHA-256 is kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from labeling.core.clock import now, written
from labeling.store.accounts.secrets import sha256_of_secret
from labeling.store.accounts.sessions import WRITTEN_EVERY
from labeling.store.database import write_if_free


@dataclass(frozen=True, slots=True)
class ScriptToken:
    number: int
    author: str
    purpose: str
    made_at: str
    used_at: str | None
    revoked_at: str | None

    @property
    def last_use(self) -> str:
        """In words, by day."""
        return f"last used {self.used_at[:10]}" if self.used_at else "never used"


def add_script_token(db: Database, token: str, author_id: int, purpose: str) -> int:
    """Keep it and return its number; call it inside `write`."""
    return db.execute(
        "INSERT INTO script_tokens (token_sha256, author_id, purpose, made_at) VALUES (?, ?, ?, ?)",
        (sha256_of_secret(token), author_id, purpose, now()),
    ).lastrowid


def script_tokens(db: Database, author_id: int | None = None) -> list[ScriptToken]:
    """All, or one author's, the oldest first, the revoked ones too."""
    rows = db.execute(
        "SELECT number, name, purpose, made_at, used_at, revoked_at FROM script_tokens"
        " JOIN authors ON authors.id = author_id WHERE :author IS NULL OR author_id = :author ORDER BY number",
        {"author": author_id},
    )
    return [ScriptToken(*row) for row in rows]


def working_tokens(db: Database, author_id: int) -> list[ScriptToken]:
    """Those of an author that were not revoked, the oldest first."""
    return [token for token in script_tokens(db, author_id) if token.revoked_at is None]


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


def revoke_script_token(db: Database, number: int, author_id: int | None = None) -> tuple[int, str] | None:
    """(author id, purpose) of the token, which works no more; None where no such token (of this author) did.

    Call it inside `write`.
    """
    rows = db.execute(
        "UPDATE script_tokens SET revoked_at = :at WHERE number = :number AND revoked_at IS NULL"
        " AND (:author IS NULL OR author_id = :author) RETURNING author_id, purpose",
        {"at": now(), "number": number, "author": author_id},
    ).fetchall()
    return rows[0] if rows else None


def revoke_script_tokens(db: Database, author_id: int | None = None) -> list[str]:
    """All of an author, or of everybody; returns what they were for. Call it inside `write`."""
    rows = db.execute(
        "UPDATE script_tokens SET revoked_at = :at WHERE revoked_at IS NULL"
        " AND (:author IS NULL OR author_id = :author) RETURNING number, purpose",
        {"at": now(), "author": author_id},
    ).fetchall()
    return [purpose for _, purpose in sorted(rows)]
