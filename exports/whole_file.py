"""Writes a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from labeling.core.errors import FileRefused
from labeling.core.written_over import check_written_over


def write_whole(path: Path, pieces: Iterable[bytes]) -> int:
    """Write the pieces to a temporary file beside `path`, then rename it; returns the bytes written.

    An error, also one raised by `pieces`, leaves what was at `path` as it was.
    """
    with whole_file(path) as file:
        for piece in pieces:
            file.write(piece)
        return file.tell()


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A temporary file beside `path` to write to; at the end it is renamed, on an error nothing is.

    Where `path` is a link, the file that it leads to is replaced. FileRefused for what may not be written over.
    """
    check_written_over(path)
    target = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~umask())
        os.replace(name, target)
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from None
    finally:
        Path(name).unlink(missing_ok=True)


def umask() -> int:
    """The process's umask, which can only be read by setting it."""
    found = os.umask(0o077)
    os.umask(found)
    return found
