"""Saves what is still open of a file that somebody deleted or replaced: it is gone for good when the server ends."""

import logging
import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from labeling.core.backup_file import AT_FORM

AGAIN = 60.0  # seconds after a try that failed, say on a full disk
log = logging.getLogger("sitrep")
_turn = threading.Lock()
_tried: dict[tuple, tuple[float, Path | None]] = {}  # path and identity of a file -> when, and where its content is now


def rescue(db: Database) -> Path | None:
    """A copy of what the connection still sees, beside the place where its file was; made once for each file.

    None where it could not be made. The connection must not be written to any more.
    """
    path, identity = db.opened_file
    with _turn:
        at, target = _tried.get((path, identity), (-AGAIN, None))
        if target is None and time.monotonic() - at >= AGAIN:
            target = _copied(db, path)
            _tried[path, identity] = (time.monotonic(), target)
        return target


def forget_rescue(db: Database) -> None:
    """The file is in its place again and more is saved to it: the next time it goes another copy is made."""
    if _tried:
        _tried.pop(db.opened_file, None)


def _copied(db: Database, path: Path) -> Path | None:
    name = f"{path.stem}.rescued-{datetime.now(UTC).strftime(AT_FORM)}"
    target = path.with_name(f"{name}{path.suffix}")
    if target.exists():  # the second of this second
        target = path.with_name(f"{name}-2{path.suffix}")
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        log.error("what was saved could not be rescued: %s", error)
        return None
    try:
        db.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        log.error("what was saved could not be rescued: %s", error)
        with suppress(OSError):
            target.unlink()
        return None
    log.error("the database was deleted or replaced while it was open; what was saved until then is in %s", target)
    return target
