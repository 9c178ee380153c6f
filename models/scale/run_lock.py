"""One run at a time for an output: a lock that the system takes back when its process ends, however it ends."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from labeling.core.errors import FileRefused

try:
    import fcntl
except ImportError:  # Windows, where nothing is locked
    fcntl = None

NAME = "lock"
MOST_BYTES = 200  # of what the file says


@contextmanager
def only_run(out: Path, folder: Path) -> Iterator[None]:
    """Make the folder and hold its lock inside; FileRefused where another process holds it.

    The processes that score do not have the lock, so it is free as soon as the one that started them is gone.
    """
    handle = _locked(out, folder)
    try:
        yield
    finally:
        _leave_no_empty(folder)
        os.close(handle)


def _locked(out: Path, folder: Path) -> int:
    """An open file that holds the lock; it is the one in the folder, not one that the run before removed meanwhile."""
    file = folder / NAME
    while True:
        try:
            folder.mkdir(exist_ok=True)
            handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:
            if not folder.parent.is_dir():
                raise
            continue  # removed in between
        except OSError as error:
            raise FileRefused(f"{file} cannot be written: {error.strerror}. Nothing was changed.") from None
        if not _take(handle):
            said = os.read(handle, MOST_BYTES).decode("utf-8", "replace").strip() or "another process"
            os.close(handle)
            raise FileRefused(
                f"{out} is being written by another `sitrep screen` ({said}). Wait for it or end it, or name another "
                "file with --out. Nothing was changed."
            )
        if _is_there(file, handle):
            _say_who(handle)
            return handle
        os.close(handle)


def _take(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _is_there(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _leave_no_empty(folder: Path) -> None:
    """A run that could not even begin leaves nothing to go on from."""
    if [path.name for path in folder.glob("*")] == [NAME]:
        with suppress(OSError):  # another run is beginning there
            (folder / NAME).unlink()
            folder.rmdir()


def _say_who(handle: int) -> None:
    """For the message of another process; a full disk is said where more is written."""
    said = f"process {os.getpid()} on {socket.gethostname()}".encode("utf-8", "replace")[:MOST_BYTES]
    try:
        os.ftruncate(handle, 0)
        os.write(handle, said)
    except OSError:
        return
