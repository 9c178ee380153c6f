"""The people of a project: role, password or none, last seen, sessions."""

import time
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.roles import ADMIN


@dataclass(frozen=True, slots=True)
class Person:
    """`n_sessions` are those that have not run out, `n_done` the documents they finished."""

    id: int
    name: str
    role: str
    has_password: bool
    is_active: bool
    seen_at: str | None
    n_sessions: int
    n_done: int


def people(db: Database) -> list[Person]:
    """Everybody who is a person, by name."""
    rows = db.execute(
        "SELECT id, name, role, password_hash IS NOT NULL, is_active, seen_at,"
        " (SELECT count(*) FROM sessions WHERE author_id = authors.id AND expires_at >= ?),"
        " (SELECT count(*) FROM work WHERE author_id = authors.id AND state = 'done')"
        " FROM authors WHERE kind = 'person' ORDER BY name",
        (time.time(),),
    )
    return [_person(row) for row in rows]


def _person(row: tuple) -> Person:
    number, name, role, has_password, is_active, *rest = row
    return Person(number, name, role, bool(has_password), bool(is_active), *rest)


def n_admins(db: Database) -> int:
    """Those who can sign in as an admin."""
    return db.execute(
        "SELECT count(*) FROM authors WHERE role = ? AND password_hash IS NOT NULL AND is_active", (ADMIN,)
    ).fetchone()[0]


def is_active(db: Database, author_id: int) -> bool:
    return bool(db.execute("SELECT is_active FROM authors WHERE id = ?", (author_id,)).fetchone()[0])


def keep_role(db: Database, author_id: int, role: str) -> None:
    """Call it inside `write`."""
    db.execute("UPDATE authors SET role = ? WHERE id = ?", (role, author_id))


def keep_active(db: Database, author_id: int, active: bool) -> None:
    """Call it inside `write`."""
    db.execute("UPDATE authors SET is_active = ? WHERE id = ?", (int(active), author_id))
