"""Quality over time: gold items mixed in unseen."""

from sqlite_utils import Database

GOLD_ITEM_TABLES = """
CREATE TABLE gold_rates (
    number INTEGER PRIMARY KEY AUTOINCREMENT, one_in INTEGER NOT NULL CHECK (one_in >= 0), at TEXT NOT NULL
) STRICT;;
CREATE TABLE gold_items (
    author_id INTEGER NOT NULL REFERENCES authors (id),
    document_id TEXT NOT NULL REFERENCES documents (id),
    place INTEGER NOT NULL,
    why_now TEXT NOT NULL,
    dealt_at TEXT NOT NULL,
    PRIMARY KEY (author_id, document_id)
) STRICT, WITHOUT ROWID
"""


def m015_quality(db: Database) -> None:
    for statement in GOLD_ITEM_TABLES.split(";;"):
        db.execute(statement)
