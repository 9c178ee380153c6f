"""JSONL in stretches of bytes: a line belongs to the shard in which it begins, so nothing is read to plan."""

from collections.abc import Iterator
from typing import BinaryIO

from exports.formats.decoding import BOM, check_signature
from labeling.core.errors import SitrepError
from labeling.core.scheme import Scheme
from models.articles import BLANKS, Found, article_of_line, bounded_lines, too_long
from models.scale import shard as shards
from models.scale.shard import Shard, Source

KIND = "bytes"
CHUNK = 1024 * 1024


def plan(source: Source) -> Iterator[Shard]:
    """The file in stretches of SHARD_BYTES; in one where it is no text, so that this is said once."""
    with open(source.path, "rb") as file:
        step = shards.SHARD_BYTES if _is_text(file.read(CHUNK)) else max(1, source.n_bytes)
    for start in range(0, source.n_bytes, step):
        end = min(start + step, source.n_bytes)
        yield Shard(KIND, (source,), start, end, end - start)


def read(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    """The articles of the lines that begin in this stretch."""
    source, n_before = shard.source, None
    with open(source.path, "rb") as file:
        if shard.start == 0:
            try:
                check_signature(file.read(CHUNK), file=source.shown)
            except SitrepError as refused:
                yield refused
                return
        at = begin = _first_line_from(file, shard.start)
        file.seek(begin)
        for number, content in enumerate(bounded_lines(file) if begin < shard.end else (), start=1):
            is_blank = content is not None and not content.removeprefix(BOM).strip(BLANKS)
            found = None if is_blank else _article(content, at, source, number, scheme)
            if isinstance(found, SitrepError):  # only now it is worth counting which line of the file it is
                n_before = _n_lines(source.path, begin) if n_before is None else n_before
                found = _article(content, at, source, n_before + number, scheme)
            if found:
                yield found
            at = at + len(content) if content is not None else file.tell()
            if at >= shard.end:
                return


def _article(content: bytes | None, at: int, source: Source, line: int, scheme: Scheme) -> Found:
    if content is None:
        return too_long(source.shown, line)
    try:
        content = content.removeprefix(BOM) if at == 0 else content
        return article_of_line(content, scheme, file=source.shown, line=line)
    except SitrepError as refused:
        return refused


def _first_line_from(file: BinaryIO, start: int) -> int:
    """Where the first line begins that begins at `start` or later."""
    if start == 0:
        return 0
    file.seek(start - 1)
    while (content := file.readline(CHUNK)) and not content.endswith(b"\n"):
        pass
    return file.tell()


def _n_lines(path: str, end: int) -> int:
    """How many lines end before this byte."""
    n, left = 0, end
    with open(path, "rb") as file:
        while left and (chunk := file.read(min(CHUNK, left))):
            n += chunk.count(b"\n")
            left -= len(chunk)
    return n


def _is_text(head: bytes) -> bool:
    try:
        check_signature(head, file="")
    except SitrepError:
        return False
    return True
