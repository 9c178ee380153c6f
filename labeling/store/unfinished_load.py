"""What a project file that holds an unfinished load knows besides documents: how far it came, and what was wrong."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlite_utils import Database

TABLES = (
    "CREATE TABLE IF NOT EXISTS load_state (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS load_places ("
    "document_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, place TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS load_faults ("
    'number INTEGER PRIMARY KEY, file TEXT NOT NULL, "line" INTEGER, message TEXT NOT NULL) STRICT',
    "DROP TRIGGER IF EXISTS documents_are_searchable",  # nobody searches here, and the index takes longest
)


def make_tables(db: Database) -> None:
    """Call it inside `write`; doing it again changes nothing."""
    for statement in TABLES:
        db.execute(statement)


def load_state(db: Database) -> dict[str, Any]:
    """What `keep_load_state` kept last under each name; nothing where this is no unfinished load."""
    if "load_state" not in db.table_names():
        return {}
    return {name: json.loads(state) for name, state in db.execute("SELECT name, state FROM load_state")}


def keep_load_state(db: Database, name: str, state: Any) -> None:
    """Call it inside `write`, with what the state is about."""
    db.execute(
        "INSERT INTO load_state (name, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
        (name, json.dumps(state)),  # escapes: a path may hold bytes that are no UTF-8
    )


def places(db: Database, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(SHA-256 of the text, place in a file) for those of these ids that came already."""
    found = {}
    for document_id in ids:
        row = db.execute("SELECT sha256, place FROM load_places WHERE document_id = ?", (document_id,)).fetchone()
        if row:
            found[document_id] = row
    return found


def add_places(db: Database, added: Iterable[tuple[str, str, str]]) -> None:
    """(id, SHA-256, place) of documents that came; of an id the first stays. Call it inside `write`."""
    db.conn.executemany(
        "INSERT INTO load_places (document_id, sha256, place) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", added
    )


def add_faults(db: Database, added: Iterable[tuple[str, int | None, str]]) -> None:
    """(file, line, message); call it inside `write`."""
    db.conn.executemany('INSERT INTO load_faults (file, "line", message) VALUES (?, ?, ?)', added)


def faults(db: Database, most: int = -1) -> Iterator[tuple[str, int | None, str]]:
    """(file, line, message) in the order in which they came, the first `most` of them."""
    yield from db.execute('SELECT file, "line", message FROM load_faults ORDER BY number LIMIT ?', (most,))
