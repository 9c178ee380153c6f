"""Which ranges of each text are boilerplate: derived from the texts, written over whenever its source has grown."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import Range
from labeling.store.database import write

# A source that has grown by a fifth or by three documents may repeat lines it did not repeat before.
GROWN = "n >= n_of_source + 3 OR 5 * n >= 6 * n_of_source"


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A document to look at; `n_of_source`: how many documents its source has now, 0 where it names none."""

    id: str
    text: str
    source: str | None
    n_of_source: int


def ranges_of(db: Database, document_id: str) -> list[Range]:
    """(start, end, why) of the boilerplate of this document, sorted; empty where nobody has looked yet."""
    row = db.execute("SELECT ranges FROM boilerplate WHERE document_id = ?", (document_id,)).fetchone()
    return read_ranges(row[0]) if row else []


def read_ranges(ranges: str) -> list[Range]:
    """The ranges from the JSON they are stored as."""
    return [(start, end, why) for start, end, why in json.loads(ranges)] if ranges != "[]" else []


def write_ranges(db: Database, rows: Iterable[tuple[str, list[Range], int]]) -> None:
    """Keep (document id, ranges, documents of its source when they were found); writing again replaces.

    Where they are others now, words marked in what is left of the text stand in other places: they are forgotten.
    """
    packed = [(document_id, json.dumps(ranges, ensure_ascii=False), n) for document_id, ranges, n in rows]
    with write(db):
        db.conn.executemany(
            "DELETE FROM marked_words WHERE document_id = ?1 AND ?2 !="
            " coalesce((SELECT ranges FROM boilerplate WHERE boilerplate.document_id = ?1), '[]')",
            [(document_id, ranges) for document_id, ranges, _ in packed],
        )
        db.conn.executemany(
            "INSERT INTO boilerplate (document_id, ranges, n_of_source) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET ranges = excluded.ranges, n_of_source = excluded.n_of_source",
            packed,
        )


def documents_to_check(db: Database, limit: int) -> list[Unchecked]:
    """Up to `limit` documents without a row, or whose source has grown since; those of one source together."""
    rows = db.execute(
        "WITH sizes AS (SELECT source AS of, count(*) AS n FROM documents WHERE source IS NOT NULL GROUP BY source)"
        " SELECT id, text, source, coalesce(n, 0) FROM documents LEFT JOIN boilerplate ON document_id = id"
        f" LEFT JOIN sizes ON of = source WHERE n_of_source IS NULL OR {GROWN} ORDER BY source, id LIMIT ?",
        (limit,),
    )
    return [Unchecked(*row) for row in rows]


def texts_of_source(db: Database, source: str) -> Iterator[str]:
    for (text,) in db.execute("SELECT text FROM documents WHERE source = ?", (source,)):
        yield text


def n_documents_and_checked(db: Database) -> tuple[int, int]:
    """How many documents there are, and how many were looked at: while neither changes, nothing new is to be done."""
    return db.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM boilerplate)").fetchone()


def forget_ranges(db: Database) -> None:
    """Empty the table, so that everything is looked at again; call it inside `write`."""
    db.execute("DELETE FROM boilerplate")
