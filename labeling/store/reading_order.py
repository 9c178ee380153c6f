"""The documents a version would have read next, in order; made anew after each training."""

from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store.database import write
from labeling.store.locked_slice import LOCKED


def write_reading_order(db: Database, model_id: int, ids: Sequence[str]) -> None:
    """Put this order in the place of the one before."""
    with write(db):
        db.execute("DELETE FROM reading_order")
        db.conn.executemany(
            "INSERT INTO reading_order (document_id, model_id, rank) VALUES (?, ?, ?)",
            [(document_id, model_id, rank) for rank, document_id in enumerate(ids)],
        )


def ordered_by(db: Database) -> int | None:
    """The version that made the order, or None."""
    row = db.execute("SELECT model_id FROM reading_order LIMIT 1").fetchone()
    return row[0] if row else None


def unsure_unanswered(
    db: Database, model_id: int, question: str, threshold: float, limit: int
) -> list[tuple[str, float]]:
    """(document id, distance of its score from the threshold) of what nobody answered, one a cluster, unsure first."""
    return db.execute(
        "SELECT documents.id, min(abs(score - :threshold)) AS distance FROM suggestions"
        " JOIN documents ON documents.id = document_id"
        f" WHERE question = :question AND model_id = :model AND NOT {LOCKED} AND NOT EXISTS (SELECT 1 FROM answers"
        " JOIN documents AS other ON other.id = answers.document_id WHERE answers.question = :question"
        " AND (other.id = documents.id OR other.cluster = documents.cluster))"
        " GROUP BY coalesce(cluster, documents.id) ORDER BY distance, number LIMIT :limit",
        {"question": question, "model": model_id, "threshold": threshold, "limit": limit},
    ).fetchall()
