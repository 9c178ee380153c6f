"""The moment that each operation counts at."""

from sqlite_utils import Database

from labeling.core.clock import later


def m005_moments(db: Database) -> None:
    """A layer is folded by time from now on: where that is not the order of the log, the log's order is kept."""
    db.execute("CREATE TABLE moments (seq INTEGER PRIMARY KEY REFERENCES operations (seq), at TEXT NOT NULL) STRICT")
    before, counted, late = None, "", []
    for *layer, seq, at in db.execute("SELECT document_id, author_id, seq, at FROM operations ORDER BY 1, 2, 3"):
        counted = later(at, counted) if layer == before else at
        before = layer
        if counted != at:
            late.append((seq, counted))
    db.conn.executemany("INSERT INTO moments (seq, at) VALUES (?, ?)", late)
