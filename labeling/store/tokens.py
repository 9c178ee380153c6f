"""Token boundaries, kept so that a document opens without spaCy."""

from array import array
from collections.abc import Iterable

from sqlite_utils import Database

from labeling.core.tokens import Tokens
from labeling.store.database import write


def tokens(db: Database, document_id: str) -> Tokens | None:
    row = db.execute("SELECT starts, ends FROM tokens WHERE document_id = ?", (document_id,)).fetchone()
    return Tokens(_numbers(row[0]), _numbers(row[1])) if row else None


def write_tokens(db: Database, rows: Iterable[tuple[str, Tokens]]) -> None:
    """Keep the tokens of documents; writing again changes nothing."""
    packed = [(document_id, _packed(found.starts), _packed(found.ends)) for document_id, found in rows]
    with write(db):
        db.conn.executemany(
            "INSERT INTO tokens (document_id, starts, ends) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", packed
        )


def documents_without_tokens(db: Database, limit: int) -> list[tuple[str, str]]:
    """(id, text) of up to `limit` documents, in load order."""
    return db.execute(
        "SELECT id, text FROM documents WHERE NOT EXISTS (SELECT 1 FROM tokens WHERE document_id = documents.id)"
        " ORDER BY number LIMIT ?",
        (limit,),
    ).fetchall()


def _packed(numbers: tuple[int, ...]) -> bytes:
    return array("i", numbers).tobytes()


def _numbers(blob: bytes) -> tuple[int, ...]:
    unpacked = array("i")
    unpacked.frombytes(blob)
    return tuple(unpacked)
