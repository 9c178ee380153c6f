"""Quality over time: gold items mixed in unseen; how often suggestions must be right to be shown; missed mentions."""

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
    db.execute(
        "CREATE TABLE shown_precision (number INTEGER PRIMARY KEY AUTOINCREMENT, precision REAL NOT NULL,"
        " at TEXT NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE missed_mentions (document_id TEXT NOT NULL REFERENCES documents (id),"
        ' "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, label TEXT NOT NULL, share REAL NOT NULL,'
        ' PRIMARY KEY (document_id, "start", "end", label)) STRICT, WITHOUT ROWID'
    )
    for statement in GOLD_ITEM_TABLES.split(";;"):
        db.execute(statement)
