"""Documents: added once, read often, never changed."""

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.document import Document
from labeling.core.errors import UnknownDocument
from labeling.store.locked_slice import LOCKED

COLUMNS = "id, text, title, source, url, published, language, meta"


def document(db: Database, document_id: str) -> Document:
    """The document of this id, or UnknownDocument."""
    row = db.execute(f"SELECT {COLUMNS} FROM documents WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        raise UnknownDocument(
            f"There is no document {document_id!r}. It may have been another database; see Documents."
        )
    return _document(row)


def documents(db: Database) -> Iterator[Document]:
    """All documents in the order they were loaded."""
    for row in db.execute(f"SELECT {COLUMNS} FROM documents ORDER BY number"):
        yield _document(row)


def texts(db: Database, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
    """(id, text) of these documents in their order, or of all in load order."""
    if ids is None:
        yield from db.execute("SELECT id, text FROM documents ORDER BY number")
        return
    for document_id in ids:
        row = db.execute("SELECT id, text FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row:
            yield row


def texts_of_others(db: Database, ids: Collection[str], limit: int) -> Iterator[tuple[str, str]]:
    """(id, text) of up to `limit` documents, one a cluster and none locked, that no document of `ids` nearly repeats.

    They are drawn by the hash of their text, so they are the same ones while none come.
    """
    story_by_id = dict(db.execute("SELECT id, coalesce(cluster, sha256) FROM documents"))
    known, n_left = {story_by_id[document_id] for document_id in ids}, limit
    for (document_id,) in db.execute(f"SELECT id FROM documents WHERE NOT {LOCKED} ORDER BY sha256").fetchall():
        if n_left <= 0:
            return
        if story_by_id[document_id] not in known:
            n_left -= 1
            known.add(story_by_id[document_id])
            yield document_id, db.execute("SELECT text FROM documents WHERE id = ?", (document_id,)).fetchone()[0]


def first_loaded_at(db: Database) -> str | None:
    """When the first document came; None where there is none."""
    row = db.execute("SELECT loaded_at FROM documents ORDER BY number LIMIT 1").fetchone()
    return row[0] if row else None


def n_documents(db: Database) -> int:
    return db.execute("SELECT count(*) FROM documents").fetchone()[0]


def newest_number(db: Database) -> int:
    """The number of the document that was loaded last; 0 before the first."""
    return db.execute("SELECT coalesce(max(number), 0) FROM documents").fetchone()[0]


def add_documents(db: Database, added: Iterable[Document]) -> None:
    """Add documents whose ids are new; call it inside `write`."""
    at = now()
    with indexed_at_once(db):
        db.conn.executemany(
            "INSERT INTO documents (id, title, text, sha256, source, url, published, language, meta, loaded_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (d.id, d.title, d.text, d.sha256, d.source, d.url, d.published, d.language, _json(d.meta), at)
                for d in added
            ),
        )


@contextmanager
def indexed_at_once(db: Database) -> Iterator[None]:
    """Put the documents added inside into the full-text index together, a third of the work; call it inside `write`.

    The trigger that indexes each by itself is gone meanwhile; where something fails it comes back with all the rest.
    """
    before = newest_number(db)
    row = db.execute("SELECT sql FROM main.sqlite_master WHERE name = 'documents_are_searchable'").fetchone()
    if row is None:  # nobody searches in the side file of a load
        yield
        return
    db.execute("DROP TRIGGER main.documents_are_searchable")
    yield
    db.execute(
        "INSERT INTO main.documents_search (rowid, title, text)"
        " SELECT number, title, text FROM main.documents WHERE number > ?",
        (before,),
    )
    db.execute(row[0])


def sha256_by_id(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """The stored SHA-256 of those of these ids that are there."""
    found = {}
    for document_id in ids:
        row = db.execute("SELECT sha256 FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row:
            found[document_id] = row[0]
    return found


def origins_of(db: Database, ids: Iterable[str]) -> dict[str, tuple[str | None, str | None]]:
    """(source, day of publication) of those of these documents that are there."""
    found = {}
    for document_id in ids:
        row = db.execute("SELECT source, published FROM documents WHERE id = ?", (document_id,)).fetchone()
        if row:
            found[document_id] = tuple(row)
    return found


def languages_of(db: Database, ids: Iterable[str]) -> dict[str, str | None]:
    """The language that each of these documents names, of those that are there."""
    rows = (db.execute("SELECT id, language FROM documents WHERE id = ?", (one,)).fetchone() for one in ids)
    return dict(row for row in rows if row)


def id_with_text(db: Database, sha256: str) -> str | None:
    """The first document that holds this text."""
    row = db.execute("SELECT id FROM documents WHERE sha256 = ? ORDER BY number LIMIT 1", (sha256,)).fetchone()
    return row[0] if row else None


def _document(row: tuple) -> Document:
    *plain, meta = row
    return Document(*plain, json.loads(meta))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
