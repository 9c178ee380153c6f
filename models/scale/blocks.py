"""Files that can only be read from their beginning on, cut into blocks: packed JSONL, and tables in CSV and TSV."""

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from exports.formats.csv_rows import rows_of_lines
from exports.formats.decoding import BOM, check_signature, decode_part
from exports.formats.reading import Reading, place
from exports.formats.table_rows import IDS, table_of
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.formula_cells import as_it_was
from labeling.core.scheme import Scheme
from models import articles
from models.articles import BLANKS, Found, article_of_line, article_of_row, bounded_lines, too_long
from models.scale import shard as shards
from models.scale.shard import Shard, Source

LINES, ROWS, FAULT = "lines", "rows", "fault"
Entry = tuple[int, bytes | SitrepError]  # the line it begins on; what goes into a block, or why nothing does


def plan_lines(source: Source) -> Iterator[Shard]:
    """The lines of packed JSONL; `start` of a shard is the line its block begins with, `end` the one after it."""
    return _planned(source, LINES, _lines)


def plan_rows(source: Source) -> Iterator[Shard]:
    """The rows of a table that have a text; those of one document that follow each other are one article."""
    return _planned(source, ROWS, _rows)


def columns(source: Source) -> tuple[str, ...]:
    """What the table's header names; none where it cannot be read."""
    try:
        with _opened(source) as (file, _):
            return rows_of_lines(_Decoded(file, source), file=source.shown, reading=Reading()).header
    except (SitrepError, OSError, EOFError, zlib.error):
        return ()


def read_lines(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    for line, content in enumerate(io.BytesIO(shard.content), start=shard.start):
        if content.strip(BLANKS):
            try:
                yield article_of_line(content, scheme, file=shard.source.shown, line=line)
            except SitrepError as refused:
                yield refused


def read_rows(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    for row in io.BytesIO(shard.content):
        line, document_id, text = json.loads(row)
        try:
            yield article_of_row(document_id, text, where=place(shard.source.shown, line))
        except SitrepError as refused:
            yield refused


def read_fault(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    yield FileRefused(shard.content.decode("utf-8"))


def _planned(source: Source, kind: str, entries_of: Callable[[BinaryIO, Source], Iterator[Entry]]) -> Iterator[Shard]:
    """Blocks of about SHARD_BYTES, and a shard of its own for each thing that is wrong."""
    with _opened(source) as (file, position):
        block, first, told = bytearray(), 1, 0
        for line, entry in _until_damage(entries_of(file, source), source):
            if not block:
                first = line
            if isinstance(entry, bytes):
                block += entry
            if block and (isinstance(entry, SitrepError) or len(block) >= shards.SHARD_BYTES):
                at = position()
                yield Shard(kind, (source,), first, line + 1, at - told, bytes(block))
                block, told = bytearray(), at
            if isinstance(entry, SitrepError):
                yield Shard(FAULT, (source,), line, line + 1, 0, str(entry).encode("utf-8", "backslashreplace"))
        if block:
            yield Shard(kind, (source,), first, line + 1, position() - told, bytes(block))


def _lines(file: BinaryIO, source: Source) -> Iterator[Entry]:
    for line, content in enumerate(bounded_lines(file), start=1):
        if content is None:
            yield line, too_long(source.shown, line)
        elif line == 1:
            check_signature(content, file=source.shown)
            yield line, content.removeprefix(BOM) or b"\n"
        else:
            yield line, content


def _rows(file: BinaryIO, source: Source) -> Iterator[Entry]:
    reading, before = Reading(), None
    lines = _Decoded(file, source)
    table = rows_of_lines(lines, file=source.shown, reading=reading)
    is_ours = table_of(table.header) is not None
    for line, row in table.rows:
        lines.n_of_row = 0
        yield from _drained(reading)
        faults = lines.drained()
        yield from faults
        if any(at >= line.number for at, _ in faults):
            continue
        text = row.get("text")
        document_id = next((row[name] for name in IDS if row.get(name)), None)
        if is_ours:
            text, document_id = as_it_was(text), document_id and as_it_was(document_id)
        if text and (document_id, text) != before:
            before = (document_id, text)
            yield line.number, json.dumps([line.number, document_id, text]).encode() + b"\n"
    yield from _drained(reading)
    yield from lines.drained()


def _drained(reading: Reading) -> Iterator[Entry]:
    for fault in reading.faults:
        yield fault.line or 1, FileRefused(fault.message)
    reading.faults, reading.n_faults = [], 0


class _Decoded:
    """The lines of a table as text. A row is at most as long as a line may be: a quote may never be closed.

    A line that cannot be taken is a fault, and something stands for it, so that the next ones are read.
    """

    def __init__(self, file: BinaryIO, source: Source) -> None:
        self.lines, self.shown = enumerate(bounded_lines(file), start=1), source.shown
        self.n_of_row = 0
        self.faults: list[Entry] = []

    def drained(self) -> list[Entry]:
        faults, self.faults = self.faults, []
        return faults

    def __iter__(self) -> Iterator[str]:
        for line, content in self.lines:
            self.n_of_row += len(content or b"")
            if self.n_of_row > articles.MOST_LINE_BYTES:
                raise too_long(self.shown, line)
            yield self._header(content) if line == 1 else self._line(content, line)

    def _header(self, content: bytes | None) -> str:
        if content is None:
            raise too_long(self.shown, 1)
        check_signature(content, file=self.shown)
        return decode_part(content.removeprefix(BOM), file=self.shown)

    def _line(self, content: bytes | None, line: int) -> str:
        if content is None:
            self.faults.append((line, too_long(self.shown, line)))
            return "\n"
        try:
            return decode_part(content, file=self.shown, line=line)
        except SitrepError as refused:
            self.faults.append((line, refused))
            return content.decode("utf-8", "replace").replace("\0", "\ufffd")


def _until_damage(entries: Iterator[Entry], source: Source) -> Iterator[Entry]:
    """The entries; what ends them early becomes the last one."""
    line = 0
    try:
        for line, entry in entries:
            yield line, entry
    except SitrepError as refused:
        rest = " From there on nothing was read." if line else ""
        yield line + 1, FileRefused(f"{refused}{rest}")
    except EOFError:
        yield line + 1, _damaged(source, line + 1, "cut off")
    except (zlib.error, gzip.BadGzipFile) as error:
        yield line + 1, _damaged(source, line + 1, f"damaged, or no gzip file ({error})")


def _damaged(source: Source, line: int, how: str) -> FileRefused:
    return FileRefused(f"{place(source.shown, line)}: here or soon after, this file is {how}. Fetch it again.")


@contextmanager
def _opened(source: Source) -> Iterator[tuple[BinaryIO, Callable[[], int]]]:
    """(the unpacked file, how many bytes of the file on disk were read so far)."""
    with open(source.path, "rb") as raw:
        if source.is_packed:
            with gzip.open(raw) as packed:
                yield packed, raw.tell
        else:
            yield raw, raw.tell
