"""Projects that this process may read and not write: on a read-only disk, in a folder of somebody else's."""

import os
from pathlib import Path

from labeling.core.errors import StoreError
from labeling.store.beside import index_path, log_path

READ_ONLY = (
    "It is read-only here, and this needs to write. `sitrep status`, `check`, `agreement`, `backup FOLDER` and "
    "`export` read it where it is; for more make it writable, or open a copy in a folder you can write to."
)


def is_read_only(path: Path) -> bool:
    """Whether the file is there, and it, its folder or its disk takes no writing of ours."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))


def read_only_address(path: Path) -> str:
    """What SQLite opens to read the file and change nothing in it or beside it.

    Where no log is beside it nobody had it open, and it is read as a file that stays as it is: SQLite would otherwise
    make one. Raises StoreError for a log that cannot be read without making its index.
    """
    log, index = log_path(path), index_path(path)
    if not log.exists():
        return f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    if not index.exists():
        raise StoreError(
            f"{path} cannot be read where it is: what was saved last is in {log.name}, and the folder is read-only. "
            "Copy both files to a folder you can write to, and open the copy."
        )
    return f"{path.resolve().as_uri()}?mode=ro"
