"""Passwords as they are kept: argon2 hashes, on the row of their author."""

from sqlite_utils import Database


def has_passwords(db: Database) -> bool:
    """Whether anybody has a password: then the project is a team's, and everybody signs in with one."""
    return db.execute("SELECT EXISTS (SELECT 1 FROM authors WHERE password_hash IS NOT NULL)").fetchone()[0] == 1


def password_hash(db: Database, author_id: int) -> str | None:
    return db.execute("SELECT password_hash FROM authors WHERE id = ?", (author_id,)).fetchone()[0]


def keep_password_hash(db: Database, author_id: int, hashed: str, *, instead_of: str | None = None) -> bool:
    """Whether it is kept; `instead_of`: only where this hash still was until now. Call it inside `write`."""
    found = db.execute(
        "UPDATE authors SET password_hash = :hashed WHERE id = :author AND (:old IS NULL OR password_hash = :old)",
        {"hashed": hashed, "author": author_id, "old": instead_of},
    )
    return found.rowcount == 1
