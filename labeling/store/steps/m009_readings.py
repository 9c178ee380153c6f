"""Which version of the span suggester read a document last."""

from sqlite_utils import Database


def m009_readings(db: Database) -> None:
    db.execute(
        "CREATE TABLE readings (document_id TEXT PRIMARY KEY REFERENCES documents (id),"
        " model_id INTEGER NOT NULL REFERENCES model_versions (id)) STRICT, WITHOUT ROWID"
    )
    db.execute("CREATE INDEX readings_by_model ON readings (model_id)")
