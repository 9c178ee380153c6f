"""The projection: layers as they stand, written beside the log in the same transaction."""

import json
from collections.abc import Iterable

from sqlite_utils import Database

from labeling.core.annotation import Answer
from labeling.core.layer import Layer
from labeling.core.span import Span

DELETE_SPAN = "DELETE FROM spans WHERE document_id = ? AND author_id = ? AND span_id = ?"


def write_change(db: Database, document_id: str, author_id: int, text: str, before: Layer, after: Layer) -> None:
    """Bring the stored layer from `before` to `after`; call it inside `write`."""
    gone = [span_id for span_id in before.spans if span_id not in after.spans]
    new = [span for span_id, span in after.spans.items() if before.spans.get(span_id) != span]
    changed = [span.span_id for span in new if span.span_id in before.spans]
    db.conn.executemany(DELETE_SPAN, ((document_id, author_id, span_id) for span_id in gone + changed))
    write_spans(db, ((document_id, author_id, span.span_id, span, span.quote(text)) for span in new))
    if before.answers != after.answers:
        db.execute("DELETE FROM answers WHERE document_id = ? AND author_id = ?", (document_id, author_id))
        write_answers(db, ((document_id, author_id, after),))
    if (before.rejected, before.background) != (after.rejected, after.background):
        for table in ("rejections", "backgrounds"):
            db.execute(f"DELETE FROM {table} WHERE document_id = ? AND author_id = ?", (document_id, author_id))
        write_stretches(db, ((document_id, author_id, after),))
    write_work(db, ((document_id, author_id, after),))


def write_spans(db: Database, rows: Iterable[tuple[str, int, str, Span, str]]) -> None:
    """Write (document id, author id, span id, span, quote) of spans that are not there."""
    db.conn.executemany(
        'INSERT INTO spans (document_id, author_id, span_id, label, "start", "end", quote,'
        " attributes, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (document_id, author_id, span_id, s.label, s.start, s.end, quote, _json(s.attributes), s.origin)
            for document_id, author_id, span_id, s, quote in rows
        ),
    )


def write_answers(db: Database, rows: Iterable[tuple[str, int, Layer]]) -> None:
    db.conn.executemany(
        "INSERT OR REPLACE INTO answers (document_id, author_id, question, value, reason) VALUES (?, ?, ?, ?, ?)",
        (
            (document_id, author_id, question, answer.value, answer.reason)
            for document_id, author_id, layer in rows
            for question, answer in layer.answers.items()
        ),
    )


def write_stretches(db: Database, rows: Iterable[tuple[str, int, Layer]]) -> None:
    """Write rejected suggestions and background stretches of layers that have none stored."""
    for document_id, author_id, layer in rows:
        db.conn.executemany(
            'INSERT INTO rejections (document_id, author_id, "start", "end", label) VALUES (?, ?, ?, ?, ?)',
            ((document_id, author_id, *place) for place in layer.rejected),
        )
        db.conn.executemany(
            'INSERT INTO backgrounds (document_id, author_id, "start", "end") VALUES (?, ?, ?, ?)',
            ((document_id, author_id, *stretch) for stretch in layer.background),
        )


def write_work(db: Database, rows: Iterable[tuple[str, int, Layer]]) -> None:
    db.conn.executemany(
        "INSERT INTO work (document_id, author_id, state, note, seconds, submitted_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET state = excluded.state, note = excluded.note,"
        " seconds = excluded.seconds, submitted_at = excluded.submitted_at",
        (
            (document_id, author_id, layer.state, layer.note, layer.seconds, layer.submitted_at)
            for document_id, author_id, layer in rows
        ),
    )


def stored_layer(db: Database, document_id: str, author_id: int) -> Layer:
    """The layer as the projection holds it, without its undo and redo."""
    key = (document_id, author_id)
    layer = Layer()
    for span_id, label, start, end, attributes, origin in db.execute(
        'SELECT span_id, label, "start", "end", attributes, origin FROM spans WHERE document_id = ? AND author_id = ?',
        key,
    ):
        layer.spans[span_id] = Span(start, end, label, json.loads(attributes), origin, span_id)
    for question, value, reason in db.execute(
        "SELECT question, value, reason FROM answers WHERE document_id = ? AND author_id = ?", key
    ):
        layer.answers[question] = Answer(value, reason)
    layer.rejected.update(
        db.execute('SELECT "start", "end", label FROM rejections WHERE document_id = ? AND author_id = ?', key)
    )
    layer.background.update(
        db.execute('SELECT "start", "end" FROM backgrounds WHERE document_id = ? AND author_id = ?', key)
    )
    row = db.execute(
        "SELECT state, note, seconds, submitted_at FROM work WHERE document_id = ? AND author_id = ?", key
    ).fetchone()
    if row:
        layer.state, layer.note, layer.seconds, layer.submitted_at = row
    return layer


def clear(db: Database) -> None:
    """Empty the projection, to be made anew from the log; call it inside `write`."""
    for table in ("spans", "answers", "work", "rejections", "backgrounds"):
        db.execute(f"DELETE FROM {table}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else "{}"


def wrong_quotes(db: Database, document_id: str, author_id: int) -> list[str]:
    """A sentence for each span whose stored quote is not what its offsets give."""
    (text,) = db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()
    rows = db.execute(
        'SELECT label, "start", "end", quote FROM spans WHERE document_id = ? AND author_id = ?',
        (document_id, author_id),
    )
    return [
        f"document {document_id}: span {start}–{end} ({label}) has a quote that its offsets do not give."
        for label, start, end, quote in rows
        if text[start:end] != quote
    ]


def layers_without_log(db: Database) -> list[str]:
    """A sentence for each document with marks that no operation made."""
    rows = db.execute(
        "SELECT DISTINCT document_id FROM (SELECT document_id, author_id FROM spans"
        " UNION SELECT document_id, author_id FROM answers UNION SELECT document_id, author_id FROM work) AS marked"
        " WHERE NOT EXISTS (SELECT 1 FROM operations WHERE operations.document_id = marked.document_id"
        " AND operations.author_id = marked.author_id)"
    )
    return [f"document {row[0]}: there are marks on it that the log does not know." for row in rows]
