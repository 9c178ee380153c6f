"""The note beside a database that it was found damaged: a damaged file is no place to write that down in."""

import json
import logging
import os
from pathlib import Path

from labeling.core.clock import now
from labeling.core.errors import DatabaseDamaged
from labeling.store.library_errors import RESTORE

log = logging.getLogger("sitrep")


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells two files apart although their names are the same; None where there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino)


def note_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def note_damage(path: Path, fault: str) -> None:
    """From now on nothing is written to this file, by any process; a file put in its place is not meant.

    Where the disk takes no note, the log says so: whoever asked is told of the fault all the same.
    """
    note = {"file": identity_of(path), "found_at": now(), "fault": fault}
    try:
        note_path(path).write_text(json.dumps(note), encoding="utf-8")
    except OSError as error:
        log.error("the file was found damaged, and the note beside it could not be written: %s", error.strerror)


def forget_damage(path: Path) -> None:
    if note_path(path).exists():
        note_path(path).unlink(missing_ok=True)


def noted_damage(path: Path) -> str | None:
    """What was found wrong with the file, in words; None where nothing was."""
    try:
        note = json.loads(note_path(path).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return "The note about its damage cannot be read."
    identity = identity_of(path)
    return note["fault"] if identity and list(identity) == note["file"] else None


def check_undamaged(path: Path) -> None:
    """Raise DatabaseDamaged where a note says that the file is: what is written to it now may be lost."""
    if fault := noted_damage(path):
        raise DatabaseDamaged(f"The database file was found damaged, so nothing more is saved to it. {fault} {RESTORE}")
