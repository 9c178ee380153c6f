"""Reads documents, spans and answers as rows of plain values, for tables."""

import json
from collections.abc import Sequence

from sqlite_utils import Database


def document_rows(db: Database, authors: Sequence[int] | None = None) -> list[tuple]:
    """(id, text, title, published, source, url, language, meta, cluster, whether locked), in load order.

    `authors`: only documents of which one of these has a layer.
    """
    chosen = "" if authors is None else f"WHERE id IN (SELECT document_id FROM work WHERE {OF_AUTHORS})"
    return db.execute(
        "SELECT id, text, title, published, source, url, language, meta, cluster, coalesce(is_locked, 0)"
        f" FROM documents LEFT JOIN draws ON document_id = id {chosen} ORDER BY number",
        _given(authors),
    ).fetchall()


def span_rows(db: Database, authors: Sequence[int] | None = None, label: str | None = None) -> list[tuple]:
    """(document id, annotator, their kind, state, span id, start, end, label, quote, attributes, origin).

    In load order of the documents, then by author and place; code points, `end` exclusive; `attributes` is JSON.
    """
    return db.execute(
        'SELECT document_id, name, kind, state, span_id, "start", "end", label, quote, attributes, origin'
        f" FROM documents CROSS JOIN spans ON document_id = documents.id {LAYER}"
        f" WHERE {'true' if authors is None else OF_AUTHORS} AND {'true' if label is None else 'label = ?'}"
        ' ORDER BY number, author_id, "start", "end", label',
        _given(authors) + (() if label is None else (label,)),
    ).fetchall()


def answer_rows(db: Database, authors: Sequence[int] | None = None) -> list[tuple]:
    """(document id, annotator, their kind, state, question, value, reason), in load order of the documents."""
    return db.execute(
        "SELECT document_id, name, kind, state, question, value, reason"
        f" FROM documents CROSS JOIN answers ON document_id = documents.id {LAYER}"
        f" WHERE {'true' if authors is None else OF_AUTHORS} ORDER BY number, author_id, question",
        _given(authors),
    ).fetchall()


LAYER = "JOIN authors ON authors.id = author_id JOIN work USING (document_id, author_id)"
OF_AUTHORS = "author_id IN (SELECT value FROM json_each(?))"


def _given(authors: Sequence[int] | None) -> tuple:
    return () if authors is None else (json.dumps(list(authors)),)
