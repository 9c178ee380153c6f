"""Tables in Parquet: the four that CSV has, or one with a row for each document or span."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from exports.formats.parquet import is_parquet, read_parquet
from exports.formats.pieces import PIECE_BYTES, Pieces
from exports.formats.reading import Beside, Line, Reading
from exports.formats.table_files import read_table_file
from exports.formats.table_rows import COLUMNS, Rows
from exports.formats.tables_write import rows_of
from labeling.core.annotation import AnnotatedDocument
from labeling.core.scheme import Scheme

SUFFIX = ".parquet"
NUMBERS = ("start", "end")
GROUP_ROWS = 2_000  # are in memory at once


def looks_like(data: bytes, name: str) -> bool:
    """By the names of the four tables: the names of columns stand at the end of a file, where nobody looks yet."""
    return is_parquet(data) and PurePath(name).stem in COLUMNS


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """As for CSV; faults give the number of the row as the line."""
    return read_table_file(
        data, file=file, suffix=SUFFIX, read_rows=_read, scheme=scheme, annotator=annotator, beside=beside
    )


def write_files(
    documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """documents.parquet, layers.parquet, spans.parquet and answers.parquet: strings, and offsets as 64-bit numbers."""
    tables = {name: _Table(name) for name in COLUMNS}
    for annotated in documents:
        for name, row in rows_of(annotated):
            tables[name].add(row)
        for table in tables.values():
            yield from table.file.taken(at_least=PIECE_BYTES)
    for table in tables.values():
        table.close()
        yield from table.file.taken()


class _Table:
    """One file, written in groups of rows."""

    def __init__(self, name: str) -> None:
        import pyarrow
        from pyarrow import parquet

        kinds = [(key, pyarrow.int64() if key in NUMBERS else pyarrow.string()) for key in COLUMNS[name]]
        self.file, self.schema, self.rows = Pieces(f"{name}{SUFFIX}"), pyarrow.schema(kinds), []
        self.writer = parquet.ParquetWriter(self.file, self.schema)

    def add(self, row: dict[str, Any]) -> None:
        self.rows.append(row)
        if len(self.rows) == GROUP_ROWS:
            self._write_group()

    def close(self) -> None:
        if self.rows:
            self._write_group()
        self.writer.close()

    def _write_group(self) -> None:
        import pyarrow

        self.writer.write_table(pyarrow.Table.from_pylist(self.rows, schema=self.schema))
        self.rows = []


def _read(data: bytes, file: str, reading: Reading) -> Rows:
    rows = list(read_parquet(data, where=file)[0])
    header = tuple(rows[0]) if rows else COLUMNS.get(PurePath(file).stem, ())
    lines = (Line(file, number, reading) for number in range(1, len(rows) + 1))
    return Rows(file, header, zip(lines, map(_without_nan, rows), strict=True))


def _without_nan(value: Any) -> Any:
    """NaN is how data frames write an empty cell of a column of numbers; JSON has none."""
    if isinstance(value, dict):
        return {name: _without_nan(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_nan(inner) for inner in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
