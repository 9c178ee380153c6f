"""What models propose: scores of documents by ours, spans by those of other tools."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from sqlite_utils import Database

from labeling.core.span import Span
from labeling.core.suggesting.suggestion import Proposal
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


def unknown_proposals(db: Database, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those that are not stored yet, by document, source, place and label; of what comes twice the first."""
    new: dict[tuple, Proposal] = {}
    by_document = sorted(proposals, key=_document_of)
    for document_id, found in groupby(by_document, key=_document_of):
        known = {(one.source, one.span.place) for one in proposals_of(db, document_id)}
        for one in found:
            if (one.source, one.span.place) not in known:
                new.setdefault((document_id, one.source, one.span.place), one)
    return list(new.values())


def add_proposals(db: Database, proposals: Sequence[Proposal]) -> None:
    """Store these, of which none may be there yet. Call it inside `write`."""
    db.conn.executemany(
        'INSERT INTO suggestions (document_id, proposed_by, "start", "end", label, score) VALUES (?, ?, ?, ?, ?, ?)',
        [(one.document_id, one.source, one.span.start, one.span.end, one.span.label, one.score) for one in proposals],
    )


def proposals_of(db: Database, document_id: str) -> list[Proposal]:
    """What models of other tools proposed for this document, in the order in which it was loaded."""
    rows = db.execute(
        'SELECT "start", "end", label, score, proposed_by FROM suggestions'
        " WHERE document_id = ? AND proposed_by IS NOT NULL ORDER BY id",
        (document_id,),
    )
    return [Proposal(document_id, Span(*place), score, source) for *place, score, source in rows]


def _document_of(proposal: Proposal) -> str:
    return proposal.document_id
