"""Which documents an author has not finished, in the orders a queue needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlite_utils import Database

# Nothing of this author's on it is finished, and it is not skipped: still to be read.
UNREAD = (
    "NOT EXISTS (SELECT 1 FROM work WHERE work.document_id = documents.id AND work.author_id = ?"
    " AND work.state IN ('done', 'skipped'))"
)


ENOUGH = 3  # documents, before a pace is told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an author is: documents in all, done by them, done by them today (UTC).

    `median_seconds`: what their documents of today took, each; None before the third, for nobody's eyes but theirs.
    """

    n_documents: int
    n_done: int
    n_done_today: int
    median_seconds: float | None = None


def open_ids(db: Database, author_id: int) -> list[str]:
    """Documents this author began and did not finish, oldest first."""
    rows = db.execute(
        "SELECT document_id FROM work JOIN documents ON documents.id = document_id"
        " WHERE author_id = ? AND state = 'open' ORDER BY number",
        (author_id,),
    )
    return [row[0] for row in rows]


def unread_by_keywords(db: Database, author_id: int, keywords: Sequence[str], limit: int) -> list[str]:
    """Unread documents that speak most of the keywords first (BM25 of the full-text index)."""
    query = " OR ".join('"' + keyword.replace('"', '""') + '"' for keyword in keywords)
    if not query:
        return []
    rows = db.execute(
        "SELECT documents.id FROM documents_search JOIN documents ON documents.number = documents_search.rowid"
        f" WHERE documents_search MATCH ? AND {UNREAD} ORDER BY bm25(documents_search), number LIMIT ?",
        (query, author_id, limit),
    )
    return [row[0] for row in rows]


def unread_by_uncertainty(
    db: Database, author_id: int, question: str, threshold: float, limit: int
) -> list[tuple[str, float]]:
    """Unread (document id, score) nearest to the threshold first, by the newest model's scores."""
    return db.execute(
        f"SELECT documents.id, score FROM suggestions JOIN documents ON documents.id = document_id WHERE question = ?"
        " AND model_id = (SELECT max(model_id) FROM suggestions WHERE question = ?)"
        f" AND {UNREAD} ORDER BY abs(score - ?), number LIMIT ?",
        (question, question, author_id, threshold, limit),
    ).fetchall()


def unread_at_random(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents in an order that is random but always the same: by the hash of their text."""
    rows = db.execute(f"SELECT id FROM documents WHERE {UNREAD} ORDER BY sha256, number LIMIT ?", (author_id, limit))
    return [row[0] for row in rows]


def unread(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents in load order."""
    rows = db.execute(f"SELECT id FROM documents WHERE {UNREAD} ORDER BY number LIMIT ?", (author_id, limit))
    return [row[0] for row in rows]


def progress_of(db: Database, author_id: int, today: str) -> Progress:
    """`today` is an ISO date, UTC."""
    n_documents = db.execute("SELECT count(*) FROM documents").fetchone()[0]
    n_done, n_today = db.execute(
        "SELECT count(*), coalesce(sum(submitted_at >= ?), 0) FROM work WHERE author_id = ? AND state = 'done'",
        (today, author_id),
    ).fetchone()
    took = [
        row[0]
        for row in db.execute(
            "SELECT seconds FROM work WHERE author_id = ? AND state = 'done' AND submitted_at >= ? AND seconds > 0",
            (author_id, today),
        )
    ]
    return Progress(n_documents, n_done, n_today, median(took) if len(took) >= ENOUGH else None)


def titles(db: Database, ids: Sequence[str]) -> dict[str, str]:
    """Document id to its title, or to how its text begins."""
    found = {}
    for document_id in ids:
        row = db.execute(
            "SELECT coalesce(title, substr(text, 1, 80)) FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        if row:
            found[document_id] = row[0]
    return found
