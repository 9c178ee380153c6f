"""A CSV or TSV file as rows with the lines they begin on; a table that is not one is refused."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from exports.formats.decoding import decode
from exports.formats.reading import Line, Reading
from exports.formats.table_rows import Rows
from labeling.core.errors import FileRefused

csv.field_size_limit(2**31 - 1)  # a cell may hold a document; Python's own limit is 131,072 characters


def read_rows(data: bytes, *, file: str, reading: Reading) -> Rows:
    """The header and the rows of the table; FileRefused where it has no usable header. Rows at fault are reported."""
    return rows_of_lines(io.StringIO(decode(data, file=file), newline=""), file=file, reading=reading)


def rows_of_lines(lines: Iterable[str], *, file: str, reading: Reading) -> Rows:
    """The same of a table whose lines come one after another, each with its end."""
    lines = iter(lines)
    first = next(lines, "")
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    rows = csv.reader(chain([first] if first else [], lines), delimiter=delimiter, strict=True)
    header = _next(rows, Line(file, 1, reading))
    if not header:
        raise FileRefused(f"{file}, line 1: there is no header. Expected the names of the columns.")
    _check_header(header, file)
    return Rows(file, tuple(header), _rows(rows, header, file, reading))


def _rows(rows: Iterator[list[str]], header: list[str], file: str, reading: Reading) -> Iterator[tuple[Line, dict]]:
    while True:
        line = Line(file, rows.line_num + 1, reading)
        try:
            cells = _next(rows, line)
        except FileRefused as refused:
            replace(line, record=file).fault(str(refused))
            return
        if cells is None:
            return
        if not cells:
            continue  # a blank line
        if len(cells) == len(header):
            yield line, dict(zip(header, cells, strict=True))
        else:
            replace(line, record=file).fault(  # whose row it is cannot be read
                f"{line.where}: {len(cells)} cells, expected {len(header)} as in the header. "
                "Cells that hold commas or line ends stand in double quotes."
            )


def _next(rows: Iterator[list[str]], line: Line) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error as error:
        what = "a quote that opens here is never closed" if "end of data" in str(error) else str(error)
        raise FileRefused(f"{line.where}: {what}. Mend the quotes; from there on nothing was read.") from None


def _check_header(header: list[str], file: str) -> None:
    if header[0].lstrip().startswith("{"):
        raise FileRefused(f"{file}, line 1: this looks like JSONL, not like a table. Name it .jsonl.")
    if header[0].startswith("sep="):
        raise FileRefused(
            f"{file}, line 1: a line for Excel, {header[0][:60]!r}, where the header is. Remove the line."
        )
    if len(header) == 1 and ";" in header[0]:
        raise FileRefused(
            f"{file}, line 1: one column {header[0][:60]!r}; it looks as if ; parts the columns. Save it with commas."
        )
    if len(set(header)) != len(header):
        name = Counter(header).most_common(1)[0][0]
        raise FileRefused(f"{file}, line 1: the column {name[:60]!r} comes twice. Keep one of them.")
