"""Answers and spans that were doubted, and what became of each: a record that outlives the version that doubted."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write

ANSWER, SPAN = "answer", "span"
KEPT, CHANGED = "kept", "changed"
PLACE = 'kind, document_id, "start", "end", was'


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What was doubted: an answer `was` (start and end 0), or that code points `start` to `end` carry no label `was`.

    `outcome`: None while nobody looked, KEPT (it is right as it is) or CHANGED; `author`: who said so, where somebody
    did on the page.
    """

    kind: str
    document_id: str
    was: str
    start: int = 0
    end: int = 0
    outcome: str | None = None
    author: str | None = None
    at: str | None = None


def add_second_looks(db: Database, found: Iterable[SecondLook]) -> None:
    """Remember what is doubted; what is remembered already stays as it is."""
    rows = [(one.kind, one.document_id, one.start, one.end, one.was, now()) for one in found]
    known = {(one.kind, one.document_id, one.start, one.end, one.was) for one in second_looks(db)}
    missing = [row for row in rows if row[:5] not in known]
    if missing:
        with write(db):
            db.conn.executemany(
                f"INSERT OR IGNORE INTO second_looks ({PLACE}, found_at) VALUES (?, ?, ?, ?, ?, ?)", missing
            )


def settle_second_look(db: Database, look: SecondLook, outcome: str, author: str | None = None) -> None:
    """Say what became of it; once said, it stays said."""
    place = (look.kind, look.document_id, look.start, look.end, look.was)
    with write(db):
        db.execute(f"INSERT OR IGNORE INTO second_looks ({PLACE}, found_at) VALUES (?, ?, ?, ?, ?, ?)", (*place, now()))
        db.execute(
            "UPDATE second_looks SET outcome = ?, author_id = (SELECT id FROM authors WHERE name = ?), settled_at = ?"
            ' WHERE kind = ? AND document_id = ? AND "start" = ? AND "end" = ? AND was = ? AND outcome IS NULL',
            (outcome, author, now(), *place),
        )


def second_looks(db: Database) -> list[SecondLook]:
    """All of them, those that were settled last first, then those nobody looked at."""
    rows = db.execute(
        'SELECT second_looks.kind, document_id, was, "start", "end", outcome, name, settled_at FROM second_looks'
        " LEFT JOIN authors ON authors.id = author_id ORDER BY settled_at IS NULL, settled_at DESC, number"
    )
    return [SecondLook(*row) for row in rows]


def span_outcome(db: Database, look: SecondLook) -> str | None:
    """What the article says of a span that was missing: marked there by now, rejected there, or neither."""
    place = {"document": look.document_id, "start": look.start, "end": look.end, "label": look.was}
    of_document = "document_id = :document"
    if db.execute(
        f'SELECT 1 FROM spans WHERE {of_document} AND (("start" = :start AND "end" = :end)'
        ' OR (label = :label AND "start" < :end AND "end" > :start))',
        place,
    ).fetchone():
        return CHANGED
    rejected = f'SELECT 1 FROM rejections WHERE {of_document} AND "start" = :start AND "end" = :end AND label = :label'
    return KEPT if db.execute(rejected, place).fetchone() else None
