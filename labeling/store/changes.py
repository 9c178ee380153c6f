"""When each document last changed, and the digest of the line it was exported as."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.database import write


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a document. `number` grows with every change of the project.

    `place` is the document's number in the order of loading, None where the document is gone. `digest` (64 hexadecimal
    digits) is None where the document changed since it was last exported.
    """

    document_id: str
    number: int
    place: int | None
    digest: str | None


def project_id(db: Database) -> str:
    """Twelve hexadecimal digits that stay the same for the life of this project, in its backups and copies too."""
    (salt,) = db.execute("SELECT salt FROM locked_slice").fetchone()
    return hashlib.sha256(f"sitrep project\0{salt}".encode()).hexdigest()[:12]


def changes(db: Database, shape: str) -> list[Change]:
    """The last change of every document, in the order of loading, those that are gone first.

    Digests of lines of another shape count as none.
    """
    rows = db.execute(
        "SELECT document_id, changes.number, documents.number, CASE WHEN shape = ? THEN digest END FROM changes"
        " LEFT JOIN documents ON documents.id = document_id ORDER BY documents.number, document_id",
        (shape,),
    )
    return [Change(*row) for row in rows]


def keep_digests(db: Database, shape: str, digests: Iterable[tuple[Change, str]]) -> None:
    """Keep the digest of each line, unless its document has changed again meanwhile."""
    rows = [(shape, digest, change.document_id, change.number) for change, digest in digests]
    if rows:
        with write(db):
            db.conn.executemany("UPDATE changes SET shape = ?, digest = ? WHERE document_id = ? AND number = ?", rows)
