"""Parquet by its row groups: small ones together, large ones in slices; read in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme
from models.articles import Found, article_of_row
from models.scale import shard as shards
from models.scale.shard import Shard, Source

KIND = "rows of Parquet"
READER = Path(__file__).with_name("parquet_reader.py")
TIMES = 4  # as large as other shards: a process is started for each
MOST_SLICES = 16  # of a row group, because each is unpacked from the group's beginning on


def plan(source: Source) -> Iterator[Shard]:
    """Shards of rows, counted from 1. The file's bytes are told in proportion to the rows."""
    _, groups = _described(source)
    n_rows = sum(rows for rows, _ in groups)
    start = at = 1
    n_waiting, most = 0, TIMES * shards.SHARD_BYTES
    for rows, n_bytes in groups:
        n_slices = max(1, min(MOST_SLICES, n_bytes // most, rows))
        n_waiting += n_bytes
        for number in range(1, n_slices + 1):
            end = at + rows * number // n_slices
            if n_waiting >= most and end > start:
                yield _shard(source, start, end, n_rows)
                start = end
        n_waiting = 0 if start == at + rows else n_waiting
        at += rows
    if at > start:
        yield _shard(source, start, at, n_rows)


def columns(source: Source) -> tuple[str, ...]:
    """The columns of the file; none where it cannot be read."""
    try:
        return tuple(_described(source)[0])
    except FileRefused:
        return ()


def read(shard: Shard, scheme: Scheme) -> Iterator[Found]:
    """The articles of these rows; a row without a text is none."""
    source = shard.source
    with tempfile.TemporaryFile() as said:
        command = [sys.executable, "-P", str(READER), source.path, str(shard.start), str(shard.end)]
        reader = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said)
        try:
            for line in reader.stdout:
                if not line.endswith(b"\n"):
                    break  # the reader was ended in the middle of it
                row, document_id, text = json.loads(line)
                if text is None or text == "":
                    continue
                try:
                    yield article_of_row(document_id, text, where=f"{source.shown}, row {row}")
                except SitrepError as refused:
                    yield refused
        finally:
            reader.stdout.close()  # it ends where nobody reads on
            code = reader.wait()
        if code:
            said.seek(0)
            yield _refused(source, said.read())


def _shard(source: Source, start: int, end: int, n_rows: int) -> Shard:
    n_bytes = source.n_bytes * (end - 1) // n_rows - source.n_bytes * (start - 1) // n_rows
    return Shard(KIND, (source,), start, end, n_bytes)


@lru_cache(maxsize=1)  # which way a file is cut is asked before it is cut, and each asking starts a process
def _described(source: Source) -> tuple[list[str], list[tuple[int, int]]]:
    """The columns, and (rows, bytes unpacked) of each row group; FileRefused for what is damaged."""
    done = subprocess.run([sys.executable, "-P", str(READER), source.path], capture_output=True, check=False)
    if done.returncode:
        raise _refused(source, done.stderr)
    columns, groups = json.loads(done.stdout)
    return columns, groups


def _refused(source: Source, said: bytes) -> FileRefused:
    why = said.decode("utf-8", "replace").strip().rpartition("\n")[2][:200] or "the reader was ended"
    return FileRefused(f"{source.shown}: this Parquet file cannot be read ({why}). Write it again, or smaller.")
