"""Mentions that were likely missed, as the worker found them last."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.database import write

WATERMARK = "missed_mentions"  # the newest operation that the dictionary knew when they were looked for


@dataclass(frozen=True, slots=True)
class Missed:
    """A place in a document (code points) that others of its kind say is a span; `share`: how often they were."""

    document_id: str
    start: int
    end: int
    label: str
    quote: str
    share: float


def missed_mentions(db: Database) -> list[Missed]:
    """The surest first."""
    rows = db.execute(
        'SELECT document_id, "start", "end", label, substr(text, "start" + 1, "end" - "start"), share'
        " FROM missed_mentions JOIN documents ON documents.id = document_id"
        ' ORDER BY share DESC, document_id, "start", label'
    )
    return [Missed(*row) for row in rows]


def searched_until(db: Database) -> int | None:
    """The newest operation (`seq`) known to the dictionary that they were looked for with; None: they never were."""
    row = db.execute("SELECT value FROM watermarks WHERE name = ?", (WATERMARK,)).fetchone()
    return row[0] if row else None


def write_missed_mentions(db: Database, found: Iterable[Missed], until: int) -> None:
    """Put these in the place of those found before."""
    with write(db):
        db.execute("DELETE FROM missed_mentions")
        db.conn.executemany(
            'INSERT INTO missed_mentions (document_id, "start", "end", label, share) VALUES (?, ?, ?, ?, ?)',
            ((one.document_id, one.start, one.end, one.label, one.share) for one in found),
        )
        db.execute(
            "INSERT INTO watermarks (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (WATERMARK, until),
        )


def is_still_missed(db: Database, one: Missed) -> bool:
    """Whether there is a finished layer with marks that neither marks nor rejects this place."""
    of_layer = "document_id = work.document_id AND author_id = work.author_id"
    marked = (
        f'SELECT 1 FROM spans WHERE {of_layer} AND (("start" = :start AND "end" = :end)'
        ' OR (label = :label AND "start" < :end AND "end" > :start))'
    )
    rejected = f'SELECT 1 FROM rejections WHERE {of_layer} AND "start" = :start AND "end" = :end AND label = :label'
    place = {"document_id": one.document_id, "start": one.start, "end": one.end, "label": one.label}
    found = db.execute(
        "SELECT 1 FROM work WHERE document_id = :document_id AND state = 'done'"
        f" AND EXISTS (SELECT 1 FROM spans WHERE {of_layer} UNION ALL SELECT 1 FROM rejections WHERE {of_layer})"
        f" AND NOT EXISTS ({marked}) AND NOT EXISTS ({rejected})",
        place,
    )
    return found.fetchone() is not None
