"""Quality over time: gold items mixed in unseen; how often suggestions must be right to be shown; missed mentions."""

from sqlite_utils import Database


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
