"""The tables, as a numbered list of steps; a step, once landed, never changes."""

import secrets

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.errors import NotADatabase
from labeling.core.locked_slice import FEWEST, SHARE, is_drawn

APPLICATION_ID = 0x53495452  # "SITR"


def needs_migration(db: Database) -> bool:
    return db.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS)


def migrate(db: Database) -> None:
    """Bring the tables up to date; running it again changes nothing. Call it inside `write`."""
    done = db.execute("PRAGMA user_version").fetchone()[0]
    if done > len(MIGRATIONS):
        raise NotADatabase("This database was made by a newer Sitrep. Update Sitrep, then open it again.")
    for number, step in enumerate(MIGRATIONS[done:], start=done + 1):
        step(db)
        db.execute(f"PRAGMA user_version={int(number)}")


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


def m003_boilerplate(db: Database) -> None:
    """What is boilerplate in each document, derived from texts alone; and the documents of a source at once."""
    db.execute(
        "CREATE TABLE boilerplate (document_id TEXT PRIMARY KEY REFERENCES documents (id),"
        " ranges TEXT NOT NULL, n_of_source INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX documents_by_source ON documents (source, id)")


def m004_clusters(db: Database) -> None:
    """Near-duplicates, and the locked test slice, drawn at once from what is there and came without labels."""
    for statement in CLUSTER_TABLES.split(";;"):
        db.execute(statement)
    salt, at = secrets.token_hex(16), now()
    db.execute("INSERT INTO locked_slice (number, salt, share, begun_at) VALUES (1, ?, ?, ?)", (salt, SHARE, at))
    db.execute(
        "INSERT INTO draws SELECT id, 0, 1, 'came labelled', ? FROM documents WHERE id IN (SELECT document_id"
        " FROM operations WHERE kind = 'layer.load' AND (json_extract(payload, '$.answers') != '{}'"
        " OR json_extract(payload, '$.spans') != '[]'))",
        (at,),
    )
    rest = db.execute("SELECT id, sha256 FROM documents WHERE id NOT IN (SELECT document_id FROM draws)").fetchall()
    few = len(rest) < FEWEST
    db.conn.executemany(
        "INSERT INTO draws VALUES (?, ?, ?, ?, ?)",
        [
            (document_id, not few and is_drawn(salt, sha256), few, "small project" if few else "drawn", at)
            for document_id, sha256 in rest
        ],
    )


CLUSTER_TABLES = """
CREATE TABLE signatures (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL UNIQUE REFERENCES documents (id),
    n_runs INTEGER NOT NULL, "values" BLOB NOT NULL
) STRICT;;
CREATE INDEX documents_by_cluster ON documents (cluster) WHERE cluster IS NOT NULL;;
CREATE TABLE locked_slice (
    number INTEGER PRIMARY KEY CHECK (number = 1), salt TEXT NOT NULL, share REAL NOT NULL, begun_at TEXT NOT NULL
) STRICT;;
CREATE TABLE draws (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    is_locked INTEGER NOT NULL, is_settled INTEGER NOT NULL,
    why TEXT NOT NULL, decided_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


def m005_serving(db: Database) -> None:
    """Which version of a model serves, and what each said out of fold; until now the newest one served."""
    for statement in SERVING_TABLES.split(";;"):
        db.execute(statement)
    db.execute(
        "INSERT INTO serving (kind, model_id, why, at)"
        " SELECT kind, max(id), 'the newest one', ? FROM model_versions GROUP BY kind",
        (now(),),
    )


SERVING_TABLES = """
CREATE TABLE serving (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,
    model_id INTEGER NOT NULL REFERENCES model_versions (id),
    recall REAL, why TEXT NOT NULL, at TEXT NOT NULL
) STRICT;;
CREATE TABLE out_of_fold (
    model_id INTEGER NOT NULL REFERENCES model_versions (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    fold INTEGER NOT NULL, is_positive INTEGER NOT NULL, score REAL NOT NULL, doubt REAL NOT NULL,
    PRIMARY KEY (model_id, document_id)
) STRICT, WITHOUT ROWID;;
CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    model_id INTEGER NOT NULL REFERENCES model_versions (id),
    metrics TEXT NOT NULL, at TEXT NOT NULL
) STRICT;;
CREATE TABLE reading_order (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    model_id INTEGER NOT NULL REFERENCES model_versions (id), rank INTEGER NOT NULL
) STRICT, WITHOUT ROWID;;
CREATE TABLE queue_shares (
    number INTEGER PRIMARY KEY AUTOINCREMENT, shares TEXT NOT NULL, at TEXT NOT NULL
) STRICT
"""


def m006_second_looks(db: Database) -> None:
    """What was doubted and what became of it; the words of a document that moved a score."""
    db.execute(
        "CREATE TABLE second_looks (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
        " document_id TEXT NOT NULL REFERENCES documents (id),"
        ' "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, was TEXT NOT NULL, outcome TEXT,'
        " author_id INTEGER REFERENCES authors (id), found_at TEXT NOT NULL, settled_at TEXT,"
        ' UNIQUE (kind, document_id, "start", "end", was)) STRICT'
    )
    db.execute(
        "CREATE TABLE marked_words (document_id TEXT NOT NULL REFERENCES documents (id),"
        " model_id INTEGER NOT NULL REFERENCES model_versions (id), words TEXT NOT NULL,"
        " PRIMARY KEY (document_id, model_id)) STRICT, WITHOUT ROWID"
    )


MIGRATIONS = [m001_initial, m002_suggestions, m003_boilerplate, m004_clusters, m005_serving, m006_second_looks]
