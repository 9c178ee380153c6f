"""Opens the database file the one way that was measured to be safe; the only place that knows the SQLite library."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from labeling.core.errors import DatabaseDamaged, DatabaseMoved, NotADatabase, StoreError
from labeling.store.beside import found_beside
from labeling.store.damage import check_undamaged, identity_of
from labeling.store.library_errors import LibraryError, refusal_of
from labeling.store.migrations import check_not_newer, migrate, needs_migration
from labeling.store.read_only import READ_ONLY, is_read_only, read_only_address
from labeling.store.rescue import forget_rescue, rescue
from labeling.store.steps.m001_initial import APPLICATION_ID

SAFE_WAL = (3, 51, 3)  # older libraries can lose WAL frames when two connections write and checkpoint at once
BUSY_MILLISECONDS = 5_000
IN_MEMORY = ":memory:"  # a database for one test
LEAST_FREE = 256 * 1024  # bytes on the disk; with less SQLite calls it an error of the disk, and not a full one
JOURNAL_BYTES = 64 * 1024 * 1024
_connections = threading.local()
_first: dict[str, Database] = {}  # this process's first connection to a file; kept, so that its log stays the same
_turn = threading.RLock()  # threads queue here: SQLite itself would let them sleep and try again


def database_path() -> Path:
    """The file named by SITREP_DB, else sitrep.db in this folder."""
    return Path(os.environ.get("SITREP_DB") or "sitrep.db")


def database() -> Database:
    """This thread's connection to the configured file; opened at first use, one a thread, never shared."""
    path = str(database_path().resolve())
    held = getattr(_connections, "held", None)
    if held is None or held[0] != path:
        _connections.held = held = (path, _opened_by_thread(path))
    try:
        check_in_place(held[1])
    except DatabaseMoved as moved:
        copy = rescue(held[1])
        raise DatabaseMoved(f"{moved} What was saved is in {copy.name}." if copy else str(moved)) from None
    forget_rescue(held[1])
    return held[1]


def _opened_by_thread(path: str) -> Database:
    """One file for all threads: a thread that comes later must not make a new one, in which nobody has a password."""
    if path in _first:
        check_in_place(_first[path])
    db = open_database(path, create=path not in _first)
    _first.setdefault(path, db)
    return db


def open_database(path: str | Path, *, create: bool = True, to_read: bool = False) -> Database:
    """A new connection to the file, with every setting the store relies on, migrated to today's tables.

    to_read: where the file cannot be written to, open it for reading alone; a save is then refused with a sentence.
    Raises NotADatabase for a file that is something else, StoreError where it cannot be opened.
    """
    path = Path(path)
    if to_read and is_read_only(path):
        return _opened_to_read(path)
    _make_ready(path, create)
    address = IN_MEMORY if str(path) == IN_MEMORY else f"{path.resolve().as_uri()}?mode=rw"
    try:
        connection = sqlite3.connect(address, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, uri=True)
    except sqlite3.Error as error:
        raise _cannot_open(path, error) from None
    db = Database(connection)
    db.opened_file, db.opened_beside = (path, identity_of(path)), {}
    with _plain_errors(path):
        check_kind(db, path)
        _configure(db)
        if needs_migration(db):
            with write(db):
                migrate(db)
    db.opened_beside = found_beside(path)
    return db


def _opened_to_read(path: Path) -> Database:
    with _plain_errors(path):
        db = Database(sqlite3.connect(read_only_address(path), isolation_level=None, uri=True))
        db.opened_file, db.opened_beside = (path, identity_of(path)), {}
        check_kind(db, path)
        if needs_migration(db):
            check_not_newer(db)
            raise NotADatabase(
                f"{path} was made by an older Sitrep, and cannot be brought up to date because it is read-only. "
                "Copy it to a folder you can write to, and open the copy."
            )
    return db


@contextmanager
def snapshot(db: Database) -> Iterator[Database]:
    """A second connection to the same file on which everything read is of one moment, however long it takes."""
    reader = open_database(db.opened_file[0], create=False, to_read=True)
    try:
        reader.execute("BEGIN")
        yield reader
    finally:
        reader.conn.close()


def check_project(db: Database) -> None:
    """Raise NotADatabase unless this connection, which somebody else opened, is to a project with today's tables."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotADatabase("This database is none of Sitrep's. Give the path of a project's file.")
    if needs_migration(db):
        raise NotADatabase(
            "This database was made by another version of Sitrep. Give its path instead, and it is brought up to date."
        )


def _make_ready(path: Path, create: bool) -> None:
    """See that the file can be there, and that nobody else may read it: labels and sources are private."""
    if str(path) == IN_MEMORY:
        return
    if not create and not path.exists():
        raise StoreError(f"There is no database at {path}. Load documents with `sitrep load`, or name it with --db.")
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise StoreError(f"{path} cannot hold a database: name a file in a folder that exists.")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        pass  # and it is left unopened: closing it would give up the locks of this process's other connections
    except OSError as error:
        raise _cannot_open(path, error) from None


def _cannot_open(path: Path, error: Exception) -> StoreError:
    return StoreError(f"{path} cannot be opened for writing: {error}. Check the folder and its permissions.")


def journal_mode_for(version: tuple[int, ...]) -> str:
    """WAL where the library carries the fix for its corruption race, else DELETE."""
    return "wal" if version >= SAFE_WAL else "delete"


@contextmanager
def write(db: Database) -> Iterator[None]:
    """Everything inside is one transaction that holds the write lock from its start; an error undoes all of it.

    Nothing slow belongs inside, and no Streamlit call: a rerun is an exception and would undo a save without a word.
    """
    check_in_place(db)
    check_undamaged(db.opened_file[0])
    with _turn:
        try:
            db.execute("BEGIN IMMEDIATE")
        except LibraryError as error:
            raise refusal_of(error, saving=True) or error from None
        try:
            yield
            db.execute("COMMIT")
        except BaseException as error:
            if db.conn.in_transaction:
                db.execute("ROLLBACK")
            if refusal := refusal_of(error, saving=True):
                raise refusal from None
            raise


def write_if_free(db: Database, statements: Iterable[tuple[str, tuple]]) -> bool:
    """Write what may as well be written next time; False, and nothing written, where that is not possible now.

    Somebody else is writing, the disk is full or read-only: that keeps nobody from reading. Raises DatabaseMoved and
    DatabaseDamaged: then nobody should rely on what is read.
    """
    if not _turn.acquire(blocking=False):
        return False
    try:
        db.execute("PRAGMA busy_timeout=0").fetchall()
        with write(db):
            for sql, values in statements:
                db.execute(sql, values)
    except (DatabaseMoved, DatabaseDamaged):
        raise
    except StoreError:
        return False
    finally:
        db.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}").fetchall()
        _turn.release()
    return True


def check_in_place(db: Database) -> None:
    """Raise DatabaseMoved where the path no longer leads to the file that was opened: writing on would lose work."""
    path, identity = db.opened_file
    found = identity_of(path)
    if found != identity:
        what = "replaced" if found else "deleted"
        raise DatabaseMoved(
            f"{path} was {what} while it was open, so nothing more is saved to it. Put the file back or restart Sitrep."
        )
    for one, opened in db.opened_beside.items():  # SQLite keeps them for as long as somebody has the file open
        if identity_of(one) != opened:
            raise DatabaseMoved(
                f"{one} was deleted or replaced while {path.name} was open, so nothing more is saved: what was saved "
                "last stands in it. Stop Sitrep, then restore the copy that it made of that, or else a backup."
            )


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        what_to_do = "Check the folder, its permissions and the disk."
        if is_read_only(path):
            what_to_do = READ_ONLY
        elif shutil.disk_usage(path.absolute().parent).free < LEAST_FREE:
            what_to_do = "The disk is full: free some space, then try again."
        raise StoreError(f"{path} cannot be used: {error}. {what_to_do}") from None
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            raise refusal_of(error) from None
        raise NotADatabase(f"{path} is not a Sitrep database: {error}. Name another file with --db.") from None


def check_kind(db: Database, path: Path) -> None:
    """Raise NotADatabase for the file of another program."""
    found = db.execute("PRAGMA application_id").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if found != APPLICATION_ID and not empty:
        raise NotADatabase(f"{path} is an SQLite file of another program. Name another file with --db.")


def _configure(db: Database) -> None:
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"journal_mode={journal_mode_for(sqlite3.sqlite_version_info)}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # without it INSERT OR REPLACE walks past the triggers that keep the log
        f"journal_size_limit={JOURNAL_BYTES}",
    ):
        db.execute(f"PRAGMA {pragma}").fetchall()


def sqlite_version() -> str:
    return sqlite3.sqlite_version
