"""What models propose: scores of documents (and, later, spans)."""

from collections.abc import Iterable

from sqlite_utils import Database

from labeling.store.database import write
from labeling.store.serving import SCORING


def write_scores(db: Database, *, model_id: int, question: str, scores: Iterable[tuple[str, float]]) -> None:
    """Store (document id, probability of the positive value) by this model; writing again replaces."""
    rows = [(document_id, model_id, question, float(score)) for document_id, score in scores]
    with write(db):
        db.conn.executemany(
            "INSERT OR REPLACE INTO suggestions (document_id, model_id, question, score) VALUES (?, ?, ?, ?)", rows
        )
        db.execute(
            "DELETE FROM suggestions WHERE question IS NOT NULL AND model_id != ?"
            " AND model_id NOT IN (SELECT model_id FROM serving WHERE kind = 'detector' ORDER BY number DESC LIMIT 2)",
            (model_id,),
        )


def scores(db: Database, question: str) -> dict[str, float]:
    """Document id to score, by the model that serves."""
    rows = db.execute(
        f"SELECT document_id, score FROM suggestions WHERE question = :question AND model_id = {SCORING}",
        {"question": question},
    )
    return dict(rows.fetchall())


def documents_without_score(db: Database, model_id: int, limit: int) -> list[tuple[str, str]]:
    """(id, text) of up to `limit` documents this model has not scored, in load order."""
    return db.execute(
        "SELECT id, text FROM documents WHERE id NOT IN (SELECT document_id FROM suggestions"
        " WHERE model_id = ? AND question IS NOT NULL) ORDER BY number LIMIT ?",
        (model_id, limit),
    ).fetchall()


def score_of(db: Database, document_id: str, question: str) -> float | None:
    """The score of one document by the model that serves."""
    row = db.execute(
        "SELECT score FROM suggestions WHERE document_id = :document AND question = :question"
        f" AND model_id = {SCORING}",
        {"document": document_id, "question": question},
    ).fetchone()
    return row[0] if row else None


def n_scored(db: Database, model_id: int) -> int:
    """Documents that carry a score of this model."""
    return db.execute(
        "SELECT count(*) FROM suggestions WHERE model_id = ? AND question IS NOT NULL", (model_id,)
    ).fetchone()[0]
