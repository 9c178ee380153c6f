"""What is boilerplate in each document."""

from sqlite_utils import Database


def m003_boilerplate(db: Database) -> None:
    """What is boilerplate in each document, derived from texts alone; and the documents of a source at once."""
    db.execute(
        "CREATE TABLE boilerplate (document_id TEXT PRIMARY KEY REFERENCES documents (id),"
        " ranges TEXT NOT NULL, n_of_source INTEGER NOT NULL) STRICT"
    )
    db.execute("CREATE INDEX documents_by_source ON documents (source, id)")
