"""Accounts: who is active, invitations, tokens for scripts, misses at the door."""

from sqlite_utils import Database


def m011_accounts(db: Database) -> None:
    for statement in STATEMENTS.split(";;"):
        db.execute(statement)


STATEMENTS = """
ALTER TABLE authors ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1;;
ALTER TABLE authors ADD COLUMN seen_at TEXT;;
CREATE INDEX sessions_by_author ON sessions (author_id);;
CREATE TABLE invitations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    token_sha256 TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    name TEXT,
    author_id INTEGER REFERENCES authors (id),
    made_by INTEGER REFERENCES authors (id),
    made_at TEXT NOT NULL,
    expires_at REAL NOT NULL,
    used_at TEXT
) STRICT;;
CREATE TABLE script_tokens (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    token_sha256 TEXT NOT NULL UNIQUE,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    purpose TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT,
    revoked_at TEXT
) STRICT;;
CREATE TABLE misses (
    who_sha256 TEXT PRIMARY KEY, n INTEGER NOT NULL, last_at REAL NOT NULL
) STRICT, WITHOUT ROWID
"""
