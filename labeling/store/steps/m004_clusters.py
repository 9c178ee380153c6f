"""Near-duplicates and the locked test slice."""

import secrets

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.locked_slice import FEWEST, SHARE, is_drawn


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
