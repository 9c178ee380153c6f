"""Another project's file, laid beside the open one as `other`, to be read and never written."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from labeling.core.errors import DatabaseBusy, DatabaseDamaged, FileRefused, NotADatabase
from labeling.store.database import BUSY_MILLISECONDS, IN_MEMORY, check_kind, open_database
from labeling.store.locked_slice import forget_draws
from labeling.store.migrations import DRAWN_SINCE, MIGRATIONS

# What a merge reads; the full-text index, which it does not, takes longest to check.
CHECKED = (
    "documents", "authors", "schemes", "operations", "adjudications", "moments", "draws", "tokens",
    "spans", "answers", "work", "rejections", "backgrounds",
    "guidelines", "guideline_looks", "comments", "cases", "case_replies",
)  # fmt: skip


@contextmanager
def attached(db: Database, path: Path) -> Iterator[None]:
    """The project at `path` as `other` beside `main`, sound, with today's tables, for as long as this lasts.

    The file is not changed, and others may go on working in it. One of an older Sitrep is read from a copy with today's
    tables. Raises FileRefused where there is no such file or it is the open project, NotADatabase, DatabaseBusy or
    DatabaseDamaged.
    """
    _check_other(db, path)
    was_resting = not _log_of(path).exists()
    try:
        with _sentences(path), _of_today(db, path) as uri:
            db.execute("ATTACH ? AS other", (uri,))
            try:
                _check_sound(db, path)
                yield
            finally:
                db.execute("DETACH other")
    finally:
        if was_resting:
            _rest(path)


def _check_other(db: Database, path: Path) -> None:
    if not path.is_file():
        raise FileRefused(f"{path}: there is no such file. Name the database of the other project.")
    opened = str(db.opened_file[0])
    if opened != IN_MEMORY and os.path.samefile(opened, path):
        raise FileRefused(f"{path} is this project itself. Name the database of another one; nothing was merged.")


@contextmanager
def _of_today(db: Database, path: Path) -> Iterator[str]:
    """The address of the file, or of a copy with today's tables where its own are older."""
    uri = _readable(path)
    version = _version(uri, path)
    if version == len(MIGRATIONS):
        yield uri
        return
    opened = db.opened_file[0]
    folder = None if str(opened) == IN_MEMORY else opened.absolute().parent
    with tempfile.TemporaryDirectory(dir=folder, prefix=".merge.") as beside:
        copy = Path(beside) / "copy.db"
        _copy(uri, copy)
        migrated = open_database(copy)
        if version < DRAWN_SINCE:
            forget_draws(migrated)  # what opening an old project draws, only its own users can be told
        migrated.conn.close()
        yield _uri(copy, "ro")


def _readable(path: Path) -> str:
    """The file's address for reading beside others; in a folder where nothing may be written, for reading alone."""
    is_alone = not os.access(path.absolute().parent, os.W_OK) and not _log_of(path).exists()
    return _uri(path, "ro") + ("&immutable=1" if is_alone else "")


def _uri(path: Path, mode: str) -> str:
    return f"{path.resolve().as_uri()}?mode={mode}"


def _log_of(path: Path) -> Path:
    resolved = path.resolve()
    return resolved.with_name(resolved.name + "-wal")


def _version(uri: str, path: Path) -> int:
    """Its number of migrations; NotADatabase for what is no project, or one of a newer Sitrep."""
    db = Database(_connected(uri))
    try:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        check_kind(db, path)
    finally:
        db.conn.close()
    if version > len(MIGRATIONS):
        raise NotADatabase(f"{path} was made by a newer Sitrep. Update Sitrep, then merge it; nothing was merged.")
    if version == 0:
        raise NotADatabase(f"{path} is empty, not a Sitrep project. Name another file; nothing was merged.")
    return version


def _copy(uri: str, copy: Path) -> None:
    os.close(os.open(copy, os.O_RDWR | os.O_CREAT, 0o600))
    source, target = _connected(uri), sqlite3.connect(str(copy))
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


def _connected(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None)


def _check_sound(db: Database, path: Path) -> None:
    for table in CHECKED:
        rows = [row[0] for row in db.execute(f"PRAGMA other.quick_check({table})")]
        if rows != ["ok"]:
            raise DatabaseDamaged(f"{path} is damaged: {rows[0]}. Restore its backup; nothing was merged.")


def _rest(path: Path) -> None:
    """Remove the two files beside it that reading left behind; whoever closes a project last and may write does so."""
    with suppress(sqlite3.Error):
        last = _connected(_uri(path, "rw"))
        last.execute("PRAGMA schema_version").fetchone()
        last.close()


@contextmanager
def _sentences(path: Path) -> Iterator[None]:
    """What SQLite says of the other file, as a refusal."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise DatabaseBusy(f"{path} is held by another program ({error}). Close it there and try again.") from None
        raise FileRefused(f"{path} cannot be read: {error}. Check its permissions; nothing was merged.") from None
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise NotADatabase(f"{path} is not a Sitrep project: {error}. Name another file.") from None
        raise DatabaseDamaged(
            f"{path} cannot be merged: {error}. Nothing was merged; run `sitrep check` on both projects."
        ) from None
