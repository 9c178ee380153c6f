"""The dictionary as it was last learned from what people marked."""

from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.layer import Layer
from labeling.core.span import Span
from labeling.core.suggesting.dictionary import Count, Dictionary
from labeling.store.blindness import SECRET
from labeling.store.database import write
from labeling.store.gold_items import IS_GOLD_ITEM
from labeling.store.locked_slice import LOCKED

WATERMARK = "phrases"  # the newest operation that was learned from
TIMES = "phrases written"  # how often


def dictionary(db: Database) -> Dictionary:
    rows = db.execute("SELECT key, label, n_marked, n_seen FROM phrases")
    return Dictionary({(key, label): Count(n_marked, n_seen) for key, label, n_marked, n_seen in rows})


def learned_until(db: Database) -> int:
    """The newest operation (`seq`) that the dictionary knows; 0 before the first."""
    row = db.execute("SELECT value FROM watermarks WHERE name = ?", (WATERMARK,)).fetchone()
    return row[0] if row else 0


def learned_times(db: Database) -> int:
    """How often it was learned or forgotten: another number, another dictionary."""
    row = db.execute("SELECT value FROM watermarks WHERE name = ?", (TIMES,)).fetchone()
    return row[0] if row else 0


def newest_operation(db: Database) -> int:
    return db.execute("SELECT coalesce(max(seq), 0) FROM operations").fetchone()[0]


def write_phrases(db: Database, learned: Dictionary, until: int, times: int) -> bool:
    """Put the dictionary in the place of the one before; False where it was forgotten since it was `learned_times`."""
    with write(db):
        if learned_times(db) != times:
            return False
        db.execute("DELETE FROM phrases")
        db.conn.executemany(
            "INSERT INTO phrases (key, label, n_marked, n_seen) VALUES (?, ?, ?, ?)",
            ((*key, count.n_marked, count.n_seen) for key, count in learned.counts.items()),
        )
        db.execute(
            "INSERT INTO watermarks (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (WATERMARK, until),
        )
        _count(db)
    return True


def forget_phrases(db: Database) -> None:
    """Let the dictionary be learned anew; call it inside `write`."""
    db.execute("DELETE FROM phrases")
    db.execute("DELETE FROM watermarks WHERE name = ?", (WATERMARK,))
    _count(db)


def _count(db: Database) -> None:
    db.execute(
        "INSERT INTO watermarks (name, value) VALUES (?, 1) ON CONFLICT DO UPDATE SET value = value + 1", (TIMES,)
    )


def layers_with_spans(db: Database) -> Iterator[tuple[str, str, Layer]]:
    """(document id, text, layer with its spans, rejections and state) of every layer that marks or rejects anything.

    Those of the locked test slice are left out, and those that a blind round keeps apart: nothing is learned from them.
    Those of gold items too: gold is learned from already.
    """
    layers = db.execute(
        "SELECT work.document_id, work.author_id, state FROM work JOIN documents ON documents.id = document_id"
        f" WHERE NOT {LOCKED} AND NOT {SECRET} AND NOT {IS_GOLD_ITEM}"
        " AND (EXISTS (SELECT 1 FROM spans WHERE spans.document_id = work.document_id"
        " AND spans.author_id = work.author_id)"
        " OR EXISTS (SELECT 1 FROM rejections WHERE rejections.document_id = work.document_id"
        " AND rejections.author_id = work.author_id)) ORDER BY number"
    ).fetchall()
    for document_id, author_id, state in layers:
        (text,) = db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
        key, layer = (document_id, author_id), Layer(state=state)
        spans = 'SELECT span_id, "start", "end", label FROM spans WHERE document_id = ? AND author_id = ?'
        for span_id, start, end, label in db.execute(spans, key):
            layer.spans[span_id] = Span(start, end, label)
        rejections = 'SELECT "start", "end", label FROM rejections WHERE document_id = ? AND author_id = ?'
        layer.rejected.update(db.execute(rejections, key))
        yield document_id, text, layer
