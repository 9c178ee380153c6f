"""What people said in another project, attached as `other`: guidelines, comments, cases; call these inside `write`."""

from sqlite_utils import Database

from labeling.store.merging.merge_rows import AUTHOR


def take_guidelines(db: Database) -> int:
    """Take the versions that are not known, as older than those here; into a project without any, as they are."""
    is_empty = db.execute("SELECT count(*) FROM main.guidelines").fetchone()[0] == 0
    order = "ORDER BY theirs.number" if is_empty else "ORDER BY theirs.number DESC"
    rows = db.execute(
        "SELECT theirs.id, text, ours.id, note, touched, at FROM other.guidelines AS theirs"
        f" LEFT JOIN (other.authors AS they JOIN main.authors AS ours ON ours.name = they.name)"
        f" ON they.id = theirs.author_id WHERE theirs.id NOT IN (SELECT id FROM main.guidelines) {order}"
    ).fetchall()
    number = "max(number) + 1" if is_empty else "min(number) - 1"
    for row in rows:
        db.execute(
            "INSERT INTO main.guidelines (number, id, text, author_id, note, touched, at)"
            f" SELECT coalesce({number}, 1), ?, ?, ?, ?, ?, ? FROM main.guidelines",
            row,
        )
    return len(rows)


def take_talk(db: Database) -> int:
    """Take comments, cases with their replies, and looks at documents, as far as they are new; how many were said."""
    return sum(db.execute(_TAKE.format(table, columns, _theirs(columns), AUTHOR)).rowcount for table, columns in SAID)


_TAKE = (
    "INSERT OR IGNORE INTO main.{0} (author_id, {1}) SELECT ours.id, {2} FROM other.{0} AS theirs {3}"
    " ORDER BY theirs.at"
)
SAID = (
    ("comments", 'id, document_id, thread_id, kind, text, "start", "end", quote, span_id, at'),
    ("cases", 'id, title, text, document_id, "start", "end", quote, thread_id, at'),
    ("case_replies", "id, case_id, kind, text, guideline_id, at"),
    ("guideline_looks", "document_id, guideline_id, at"),
)


def _theirs(columns: str) -> str:
    return ", ".join(f"theirs.{column}" for column in columns.split(", "))
