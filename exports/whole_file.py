"""Writes a file whole or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from labeling.core.errors import FileRefused


def write_whole(path: Path, pieces: Iterable[bytes]) -> int:
    """Write the pieces to a temporary file beside `path`, then rename it; returns the bytes written.

    An error, also one raised by `pieces`, leaves what was at `path` as it was.
    """
    if path.is_dir():
        raise FileRefused(f"{path} is a folder; name a file in it, say {path / 'sitrep.jsonl'}. Nothing was written.")
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}. Nothing was written.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            n_bytes = file.tell()
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from None
    finally:
        Path(name).unlink(missing_ok=True)
    return n_bytes


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
