"""Which documents an author has not finished, in the orders a queue needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlite_utils import Database

from labeling.store.locked_slice import LOCKED
from labeling.store.rounds import IN_ROUND
from labeling.store.serving import SCORING

# Nothing of this author's on it is finished, it is not skipped, and no round gives it to anybody: still to be read.
UNREAD = (
    "NOT EXISTS (SELECT 1 FROM work WHERE work.document_id = documents.id AND work.author_id = :author"
    f" AND work.state IN ('done', 'skipped')) AND NOT {IN_ROUND}"
)
# No near-duplicate of it is done or begun by this author, and of several that are still to be read it is the first.
FIRST_OF_CLUSTER = (
    "(cluster IS NULL OR NOT EXISTS (SELECT 1 FROM documents AS other LEFT JOIN work"
    " ON work.document_id = other.id AND work.author_id = :author"
    " WHERE other.cluster = documents.cluster AND other.number != documents.number AND (state IN ('open', 'done')"
    " OR (other.number < documents.number AND state IS NOT 'skipped'))))"
)
NEXT = f"{UNREAD} AND {FIRST_OF_CLUSTER}"


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
    """Documents this author began and did not finish, oldest first; not those that a round has taken back."""
    rows = db.execute(
        "SELECT document_id FROM work JOIN documents ON documents.id = document_id"
        " WHERE author_id = ? AND state = 'open' AND NOT EXISTS (SELECT 1 FROM assignments JOIN rounds"
        " ON rounds.id = round_id WHERE assignments.document_id = work.document_id"
        " AND assignments.author_id = work.author_id AND released_at IS NOT NULL AND rounds.state != 'closed')"
        " AND NOT EXISTS (SELECT 1 FROM gold_items JOIN rounds ON rounds.id = round_id"
        " WHERE gold_items.document_id = work.document_id AND gold_items.author_id = work.author_id"
        " AND released_at IS NOT NULL AND rounds.state != 'closed') ORDER BY number",
        (author_id,),
    )
    return [row[0] for row in rows]


def speaks_of(db: Database, document_id: str, keywords: Sequence[str]) -> bool:
    """Whether any of the keywords is in the document."""
    if not keywords:
        return False
    row = db.execute(
        "SELECT 1 FROM documents_search WHERE documents_search MATCH ?"
        " AND rowid = (SELECT number FROM documents WHERE id = ?)",
        (_any_of(keywords), document_id),
    ).fetchone()
    return row is not None


def unread_by_keywords(db: Database, author_id: int, keywords: Sequence[str], limit: int) -> list[str]:
    """Unread documents that speak most of the keywords first (BM25 of the full-text index), none of them locked.

    All are ranked, and only from the first on looked at: the LIMIT -1 keeps the two from being made one.
    """
    query = _any_of(keywords)
    if not query:
        return []
    rows = db.execute(
        "SELECT documents.id FROM (SELECT rowid AS hit, bm25(documents_search) AS points FROM documents_search"
        " WHERE documents_search MATCH :query ORDER BY points, hit LIMIT -1)"
        f" CROSS JOIN documents ON documents.number = hit WHERE {NEXT} AND NOT {LOCKED}"
        " ORDER BY points, hit LIMIT :limit",
        {"query": query, "author": author_id, "limit": limit},
    )
    return [row[0] for row in rows]


def unread_by_uncertainty(
    db: Database, author_id: int, question: str, threshold: float, limit: int
) -> list[tuple[str, float]]:
    """Unread (document id, score) by the model that serves, none of them locked.

    First in the order that was made after the last training, then nearest to the threshold.
    """
    return db.execute(
        "SELECT documents.id, score FROM suggestions JOIN documents ON documents.id = suggestions.document_id"
        " LEFT JOIN reading_order ON reading_order.document_id = documents.id"
        " AND reading_order.model_id = suggestions.model_id"
        " WHERE question = :question"
        f" AND suggestions.model_id = {SCORING}"
        f" AND {NEXT} AND NOT {LOCKED} ORDER BY rank IS NULL, rank, abs(score - :threshold), number LIMIT :limit",
        {"question": question, "author": author_id, "threshold": threshold, "limit": limit},
    ).fetchall()


def unread_at_random(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents that are not locked, at random but always in the same order: by the hash of their text."""
    rows = db.execute(
        f"SELECT id FROM documents WHERE {NEXT} AND NOT {LOCKED} ORDER BY sha256, number LIMIT :limit",
        {"author": author_id, "limit": limit},
    )
    return [row[0] for row in rows]


def unread_locked(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents of the locked test slice, by the hash of their text."""
    rows = db.execute(
        "SELECT id FROM draws CROSS JOIN documents ON documents.id = draws.document_id"
        f" WHERE is_locked AND {NEXT} ORDER BY sha256, number LIMIT :limit",
        {"author": author_id, "limit": limit},
    )
    return [row[0] for row in rows]


def unread(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents that are not locked, in load order."""
    rows = db.execute(
        f"SELECT id FROM documents WHERE {NEXT} AND NOT {LOCKED} ORDER BY number LIMIT :limit",
        {"author": author_id, "limit": limit},
    )
    return [row[0] for row in rows]


def unread_near_duplicates(db: Database, author_id: int, limit: int) -> list[str]:
    """Unread documents that must wait, because this author has or gets a near-duplicate of them, in load order."""
    rows = db.execute(
        f"SELECT id FROM documents WHERE {UNREAD} AND NOT {FIRST_OF_CLUSTER} ORDER BY number LIMIT :limit",
        {"author": author_id, "limit": limit},
    )
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


def _any_of(keywords: Sequence[str]) -> str:
    return " OR ".join('"' + keyword.replace('"', '""') + '"' for keyword in keywords)


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
