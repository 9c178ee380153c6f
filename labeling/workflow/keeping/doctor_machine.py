"""What the doctor sees of the machine: libraries, file system, disk, permissions, newest backup."""

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from labeling.core.file_system import is_network, kind_of
from labeling.store.database import JOURNAL_BYTES, SAFE_WAL, sqlite_version
from labeling.workflow.keeping.backup import WEEK, backups
from labeling.workflow.keeping.finding import BROKEN, LOOK, OK, Finding

LIBRARIES = ("streamlit", "starlette", "scikit-learn", "spacy", "sqlite-utils", "skops")
SPACE = 2  # times the size of the file: one for a backup, one to work in
LEAST_SPACE = 100_000_000  # bytes


def machine_findings(path: Path) -> Iterator[Finding]:
    """path: the project's file, absolute; it need not be there."""
    yield _versions()
    yield _sqlite()
    yield _file_system(path)
    yield _space(path)
    if path.is_file():
        yield _permissions(path)
        yield _log(path)
        yield _backup(path)


def _versions() -> Finding:
    return Finding("versions", OK, f"Python {platform.python_version()}, " + ", ".join(map(_version, LIBRARIES)))


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


def _sqlite() -> Finding:
    found, needed = sqlite_version(), ".".join(map(str, SAFE_WAL))
    if tuple(map(int, found.split("."))) >= SAFE_WAL:
        return Finding("sqlite", OK, f"SQLite {found}, with write-ahead log.")
    said = f"SQLite {found} is older than {needed}, so Sitrep works without write-ahead log: slower, and as safe."
    return Finding("sqlite", LOOK, said, "Install the packages that Sitrep asks for: `make run`.")


def _file_system(path: Path) -> Finding:
    kind = kind_of(path.parent)
    if is_network(kind):
        said = f"{path.parent} is on a network file system ({kind}), where SQLite's locks cannot be relied on."
        return Finding("file system", BROKEN, said, "Move the project to a disk of this machine. Backups may be there.")
    return Finding("file system", OK, kind or "This system does not tell its kind.")


def _space(path: Path) -> Finding:
    size = path.stat().st_size if path.is_file() else 0
    free, needed = shutil.disk_usage(path.parent).free, max(SPACE * size, LEAST_SPACE)
    said = f"{_megabytes(free)} free; the file has {_megabytes(size)}."
    if free < size:
        return Finding("disk space", BROKEN, said, "Free some space: there is none for a backup.")
    if free < needed:
        return Finding("disk space", LOOK, said, f"Free some space: {_megabytes(needed)} would be comfortable.")
    return Finding("disk space", OK, said)


def _permissions(path: Path) -> Finding:
    file, folder = stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        said = f"{path.name} ({file:o}) or its folder ({folder:o}) is read-only for you."
        return Finding("permissions", BROKEN, said, "Run Sitrep as the file's owner, or make both writable for it.")
    if file & 0o077:
        said = f"Others on this machine can read {path.name} ({file:o}): texts, labels, names."
        return Finding("permissions", LOOK, said, f"chmod 600 {path}")
    if folder & 0o022 and not folder & stat.S_ISVTX:
        said = f"Others may put another file in the place of {path.name}: its folder is {folder:o}."
        return Finding("permissions", LOOK, said, f"chmod go-w {path.parent}")
    return Finding("permissions", OK, f"{path.name} is for its owner alone.")


def _log(path: Path) -> Finding:
    log = path.with_name(f"{path.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    said = f"{_megabytes(size)} in the write-ahead log."
    if size > 2 * JOURNAL_BYTES:
        return Finding("log", LOOK, said, "Somebody reads an old state for long: an export, a backup, another program.")
    return Finding("log", OK, said)


def _backup(path: Path) -> Finding:
    newest = next(iter(backups(path)), None)
    if newest is None:
        return Finding("backup", LOOK, "There is none beside the project.", "Make one: `sitrep backup`.")
    said, age = f"The newest is {newest.path.name}.", datetime.now(UTC) - newest.name.at
    if age >= WEEK:
        return Finding("backup", LOOK, f"{said} It is {age.days} days old.", "Make one: `sitrep backup`.")
    return Finding("backup", OK, said)


def _megabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1e6:,.1f} MB"
