"""Backups: made while people work, checked, named by time and content; the worker makes one a day."""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from labeling.core.backup_file import BackupName, kept, read_backup_name
from labeling.core.errors import DatabaseDamaged, FileRefused
from labeling.store.documents import first_loaded_at
from labeling.store.keeping.copies import copy_project, flush, opened_copy
from labeling.workflow.keeping.status import CheckReport, check

DAY, WEEK = timedelta(days=1), timedelta(days=7)
LEFTOVER = timedelta(days=1)  # after which a copy that was never finished is no longer being made


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that is there."""

    path: Path
    name: BackupName


@dataclass(frozen=True, slots=True)
class Made:
    """A backup just made. `faults` are the project's own, of which its copy is a faithful one."""

    path: str
    n_bytes: int
    n_documents: int
    n_operations: int
    seconds: float
    faults: list[str] = field(default_factory=list)


def backup_folder(path: Path) -> Path:
    """Where the backups of the project at `path` are, unless somebody says otherwise."""
    return path.absolute().with_name(f"{path.name}.backups")


def backups(path: Path) -> list[Backup]:
    """What is in that folder, newest first; files that are not named by us are left alone."""
    folder = backup_folder(path)
    names = [(file, read_backup_name(file.name)) for file in folder.iterdir()] if folder.is_dir() else []
    found = [Backup(file, name) for file, name in names if name and name.stem == path.stem]
    return sorted(found, key=lambda backup: backup.name.at, reverse=True)


def back_up(path: Path, to: Path | None = None, *, daily: bool = False) -> Made:
    """Copy the project while others write, check the copy, and only then give it its name.

    to: a folder, or a new file that ends in .db; without it the folder beside the project.
    Raises a refusal, and leaves nothing behind, where the disk is full, the file damaged or the name taken.
    """
    begun = time.monotonic()
    path = path.absolute()
    to = (to or backup_folder(path)).absolute()
    folder = to.parent if to.suffix == ".db" and not to.is_dir() else to
    if folder != to and to.exists():
        raise FileRefused(f"{to} is there already, and a backup replaces no file. Name another one.")
    _make(folder)
    unfinished = folder / f"{path.stem}-{secrets.token_hex(8)}.unfinished"
    try:
        copy_project(path, unfinished)
        report = check_copy(unfinished)
        name = BackupName(path.stem, datetime.now(UTC), sha256_of_file(unfinished)[:8], daily)
        target = folder / str(name) if folder == to else to
        n_bytes = unfinished.stat().st_size
        _name(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    seconds = round(time.monotonic() - begun, 3)
    return Made(str(target), n_bytes, report.n_documents, report.n_operations, seconds, report.faults)


def check_copy(path: Path) -> CheckReport:
    """What `sitrep check` says of the copy; DatabaseDamaged where its pages are not sound."""
    with opened_copy(path) as copy:
        report = check(copy)
    if report.is_damaged:
        raise DatabaseDamaged(f"The copy is not sound, so it was not kept. {report.faults[0]}")
    return report


def sha256_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def back_up_if_due(db: Database) -> Made | None:
    """Make the day's backup, then remove the daily ones that are no longer kept; None where it is not time yet.

    Where the project has faults nothing is removed: an older backup may be the one that is wanted.
    """
    path = db.opened_file[0]
    if not is_due(db, DAY):
        return None
    made = back_up(path, daily=True)
    if not made.faults:
        remove_old(path)
    return made


def is_due(db: Database, every: timedelta) -> bool:
    """Whether the project is older than `every` and no backup is as new; one of the future is of a wrong clock."""
    moment, since = datetime.now(UTC), first_loaded_at(db)
    if since is None or moment - datetime.fromisoformat(since) < every:
        return False
    return not any(timedelta() <= moment - backup.name.at < every for backup in backups(db.opened_file[0]))


def remove_old(path: Path) -> list[Path]:
    """Remove the daily backups that are no longer kept, and copies that were never finished; nothing else."""
    daily = {backup.name: backup.path for backup in backups(path) if backup.name.daily}
    old = [daily[name] for name in daily.keys() - kept(daily)]
    for file in backup_folder(path).glob(f"{path.stem}-????????????????.unfinished"):
        if time.time() - file.stat().st_mtime > LEFTOVER.total_seconds():
            old.append(file)
    for file in old:
        file.unlink(missing_ok=True)
    return old


def backup_warning(db: Database) -> str | None:
    """What to tell whoever leads the project where it has no backup of this week; None where all is well."""
    if not is_due(db, WEEK):
        return None
    newest = next(iter(backups(db.opened_file[0])), None)
    when = f"The newest backup is of {newest.name.at:%Y-%m-%d}" if newest else "There is no backup"
    return f"{when}."


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileRefused(f"{folder} cannot be made: {error.strerror}. Name another folder.") from None


def _name(unfinished: Path, target: Path) -> None:
    try:
        unfinished.rename(target)
        flush(target.parent)
    except OSError as error:
        raise FileRefused(f"{target} cannot be written: {error.strerror}.") from None
