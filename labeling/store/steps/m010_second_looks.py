"""What was doubted and what became of it; the words of a document that moved a score."""

from sqlite_utils import Database


def m010_second_looks(db: Database) -> None:
    db.execute(
        "CREATE TABLE second_looks (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
        " document_id TEXT NOT NULL REFERENCES documents (id),"
        ' "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, was TEXT NOT NULL, outcome TEXT,'
        " author_id INTEGER REFERENCES authors (id), found_at TEXT NOT NULL, settled_at TEXT,"
        ' UNIQUE (kind, document_id, "start", "end", was)) STRICT'
    )
    db.execute(
        "CREATE TABLE marked_words (document_id TEXT NOT NULL REFERENCES documents (id),"
        " model_id INTEGER NOT NULL REFERENCES model_versions (id), words TEXT NOT NULL,"
        " PRIMARY KEY (document_id, model_id)) STRICT, WITHOUT ROWID"
    )
