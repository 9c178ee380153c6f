"""A file of lines, plain or packed, read some hundred at a time: a file of any size takes the memory of a few."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from exports.archives import is_gzip
from exports.formats.reading import printable
from labeling.core.errors import FileRefused

MOST_LINE_BYTES = 32 * 2**20
PORTION_LINES = 500
PORTION_BYTES = 4 * 2**20
UNREADABLE = (OSError, EOFError, zlib.error)


@dataclass(slots=True)
class Portion:
    """Lines with their numbers; the next one begins at byte `offset`, unpacked, and has the number `line`.

    `too_long`: numbers of lines that are left out for their length. `n_read`: bytes of the file read so far, as it lies
    on disk. `broken` says why the file cannot be read any further.
    """

    lines: list[tuple[int, bytes]]
    too_long: list[int]
    offset: int
    line: int
    n_read: int
    broken: str = ""


def head_of(path: Path, n_bytes: int) -> bytes:
    """The first bytes of the file, unpacked; FileRefused where it cannot be unpacked."""
    with path.open("rb") as file:
        try:
            return _unpacked(file).read(n_bytes)
        except UNREADABLE as error:
            raise FileRefused(f"{printable(str(path))}: {_damaged(error)}") from None


def portions(path: Path, *, offset: int = 0, line: int = 1) -> Iterator[Portion]:
    """The lines from this byte on, which begins the line of this number; the last portion is empty or broken."""
    with path.open("rb") as file:
        lines = _unpacked(file)
        found = Portion([], [], offset, line, 0)
        try:
            lines.seek(offset)
        except UNREADABLE as error:
            found.broken = _damaged(error)
            yield found
            return
        is_last = False
        while not is_last:
            found = _portion(lines, found.offset, found.line)
            found.n_read = file.tell()
            is_last = bool(found.broken) or not (found.lines or found.too_long)
            yield found


def _unpacked(file: BinaryIO) -> BinaryIO:
    is_packed = is_gzip(file.read(2))
    file.seek(0)
    return gzip.GzipFile(fileobj=file) if is_packed else file


def _portion(lines: BinaryIO, offset: int, line: int) -> Portion:
    found = Portion([], [], offset, line, 0)
    try:
        _fill(found, lines)
    except UNREADABLE as error:
        found.broken = _damaged(error)
    else:
        found.offset = lines.tell()
    return found


def _fill(found: Portion, lines: BinaryIO) -> None:
    begin, n_bytes = found.line, 0
    while found.line - begin < PORTION_LINES and n_bytes < PORTION_BYTES:
        content = lines.readline(MOST_LINE_BYTES + 1)
        if not content:
            return
        if len(content) > MOST_LINE_BYTES and not content.endswith(b"\n"):
            found.too_long.append(found.line)
            while content and not content.endswith(b"\n"):
                content = lines.readline(PORTION_BYTES)
        else:
            found.lines.append((found.line, content.removesuffix(b"\n")))
            n_bytes += len(content)
        found.line += 1


def _damaged(error: Exception) -> str:
    if isinstance(error, EOFError):
        return "this gzip file is cut off. Fetch it again."
    return f"it cannot be read any further ({error}). Fetch it again."
