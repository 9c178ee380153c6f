"""Links by which people choose their own password: for somebody new, or for somebody who is there."""

import time
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.accounts.secrets import sha256_of_secret

INVITATION_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Invitation:
    """`author_id`: for this person, who is there already; None: for somebody new, `name` if it was given.

    `made_by`: the name of whoever made it; None: the command line.
    """

    number: int
    role: str
    name: str | None
    author_id: int | None
    expires_at: float
    made_by: str | None


_COLUMNS = "number, role, name, author_id, expires_at, (SELECT name FROM authors WHERE id = made_by)"
_OPEN = "used_at IS NULL AND expires_at >= ?"


def add_invitation(
    db: Database, token: str, *, role: str, name: str | None, author_id: int | None, made_by: int | None
) -> int:
    """Keep it and return its number. A new one for somebody who is there takes the place of the earlier one.

    Call it inside `write`.
    """
    if author_id is not None:
        db.execute("UPDATE invitations SET expires_at = 0 WHERE author_id = ? AND used_at IS NULL", (author_id,))
    return db.execute(
        "INSERT INTO invitations (token_sha256, role, name, author_id, made_by, made_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sha256_of_secret(token), role, name, author_id, made_by, now(), time.time() + INVITATION_SECONDS),
    ).lastrowid


def open_invitation(db: Database, token: str) -> Invitation | None:
    """The invitation of this link, unless it was used or ran out."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM invitations WHERE token_sha256 = ? AND {_OPEN}",
        (sha256_of_secret(token), time.time()),
    ).fetchone()
    return Invitation(*row) if row else None


def open_invitations(db: Database) -> list[Invitation]:
    """All that may still be used, the oldest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM invitations WHERE {_OPEN} ORDER BY number", (time.time(),))
    return [Invitation(*row) for row in rows]


def use_invitation(db: Database, number: int) -> None:
    """Call it inside `write`."""
    db.execute("UPDATE invitations SET used_at = ? WHERE number = ?", (now(), number))


def withdraw_invitation(db: Database, number: int) -> tuple[int | None] | None:
    """(author id) of the link that is worth nothing now; None where it was worth nothing before, or was used.

    Call it inside `write`.
    """
    rows = db.execute(
        "UPDATE invitations SET expires_at = 0 WHERE number = ? AND used_at IS NULL AND expires_at > 0"
        " RETURNING author_id",
        (number,),
    ).fetchall()
    return rows[0] if rows else None


def withdraw_invitations(db: Database, author_id: int) -> None:
    """All open ones for this person, who is there; call it inside `write`."""
    db.execute("UPDATE invitations SET expires_at = 0 WHERE author_id = ? AND used_at IS NULL", (author_id,))


def withdraw_invitations_by(db: Database, made_by: int) -> list[tuple[int, int | None]]:
    """All open ones that this person made; (number, author id) of each. Call it inside `write`."""
    rows = db.execute(
        "UPDATE invitations SET expires_at = 0 WHERE made_by = ? AND used_at IS NULL AND expires_at >= ?"
        " RETURNING number, author_id",
        (made_by, time.time()),
    ).fetchall()
    return sorted(rows)
