"""Writes a table that a command was asked for as CSV."""

from pathlib import Path

from labeling.core.errors import FileRefused
from labeling.core.written_over import check_written_over


def write_table(path: Path, table: bytes) -> None:
    """FileRefused where it cannot be written."""
    check_written_over(path)
    try:
        path.write_bytes(table)
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}.") from None
