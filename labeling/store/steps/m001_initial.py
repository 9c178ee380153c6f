"""The first tables: documents, authors, operations with their projection, models and jobs."""

from sqlite_utils import Database

APPLICATION_ID = 0x53495452  # "SITR"


def m001_initial(db: Database) -> None:
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    for statement in TABLES.split(";;"):
        db.execute(statement)


TABLES = """
CREATE TABLE documents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL,
    source TEXT, url TEXT, published TEXT, language TEXT, cluster TEXT,
    meta TEXT NOT NULL DEFAULT '{}',
    loaded_at TEXT NOT NULL
) STRICT;;
CREATE INDEX documents_by_sha256 ON documents (sha256);;
CREATE TRIGGER documents_keep_their_text BEFORE UPDATE OF id, text, sha256 ON documents
BEGIN SELECT RAISE(ABORT, 'the text of a document never changes'); END;;
CREATE VIRTUAL TABLE documents_search USING fts5 (
    title, text, content='documents', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
);;
CREATE TRIGGER documents_are_searchable AFTER INSERT ON documents
BEGIN INSERT INTO documents_search (rowid, title, text) VALUES (new.number, new.title, new.text); END;;
CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'import', 'gold')),
    role TEXT NOT NULL DEFAULT 'annotator',
    password_hash TEXT,
    created_at TEXT NOT NULL
) STRICT;;
CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    created_at TEXT NOT NULL,
    expires_at REAL NOT NULL
) STRICT;;
CREATE TABLE schemes (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, toml TEXT NOT NULL, at TEXT NOT NULL
) STRICT;;
CREATE TABLE operations (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    group_id TEXT,
    scheme_id TEXT NOT NULL REFERENCES schemes (id),
    at TEXT NOT NULL
) STRICT;;
CREATE INDEX operations_by_layer ON operations (document_id, author_id);;
CREATE TRIGGER operations_are_kept BEFORE DELETE ON operations
BEGIN SELECT RAISE(ABORT, 'operations are never deleted'); END;;
CREATE TRIGGER operations_never_change BEFORE UPDATE ON operations
BEGIN SELECT RAISE(ABORT, 'operations never change'); END;;
CREATE TABLE spans (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    span_id TEXT NOT NULL,
    label TEXT NOT NULL,
    "start" INTEGER NOT NULL CHECK ("start" >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > "start"),
    quote TEXT NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}',
    origin TEXT NOT NULL DEFAULT 'hand',
    PRIMARY KEY (document_id, author_id, span_id)
) STRICT, WITHOUT ROWID;;
CREATE TABLE answers (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    question TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (document_id, author_id, question)
) STRICT, WITHOUT ROWID;;
CREATE TABLE work (
    document_id TEXT NOT NULL REFERENCES documents (id),
    author_id INTEGER NOT NULL REFERENCES authors (id),
    state TEXT NOT NULL CHECK (state IN ('todo', 'open', 'done', 'skipped')),
    note TEXT NOT NULL DEFAULT '',
    round TEXT,
    why_now TEXT,
    seconds REAL NOT NULL DEFAULT 0,
    submitted_at TEXT,
    PRIMARY KEY (document_id, author_id)
) STRICT, WITHOUT ROWID;;
CREATE INDEX work_by_author ON work (author_id, state);;
CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    artifact BLOB NOT NULL,
    artifact_sha256 TEXT NOT NULL,
    metrics TEXT NOT NULL,
    settings TEXT NOT NULL,
    trained_on TEXT NOT NULL,
    trained_at TEXT NOT NULL
) STRICT;;
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    model_id INTEGER NOT NULL REFERENCES model_versions (id),
    question TEXT,
    label TEXT,
    "start" INTEGER,
    "end" INTEGER,
    score REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'offered'
) STRICT;;
CREATE UNIQUE INDEX scores_by_document ON suggestions (model_id, question, document_id) WHERE question IS NOT NULL;;
CREATE INDEX suggestions_by_document ON suggestions (document_id);;
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    arguments TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    progress REAL NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '',
    holder TEXT,
    leased_until REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    added_at TEXT NOT NULL
) STRICT;;
CREATE TABLE leases (
    name TEXT PRIMARY KEY, holder TEXT NOT NULL, until REAL NOT NULL
) STRICT;;
CREATE TABLE tokens (
    document_id TEXT PRIMARY KEY REFERENCES documents (id), starts BLOB NOT NULL, ends BLOB NOT NULL
) STRICT
"""
