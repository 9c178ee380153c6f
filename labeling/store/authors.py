"""People, imports and gold: whoever has a layer."""

from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now


@dataclass(frozen=True, slots=True)
class Author:
    id: int
    name: str
    kind: str
    role: str


def authors(db: Database) -> list[Author]:
    """Everybody, in the order they came."""
    return [Author(*row) for row in db.execute("SELECT id, name, kind, role FROM authors ORDER BY id")]


def author_named(db: Database, name: str) -> Author | None:
    row = db.execute("SELECT id, name, kind, role FROM authors WHERE name = ?", (name,)).fetchone()
    return Author(*row) if row else None


def author_numbered(db: Database, author_id: int) -> Author | None:
    row = db.execute("SELECT id, name, kind, role FROM authors WHERE id = ?", (author_id,)).fetchone()
    return Author(*row) if row else None


def add_author(db: Database, name: str, kind: str = "person") -> Author:
    """The author of this name, made if there is none; call it inside `write`."""
    db.execute(
        "INSERT INTO authors (name, kind, created_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
        (name, kind, now()),
    )
    return author_named(db, name)


def author_name(db: Database, author_id: int) -> str:
    return db.execute("SELECT name FROM authors WHERE id = ?", (author_id,)).fetchone()[0]
