"""Quality over time: gold items mixed in unseen; how often suggestions must be right to be shown."""

from sqlite_utils import Database


def m015_quality(db: Database) -> None:
    db.execute(
        "CREATE TABLE shown_precision (number INTEGER PRIMARY KEY AUTOINCREMENT, precision REAL NOT NULL,"
        " at TEXT NOT NULL) STRICT"
    )
