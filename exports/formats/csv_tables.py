"""CSV and TSV: a table of documents or spans is read, four tables are written."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from exports.formats.csv_rows import read_rows
from exports.formats.decoding import BOM
from exports.formats.pieces import PIECE_BYTES, Pieces
from exports.formats.reading import Beside, Reading
from exports.formats.table_files import read_table_file
from exports.formats.table_rows import COLUMNS, Rows, table_of
from exports.formats.tables_write import rows_of
from labeling.core.annotation import AnnotatedDocument
from labeling.core.formula_cells import as_it_was, kept_as_text
from labeling.core.scheme import Scheme

SUFFIXES = (".csv", ".tsv")
OF_OTHERS = (b"annotation_id", b"displayed_text")  # columns by which tables of Label Studio and Potato are known


def looks_like(data: bytes, name: str) -> bool:
    first = data.removeprefix(BOM).split(b"\n", 1)[0]
    is_table = PurePath(name).suffix.lower() in SUFFIXES and not first.lstrip().startswith((b"{", b"["))
    return is_table and b"text" in first.lower() and not any(column in first for column in OF_OTHERS)


def read(
    data: bytes, *, file: str, scheme: Scheme, annotator: str | None = None, beside: Beside | None = None
) -> Reading:
    """The documents of this table; with documents.csv also the layers, spans and answers in the files beside it."""
    return read_table_file(
        data, file=file, suffix=".csv", read_rows=_read, scheme=scheme, annotator=annotator, beside=beside
    )


def write_files(
    documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """documents.csv, layers.csv, spans.csv and answers.csv, in UTF-8 with a mark, as spreadsheets expect it."""
    files = {name: Pieces(f"{name}.csv") for name in COLUMNS}
    tables = {}
    for name, file in files.items():
        file.write(BOM)
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        tables[name] = csv.DictWriter(text, COLUMNS[name])
        tables[name].writeheader()
    for annotated in documents:
        for name, row in rows_of(annotated):
            tables[name].writerow(
                {key: kept_as_text(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
            )
        for file in files.values():
            yield from file.taken(at_least=PIECE_BYTES)
    for file in files.values():
        yield from file.taken()


def _read(data: bytes, file: str, reading: Reading) -> Rows:
    """The rows; cells of a table that this program wrote are taken out of their apostrophes."""
    rows = read_rows(data, file=file, reading=reading)
    if table_of(rows.header) is None:
        return rows
    as_written = ((line, {name: as_it_was(cell) for name, cell in row.items()}) for line, row in rows.rows)
    return Rows(rows.file, rows.header, as_written)
