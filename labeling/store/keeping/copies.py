"""Whole copies of a project's file: made while others write, and read without changing them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from labeling.core.errors import FileRefused, NotADatabase, StoreError
from labeling.store.database import check_kind, open_database
from labeling.store.library_errors import refusal_of
from labeling.store.migrations import MIGRATIONS
from labeling.store.read_only import is_read_only, read_only_address


def copy_project(path: Path, copy: Path) -> None:
    """Write all of the project as it is at this moment into `copy`, a new file that only its owner may read.

    Others go on writing. Raises StoreError, DatabaseDamaged or FileRefused; the caller removes what is half done.
    """
    db = open_database(path, create=False, to_read=True)
    try:
        os.close(os.open(copy, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))  # SQLite takes an empty file as a target
        db.execute("VACUUM INTO ?", (str(copy),))
        flush(copy)
    except sqlite3.Error as error:
        raise refusal_of(error) or error from None
    except OSError as error:
        raise FileRefused(f"{copy.parent} cannot take the copy: {error.strerror}.") from None
    finally:
        db.conn.close()


@contextmanager
def opened_copy(path: Path) -> Iterator[Database]:
    """A copy that nobody writes to, for reading alone: neither it nor anything beside it changes.

    Raises FileRefused where there is none, NotADatabase for another program's file or a newer Sitrep's.
    """
    if not path.is_file():
        raise FileRefused(f"{path}: there is no such file. Name a backup.")
    if path.with_name(f"{path.name}-wal").exists():
        raise FileRefused(
            f"{path} is in use: there is a {path.name}-wal beside it. Name a backup, not an open project."
        )
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise FileRefused(f"{path} cannot be read: {error}.") from None
    db = Database(connection)
    db.opened_file = (path, None)
    try:
        check_kind(db, path)
        if not 0 < tables_of(db) <= len(MIGRATIONS):
            raise NotADatabase(f"{path} is empty or was made by a newer Sitrep. Update Sitrep, or name another file.")
        yield db
    except sqlite3.Error as error:
        raise NotADatabase(f"{path} is damaged, or not a Sitrep database: {error}. Name another file.") from None
    finally:
        connection.close()


@contextmanager
def opened_as_it_is(path: Path) -> Iterator[Database]:
    """A file that may be old or damaged, with nothing in it changed by opening it; errors are the library's own."""
    address = read_only_address(path) if is_read_only(path) else f"{path.resolve().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=1, isolation_level=None)
    try:
        yield Database(connection)
    finally:
        connection.close()


def tables_of(db: Database) -> int:
    """How many steps of the tables the file has taken: another number than today's is of another Sitrep."""
    return db.execute("PRAGMA user_version").fetchone()[0]


def settle(db: Database) -> None:
    """Put everything into the one file, so that nothing beside it belongs to it.

    Raises StoreError while others have it open.
    """
    try:
        mode = db.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.Error as error:
        raise refusal_of(error) or error from None
    if mode != "delete":
        raise StoreError("The database is open elsewhere. Close it there and try again.")


def flush(path: Path) -> None:
    """Return when the file, or the names in the folder, are on the disk."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:  # a folder on Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
