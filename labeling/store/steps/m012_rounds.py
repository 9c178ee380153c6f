"""Rounds: which documents are given to whom."""

from sqlite_utils import Database


def m012_rounds(db: Database) -> None:
    for statement in ROUND_TABLES.split(";;"):
        db.execute(statement)


ROUND_TABLES = """
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('normal', 'training')),
    way TEXT NOT NULL CHECK (way IN ('dealt', 'claimed')),
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'closed')),
    is_blind INTEGER NOT NULL,
    n_coders INTEGER NOT NULL CHECK (n_coders > 0),
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),
    share_coders INTEGER NOT NULL CHECK (share_coders > 0),
    chosen TEXT NOT NULL,
    seed INTEGER NOT NULL,
    deadline TEXT,
    made_by INTEGER REFERENCES authors (id),
    made_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;;
CREATE TABLE round_documents (
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    place INTEGER NOT NULL,
    n_coders INTEGER NOT NULL CHECK (n_coders > 0),
    PRIMARY KEY (round_id, document_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX rounds_by_document ON round_documents (document_id);;
CREATE TABLE round_people (
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    joined_at TEXT NOT NULL,
    PRIMARY KEY (round_id, author_id)
) STRICT, WITHOUT ROWID;;
CREATE TABLE assignments (
    round_id INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    author_id INTEGER NOT NULL,
    given_at TEXT NOT NULL,
    held_until REAL,
    released_at TEXT,
    PRIMARY KEY (round_id, document_id, author_id),
    FOREIGN KEY (round_id, document_id) REFERENCES round_documents (round_id, document_id),
    FOREIGN KEY (round_id, author_id) REFERENCES round_people (round_id, author_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX assignments_by_author ON assignments (author_id);;
CREATE TABLE free_reading (
    number INTEGER PRIMARY KEY AUTOINCREMENT, is_allowed INTEGER NOT NULL, at TEXT NOT NULL
) STRICT
"""
