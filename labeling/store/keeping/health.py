"""What the file says of itself."""

from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.errors import DatabaseDamaged
from labeling.store.library_errors import LibraryError, refusal_of
from labeling.store.steps.m001_initial import APPLICATION_ID


def is_ours(db: Database) -> bool:
    """Whether the file says that it is a project."""
    return db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def quick_check(db: Database) -> list[str]:
    """Faults that SQLite finds in the file; an empty list is a sound file.

    Raises StoreError where it cannot tell: the disk gives an error, or somebody holds the file for too long.
    """
    try:
        rows = [row[0] for row in db.execute("PRAGMA quick_check(20)")]
    except LibraryError as error:
        refusal = refusal_of(error)
        if refusal and not isinstance(refusal, DatabaseDamaged):
            raise refusal from None
        return [f"The file is damaged: {error}."]
    return [] if rows == ["ok"] else [f"The file is damaged: {' '.join(row.split())}." for row in rows]


def stored_texts(db: Database) -> Iterator[tuple[str, str, str]]:
    """(id, text, SHA-256 as stored) of every document."""
    yield from db.execute("SELECT id, text, sha256 FROM documents ORDER BY number")


def n_operations(db: Database) -> int:
    return db.execute("SELECT count(*) FROM operations").fetchone()[0]


def newest_operation_at(db: Database) -> str | None:
    """The latest time of an operation; None where there is none."""
    return db.execute("SELECT max(at) FROM operations").fetchone()[0]


def journal_mode(db: Database) -> str:
    return db.execute("PRAGMA journal_mode").fetchone()[0]


def counts(db: Database) -> dict:
    """Operations, spans by label, documents that have near-duplicates, documents of the locked test slice."""
    return {
        "n_operations": n_operations(db),
        "n_near_duplicates": db.execute("SELECT count(*) FROM documents WHERE cluster IS NOT NULL").fetchone()[0],
        "n_locked": db.execute("SELECT count(*) FROM draws WHERE is_locked").fetchone()[0],
        "spans": dict(db.execute("SELECT label, count(*) FROM spans GROUP BY label ORDER BY label").fetchall()),
    }
