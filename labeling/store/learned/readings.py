"""What our span suggester proposes: each document as it was last read, by one version."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from labeling.store.database import write
from labeling.store.locked_slice import LOCKED

KIND = "spans"  # the kind of model
Proposed = tuple[int, int, str, float]  # start, end (code points), label, score
MOST_READ = 2_000  # documents that one version reads ahead

UNFINISHED = "NOT EXISTS (SELECT 1 FROM work WHERE work.document_id = documents.id AND state = 'done')"
UNREAD = (
    "NOT EXISTS (SELECT 1 FROM readings WHERE readings.document_id = documents.id AND readings.model_id = :model_id)"
)
HIGHEST_SCORE = (
    "(SELECT max(score) FROM suggestions WHERE suggestions.document_id = documents.id AND question IS NOT NULL)"
)


def write_reading(db: Database, document_id: str, model_id: int, spans: Iterable[Proposed]) -> None:
    """Store what this version proposes for a document, in the place of what the one before did."""
    with write(db):
        db.execute(
            "DELETE FROM suggestions WHERE document_id = ? AND model_id IS NOT NULL AND question IS NULL",
            (document_id,),
        )
        db.conn.executemany(
            'INSERT INTO suggestions (document_id, model_id, "start", "end", label, score) VALUES (?, ?, ?, ?, ?, ?)',
            ((document_id, model_id, *span) for span in spans),
        )
        db.execute(
            "INSERT INTO readings (document_id, model_id) VALUES (?, ?)"
            " ON CONFLICT DO UPDATE SET model_id = excluded.model_id",
            (document_id, model_id),
        )


def reading_of(db: Database, document_id: str) -> tuple[int, list[Proposed]] | None:
    """The version that read this document, and what it proposes, in the order of the text; None: none read it."""
    row = db.execute("SELECT model_id FROM readings WHERE document_id = ?", (document_id,)).fetchone()
    if row is None:
        return None
    spans = db.execute(
        'SELECT "start", "end", label, score FROM suggestions WHERE document_id = ? AND model_id = ?'
        ' AND question IS NULL ORDER BY "start", "end", label',
        (document_id, row[0]),
    )
    return row[0], spans.fetchall()


def unread_documents(db: Database, model_id: int, limit: int) -> list[tuple[str, str]]:
    """(id, text) of up to `limit` documents that nobody finished and this version has not read, likely reports first.

    None of the locked test slice; and none at all once this version has read MOST_READ.
    """
    (n_read,) = db.execute("SELECT count(*) FROM readings WHERE model_id = ?", (model_id,)).fetchone()
    return db.execute(
        f"SELECT id, text FROM documents WHERE {UNFINISHED} AND {UNREAD} AND NOT {LOCKED}"
        f" ORDER BY {HIGHEST_SCORE} DESC, number LIMIT :limit",
        {"model_id": model_id, "limit": min(limit, max(0, MOST_READ - n_read))},
    ).fetchall()


def shown_from(db: Database, model_id: int, precision: float) -> dict[str, float]:
    """The labels that this version suggests at this precision, each with the score from which it does."""
    (metrics,) = db.execute("SELECT metrics FROM model_versions WHERE id = ?", (model_id,)).fetchone()
    read = json.loads(metrics)
    rows = ((label, read["labels"][label]["shown_from"].get(str(precision))) for label in read["model_labels"])
    return {label: score for label, score in rows if score is not None}


def n_finished_with_spans(db: Database) -> int:
    """Documents outside the locked slice that somebody finished and marked."""
    return db.execute(
        "SELECT count(DISTINCT document_id) FROM work JOIN documents ON documents.id = document_id"
        f" WHERE state = 'done' AND NOT {LOCKED} AND EXISTS (SELECT 1 FROM spans"
        " WHERE spans.document_id = work.document_id AND spans.author_id = work.author_id)"
    ).fetchone()[0]
