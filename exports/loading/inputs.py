"""What a load reads: how large it is, and by what it is known again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from exports.archives import is_gzip, is_zip
from exports.file_search import check_regular
from exports.formats import SNIFFED, format_by_content
from exports.loading.lines import head_of
from exports.loading.options import Options

LARGE = 64 * 2**20  # bytes of all files together, unpacked, from which on they are read in portions
PACKED = 8  # times as large as it is packed, as news are
READ_IN_PORTIONS = "jsonl"  # the one format in which a line is a document, whatever else is in the file
VERSION = 1  # of how a load is written aside; another one cannot go on with it
ENDS = 64 * 1024


def is_large(files: Sequence[Path]) -> bool:
    """Whether these are too much to be held in memory together."""
    return sum(_weight(path) for path in files) > LARGE


def is_read_in_portions(path: Path, format: str | None) -> bool:
    """Whether this is Sitrep JSONL, plain or packed; FileRefused or OSError where it cannot be read."""
    check_regular(path)
    head = head_of(path, SNIFFED)
    return not is_zip(head) and (format or format_by_content(head, path.name.removesuffix(".gz"))) == READ_IN_PORTIONS


def n_bytes(path: Path) -> int:
    """On disk; 0 where there is no such file."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def fingerprint(files: Sequence[Path], options: Options, scheme_id: str) -> str:
    """The same for the same files, unchanged, loaded in the same way; by size, time, and content at both ends."""
    known = [VERSION, scheme_id, asdict(options), [_marks_of(path) for path in files]]
    return hashlib.sha256(json.dumps(known, default=str).encode("utf-8", "surrogateescape")).hexdigest()


def _weight(path: Path) -> int:
    size = n_bytes(path)
    if not size:
        return 0
    try:
        with path.open("rb") as file:
            return size * PACKED if is_gzip(file.read(2)) else size
    except OSError:
        return 0  # reading it says why


def _marks_of(path: Path) -> list:
    try:
        status = path.stat()
        if not path.is_file():
            return [str(path), None]
        with path.open("rb") as file:
            ends = hashlib.sha256(file.read(ENDS))
            file.seek(max(0, status.st_size - ENDS))
            ends.update(file.read(ENDS))
    except OSError as error:
        return [str(path), str(error)]
    return [str(path.resolve()), status.st_size, status.st_mtime_ns, ends.hexdigest()]
