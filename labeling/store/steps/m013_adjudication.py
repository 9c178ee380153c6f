"""Adjudication: who settled what, and why."""

from sqlite_utils import Database


def m013_adjudication(db: Database) -> None:
    """Beside the operations of gold, and kept like them."""
    db.execute(
        "CREATE TABLE adjudications (seq INTEGER PRIMARY KEY REFERENCES operations (seq),"
        " author_id INTEGER NOT NULL REFERENCES authors (id), difference TEXT, choice TEXT,"
        " coders TEXT NOT NULL DEFAULT '[]', reason TEXT, seen TEXT NOT NULL DEFAULT '{}') STRICT"
    )
    for what, action in (("are_kept", "DELETE"), ("never_change", "UPDATE")):
        refusal = "adjudications are never deleted" if action == "DELETE" else "adjudications never change"
        db.execute(
            f"CREATE TRIGGER adjudications_{what} BEFORE {action} ON adjudications"
            f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
