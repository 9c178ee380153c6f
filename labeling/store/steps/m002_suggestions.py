"""What suggestions need: gazetteers, what was rejected, stretches that retell, the dictionary."""

from sqlite_utils import Database


def m002_suggestions(db: Database) -> None:
    for statement in SUGGESTION_TABLES.split(";;"):
        db.execute(statement)


SUGGESTION_TABLES = """
CREATE TABLE gazetteers (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, toml TEXT NOT NULL, at TEXT NOT NULL
) STRICT;;
CREATE TABLE rejections (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL,
    PRIMARY KEY (document_id, author_id, "start", "end", label)
) STRICT, WITHOUT ROWID;;
CREATE TABLE backgrounds (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (document_id, author_id, "start", "end")
) STRICT, WITHOUT ROWID;;
CREATE TABLE phrases (
    key TEXT NOT NULL, label TEXT NOT NULL, n_marked INTEGER NOT NULL, n_seen INTEGER NOT NULL,
    PRIMARY KEY (key, label)
) STRICT, WITHOUT ROWID;;
CREATE TABLE watermarks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT
"""
