"""Restoring a backup: checked before, put in place of a file that is kept, checked after."""

import os
import secrets
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from labeling.core.backup_file import AT_FORM, read_backup_name
from labeling.core.errors import DatabaseBusy, DatabaseDamaged, FileRefused, StoreError
from labeling.store.damage import forget_damage
from labeling.store.database import open_database
from labeling.store.keeping.copies import flush, opened_as_it_is, opened_copy, settle
from labeling.store.keeping.health import n_operations, quick_check
from labeling.store.keeping.open_elsewhere import is_open_elsewhere
from labeling.store.keeping.restored import forget_the_moment
from labeling.store.leases import WORKER, lease_held
from labeling.store.library_errors import LibraryError
from labeling.workflow.keeping.backup import sha256_of_file
from labeling.workflow.keeping.status import CheckReport, check

BESIDE = ("", "-wal", "-shm", "-journal")  # a project's file, and what SQLite may have left beside it


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, or would be; `kept_as` is where the file that was there is now.

    `n_operations_before` is None where that file could not be read.
    """

    path: str
    n_documents: int
    n_operations: int
    n_operations_before: int | None
    kept_as: str | None


def restore(path: Path, backup: Path, *, dry_run: bool = False) -> Restored:
    """Put the project of a backup in place of the one at `path`, which is kept under another name.

    The backup itself is only read. Everybody has to sign in again, and scripts need new tokens. Raises a refusal, and
    changes nothing, where the backup is not sound, where Sitrep runs, and where the disk is too full.
    """
    path, backup = path.absolute(), backup.absolute()
    if path.exists() and backup.exists() and path.samefile(backup):
        raise FileRefused(f"{backup} is the project itself. Name a backup.")
    _check_content(backup)
    _check_stopped(path)
    n_before = _look(path)[1] if path.exists() else None
    ready = path.with_name(f".{path.name}.{secrets.token_hex(8)}.restoring")
    try:
        report = _made_ready(backup, ready)
        kept_as = _free_name(path) if path.exists() else None
        if not dry_run:
            _swap(path, ready, kept_as)
    finally:
        for ending in BESIDE:
            beside(ready, ending).unlink(missing_ok=True)
    return Restored(str(path), report.n_documents, report.n_operations, n_before, str(kept_as) if kept_as else None)


def _check_content(backup: Path) -> None:
    """Raise DatabaseDamaged where the file's bytes are not those it was named for."""
    with opened_copy(backup):
        name = read_backup_name(backup.name)
    if name and not sha256_of_file(backup).startswith(name.sha):
        raise DatabaseDamaged(f"{backup} is not as it was when it was made: its content changed. Take another backup.")


def _check_stopped(path: Path) -> None:
    if path.exists() and (is_open_elsewhere(path) or _look(path)[0]):
        raise DatabaseBusy(
            f"{path} is in use. Stop Sitrep, its worker and whatever else has the file open, then restore."
        )


def _look(path: Path) -> tuple[bool, int | None]:
    """Whether a worker is at work on the file, and its operations: no and None where it cannot be read."""
    with suppress(LibraryError), opened_as_it_is(path) as db:
        return lease_held(db, WORKER), n_operations(db)
    return False, None


def _made_ready(backup: Path, ready: Path) -> CheckReport:
    """A copy of the backup with today's tables, checked, flushed, with nothing beside it."""
    try:
        os.close(os.open(ready, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(backup, ready)
    except OSError as error:
        raise FileRefused(f"{ready.parent} cannot take the file: {error.strerror}. Nothing was changed.") from None
    db = open_database(ready, create=False)
    with closing(db.conn):
        report = check(db)
        if report.faults:
            raise DatabaseDamaged(f"{backup} is not sound, so it was not restored. {report.faults[0]}")
        forget_the_moment(db)
        settle(db)
    flush(ready)
    return report


def _swap(path: Path, ready: Path, kept_as: Path | None) -> None:
    """Put `ready` in place; at every moment there is one of the two files."""
    if kept_as:
        with suppress(StoreError, LibraryError), opened_as_it_is(path) as present:
            settle(present)
        for ending in BESIDE[1:]:  # left only where the file is damaged: they belong to it, and to no other
            with suppress(FileNotFoundError):
                os.rename(beside(path, ending), beside(kept_as, ending))
        _keep(path, kept_as)
    os.replace(ready, path)
    flush(path.parent)
    forget_damage(path)
    db = open_database(path, create=False)
    with closing(db.conn):
        faults = quick_check(db)
    if faults:
        raise DatabaseDamaged(f"{path}: {faults[0]} What was there before is {kept_as or 'nothing'}.")


def _keep(path: Path, kept_as: Path) -> None:
    try:
        os.link(path, kept_as)
    except OSError:  # a file system without links
        os.rename(path, kept_as)


def _free_name(path: Path) -> Path:
    """A name that is not taken, for the file that was there."""
    at = datetime.now(UTC).strftime(AT_FORM)
    for ending in ("", *(f"-{number}" for number in range(2, 100))):
        name = path.with_name(f"{path.stem}.before-restore-{at}{ending}{path.suffix}")
        if not name.exists():
            return name
    raise FileRefused(f"{path.parent} holds too many files kept at {at}. Move them away.")


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
