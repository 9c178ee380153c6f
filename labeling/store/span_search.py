"""Spans of many documents, counted by their words and listed with the text around them."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.listing import match_of
from labeling.store.locked_slice import LOCKED

AROUND = 60  # characters before and after a span


@dataclass(frozen=True, slots=True)
class Whose:
    """The layers to look through: of one author, or of all where `author_id` is None.

    `hidden`: documents in which only the layer of `viewer_id` is looked at.
    """

    viewer_id: int
    author_id: int | None
    hidden: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span where it stands: code points, with up to AROUND characters of the text on each side."""

    document_id: str
    title: str
    author: str
    state: str
    span_id: str
    label: str
    start: int
    end: int
    quote: str
    attributes: dict[str, object]
    before: str
    after: str


def quote_counts(db: Database, whose: Whose) -> list[tuple[str, str, int]]:
    """(quote, label, number of spans)."""
    where, values = _where(whose)
    sql = f"SELECT quote, label, count(*) FROM spans WHERE {where} GROUP BY quote, label"
    return db.execute(sql, values).fetchall()


def n_found(db: Database, whose: Whose, quotes: Collection[str] | None, label: str | None) -> tuple[int, int]:
    """(spans, documents) with one of these quotes and this label; None: with any."""
    where, values = _where(whose, quotes, label)
    return db.execute(f"SELECT count(*), count(DISTINCT document_id) FROM spans WHERE {where}", values).fetchone()


def found_spans(
    db: Database,
    whose: Whose,
    quotes: Collection[str] | None,
    label: str | None,
    *,
    limit: int = -1,
    offset: int = 0,
) -> list[FoundSpan]:
    """The same spans by document, in load order, and place; `limit` -1: all."""
    where, values = _where(whose, quotes, label)
    rows = db.execute(
        "SELECT spans.document_id, coalesce(title, substr(text, 1, 80)), authors.name, coalesce(work.state, 'todo'),"
        ' span_id, label, "start", "end", quote, attributes,'
        f' substr(text, max("start" - {AROUND}, 0) + 1, min("start", {AROUND})), substr(text, "end" + 1, {AROUND})'
        " FROM spans JOIN documents ON documents.id = spans.document_id JOIN authors ON authors.id = spans.author_id"
        " LEFT JOIN work ON work.document_id = spans.document_id AND work.author_id = spans.author_id"
        f' WHERE {where} ORDER BY number, "start", "end", spans.author_id LIMIT :limit OFFSET :offset',
        values | {"limit": limit, "offset": offset},
    )
    return [FoundSpan(*row[:9], json.loads(row[9]), *row[10:]) for row in rows]


def finished_texts(db: Database, author_id: int, quotes: Collection[str], *, limit: int) -> list[tuple[str, str, str]]:
    """(document id, title, text) of what the author finished and that holds the words of one of `quotes`.

    None of the locked test slice: nothing is pointed out in it.
    """
    phrases = ['"' + quote.replace('"', " ") + '"' for quote in quotes]
    match = " OR ".join(sorted(set(filter(None, map(match_of, phrases)))))
    if not match:
        return []
    return db.execute(
        "SELECT documents.id, coalesce(documents.title, substr(documents.text, 1, 80)), documents.text"
        " FROM documents_search JOIN documents ON documents.number = documents_search.rowid"
        " JOIN work ON work.document_id = documents.id AND work.author_id = :author AND work.state = 'done'"
        f" WHERE documents_search MATCH :match AND NOT {LOCKED} ORDER BY number LIMIT :limit",
        {"author": author_id, "match": match, "limit": limit},
    ).fetchall()


def _where(whose: Whose, quotes: Collection[str] | None = None, label: str | None = None) -> tuple[str, dict]:
    where = ["(spans.author_id = :viewer OR spans.document_id NOT IN (SELECT value FROM json_each(:hidden)))"]
    values: dict[str, object] = {"viewer": whose.viewer_id, "hidden": json.dumps(sorted(whose.hidden))}
    if whose.author_id is not None:
        where.append("spans.author_id = :author")
        values["author"] = whose.author_id
    if quotes is not None:
        where.append("quote IN (SELECT value FROM json_each(:quotes))")
        values["quotes"] = json.dumps(sorted(quotes))
    if label:
        where.append("label = :label")
        values["label"] = label
    return " AND ".join(where), values
