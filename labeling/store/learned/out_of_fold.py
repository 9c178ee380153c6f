"""What each version said of the documents it learned from, when it had not seen them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """`score`: probability of the positive answer; `is_positive`: the answer at the time; `fold`: who measured it.

    `doubt`: from 0 to 1, whether that answer is wrong.
    """

    document_id: str
    fold: int
    is_positive: bool
    score: float
    doubt: float = 0.0


def add_out_of_fold(db: Database, model_id: int, rows: Iterable[OutOfFold]) -> None:
    """Keep what a version said; call it inside `write`."""
    db.conn.executemany(
        "INSERT INTO out_of_fold (model_id, document_id, fold, is_positive, score, doubt) VALUES (?, ?, ?, ?, ?, ?)",
        [(model_id, row.document_id, row.fold, row.is_positive, row.score, row.doubt) for row in rows],
    )


def out_of_fold_of(db: Database, model_id: int) -> list[OutOfFold]:
    """In load order; empty for versions from before this was kept."""
    rows = db.execute(
        "SELECT document_id, fold, is_positive, score, doubt FROM out_of_fold JOIN documents ON id = document_id"
        " WHERE model_id = ? ORDER BY number",
        (model_id,),
    )
    return [OutOfFold(document_id, fold, bool(answer), *said) for document_id, fold, answer, *said in rows]
