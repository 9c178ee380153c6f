"""Which version of a model serves: a record that only grows, so that there is always a way back."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write

# The version whose scores are shown for :question: the one that serves, or, until it has scored something, the last
# one that did.
SCORING = (
    "(SELECT model_id FROM serving WHERE EXISTS (SELECT 1 FROM suggestions AS scored"
    " WHERE scored.model_id = serving.model_id AND scored.question = :question) ORDER BY number DESC LIMIT 1)"
)


@dataclass(frozen=True, slots=True)
class Served:
    """From `at` on version `model_id` served. `recall`: the share of reports it is to find; None: the best F1."""

    model_id: int
    recall: float | None
    why: str
    at: str


def record_serving(db: Database, kind: str, model_id: int, *, recall: float | None, why: str) -> None:
    """From now on this version serves; call it inside `write`."""
    db.execute(
        "INSERT INTO serving (kind, model_id, recall, why, at) VALUES (?, ?, ?, ?, ?)",
        (kind, model_id, recall, why, now()),
    )


def serve(db: Database, kind: str, model_id: int, *, recall: float | None, why: str) -> None:
    """Let this version serve from now on; the others stay, and so does the record."""
    with write(db):
        record_serving(db, kind, model_id, recall=recall, why=why)


def serving(db: Database, kind: str) -> Served | None:
    """What serves now."""
    return next(servings(db, kind), None)


def servings(db: Database, kind: str) -> Iterator[Served]:
    """What served, newest first."""
    rows = db.execute("SELECT model_id, recall, why, at FROM serving WHERE kind = ? ORDER BY number DESC", (kind,))
    for row in rows:
        yield Served(*row)
