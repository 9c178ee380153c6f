"""Writes a table that a command was asked for as CSV."""

from pathlib import Path

from labeling.core.errors import FileRefused
from labeling.core.written_over import check_written_over


def write_table(path: Path, table: str) -> None:
    """Write it with a byte order mark, as spreadsheets expect it; FileRefused where that cannot be."""
    check_written_over(path)
    try:
        path.write_text(table, encoding="utf-8-sig")
    except OSError as error:
        raise FileRefused(f"{path} cannot be written: {error.strerror}.") from None
