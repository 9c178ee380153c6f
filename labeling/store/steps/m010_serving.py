"""Which version serves, what each said out of fold, looks at the locked slice, and how the queue is dealt."""

from sqlite_utils import Database

from labeling.core.clock import now

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


def m010_serving(db: Database) -> None:
    """Until now the newest version of each kind served."""
    for statement in SERVING_TABLES.split(";;"):
        db.execute(statement)
    db.execute(
        "INSERT INTO serving (kind, model_id, why, at)"
        " SELECT kind, max(id), 'the newest one', ? FROM model_versions GROUP BY kind",
        (now(),),
    )
