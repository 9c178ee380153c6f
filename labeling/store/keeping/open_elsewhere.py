"""Whether another process has the file open; this process must not."""

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be renamed anyway
    fcntl = None

# Where SQLite puts its locks on every system with POSIX locks; see "Locking And Concurrency" in its documentation.
PENDING, N_BYTES = 0x40000000, 512


def is_open_elsewhere(path: Path) -> bool:
    """Whether somebody reads or writes the file; in WAL mode also whoever has it open and does nothing.

    To be asked while this process has no connection to it: a process that closes a file gives up its locks on it.
    """
    if fcntl is None or not path.exists():
        return False
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, N_BYTES, PENDING)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
