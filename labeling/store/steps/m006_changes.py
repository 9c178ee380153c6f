"""When each document last changed."""

from sqlite_utils import Database


def m006_changes(db: Database) -> None:
    """When each document last changed, whoever changed it; kept by triggers, so that no writer can forget it."""
    db.execute(
        "CREATE TABLE changes (document_id TEXT PRIMARY KEY, number INTEGER NOT NULL, shape TEXT, digest TEXT)"
        " STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX changes_by_number ON changes (number)")
    db.execute("INSERT INTO changes (document_id, number) SELECT id, number FROM documents")
    for table, event, document_id in CHANGES_OF:
        name = f"{table}_are_changes_{event.split()[0].lower()}"
        db.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {CHANGE.format(document_id)}; END")
    db.execute(
        "CREATE TRIGGER authors_are_changes_update AFTER UPDATE OF name, kind ON authors BEGIN"
        " UPDATE changes SET number = (SELECT max(number) + 1 FROM changes), digest = NULL"
        " WHERE document_id IN (SELECT document_id FROM work WHERE author_id = new.id); END"
    )


# A row outlives its document: that is how others learn that it is gone.
CHANGE = (
    "INSERT INTO changes (document_id, number) VALUES ({}, (SELECT coalesce(max(number), 0) + 1 FROM changes))"
    " ON CONFLICT DO UPDATE SET number = excluded.number, digest = NULL"
)
CHANGES_OF = (
    ("documents", "INSERT ON documents", "new.id"),
    ("documents", "UPDATE OF title, source, url, published, language, meta ON documents", "new.id"),
    ("documents", "DELETE ON documents", "old.id"),
    # A layer changes by an operation, and each time its row of `work` is written, also where it is made anew.
    ("operations", "INSERT ON operations", "new.document_id"),
    ("work", "INSERT ON work", "new.document_id"),
    ("work", "UPDATE ON work", "new.document_id"),
    ("work", "DELETE ON work", "old.document_id"),
    ("boilerplate", "INSERT ON boilerplate WHEN new.ranges != '[]'", "new.document_id"),
    ("boilerplate", "UPDATE ON boilerplate WHEN new.ranges != old.ranges", "new.document_id"),
    ("boilerplate", "DELETE ON boilerplate WHEN old.ranges != '[]'", "old.document_id"),
)
