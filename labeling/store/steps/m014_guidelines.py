"""Guidelines with versions, comments on spans, the question board."""

from sqlite_utils import Database


def m014_guidelines(db: Database) -> None:
    for statement in TABLES.split(";;"):
        db.execute(statement)
    for table in ("guidelines", "comments", "cases", "case_replies"):
        db.execute(f"CREATE TRIGGER {table}_are_kept BEFORE DELETE ON {table} BEGIN {REFUSED.format(table)}; END")
    for table in ("comments", "cases", "case_replies"):
        db.execute(f"CREATE TRIGGER {table}_never_change BEFORE UPDATE ON {table} BEGIN {REFUSED.format(table)}; END")
    db.execute("ALTER TABLE operations ADD COLUMN guideline_id TEXT REFERENCES guidelines (id)")
    db.execute("CREATE INDEX operations_by_guideline ON operations (author_id, guideline_id)")


REFUSED = "SELECT RAISE(ABORT, '{} are never changed or deleted')"
# A case is what the page calls a question; a scheme has questions of its own.
TABLES = """
CREATE TABLE guidelines (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    author_id INTEGER REFERENCES authors (id),
    note TEXT NOT NULL,
    touched TEXT NOT NULL DEFAULT '[]',
    at TEXT NOT NULL
) STRICT;;
CREATE TRIGGER guidelines_never_change BEFORE UPDATE OF id, text, author_id, note, touched, at ON guidelines
BEGIN SELECT RAISE(ABORT, 'guidelines are never changed or deleted'); END;;
CREATE TABLE guideline_looks (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    guideline_id TEXT NOT NULL REFERENCES guidelines (id),
    at TEXT NOT NULL,
    PRIMARY KEY (document_id, author_id, guideline_id)
) STRICT;;
CREATE TABLE comments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id),
    thread_id TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    kind TEXT NOT NULL CHECK (kind IN ('comment', 'resolve', 'reopen')),
    text TEXT NOT NULL,
    "start" INTEGER,
    "end" INTEGER,
    quote TEXT,
    span_id TEXT,
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX comments_by_document ON comments (document_id);;
CREATE TABLE cases (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    document_id TEXT REFERENCES documents (id),
    "start" INTEGER,
    "end" INTEGER,
    quote TEXT,
    thread_id TEXT,
    at TEXT NOT NULL
) STRICT;;
CREATE TABLE case_replies (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL REFERENCES cases (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'ruling', 'reopen', 'guideline')),
    text TEXT NOT NULL,
    guideline_id TEXT REFERENCES guidelines (id),
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX case_replies_by_case ON case_replies (case_id)
"""
