"""What happened to accounts: who came in, who let them, what was ended."""

from sqlite_utils import Database


def m017_account_events(db: Database) -> None:
    for statement in STATEMENTS.split(";;"):
        db.execute(statement)
    for what, action in (("are_kept", "DELETE"), ("never_change", "UPDATE")):
        db.execute(
            f"CREATE TRIGGER account_events_{what} BEFORE {action} ON account_events"
            " BEGIN SELECT RAISE(ABORT, 'account_events are never changed or deleted'); END"
        )


STATEMENTS = """
CREATE TABLE account_events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    author_id INTEGER REFERENCES authors (id),
    person_id INTEGER REFERENCES authors (id),
    details TEXT NOT NULL
) STRICT;;
CREATE INDEX account_events_by_person ON account_events (person_id, number)
"""
