"""The words of a document that moved a version's score, as the worker found them when somebody asked."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store.database import write

Mark = tuple[int, int, float]  # start, end (code points of the text as the detector reads it), effect on the score


def write_marked_words(db: Database, document_id: str, model_id: int, marks: Sequence[Mark]) -> None:
    """Writing again replaces."""
    with write(db):
        db.execute(
            "INSERT OR REPLACE INTO marked_words (document_id, model_id, words) VALUES (?, ?, ?)",
            (document_id, model_id, json.dumps(list(marks))),
        )


def marked_words_of(db: Database, document_id: str, model_id: int) -> list[Mark] | None:
    """None: nobody asked yet."""
    row = db.execute(
        "SELECT words FROM marked_words WHERE document_id = ? AND model_id = ?", (document_id, model_id)
    ).fetchone()
    return [tuple(mark) for mark in json.loads(row[0])] if row else None
