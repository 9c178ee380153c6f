"""One file of tables, with the other tables of the same project beside it."""

from collections.abc import Callable
from pathlib import PurePath

from exports.formats.reading import Beside, Reading
from exports.formats.table_rows import COLUMNS, Rows, table_of
from exports.formats.tables import read_tables
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.scheme import Scheme

ReadRows = Callable[[bytes, str, Reading], Rows]


def read_table_file(
    data: bytes,
    *,
    file: str,
    suffix: str,
    read_rows: ReadRows,
    scheme: Scheme,
    annotator: str | None,
    beside: Beside | None,
) -> Reading:
    """The documents of this table; with the table of documents also the layers, spans and answers beside it.

    Those three give nothing by themselves: they are read where the documents are.
    """
    reading = Reading()
    try:
        rows = read_rows(data, file, reading)
        name = table_of(rows.header)
        if name in (None, "documents"):
            others = _others(file, suffix, read_rows, reading, beside) if name else {}
            return read_tables(rows, others, reading, scheme=scheme, annotator=annotator)
        texts = f"documents{suffix}"
        if beside is None or beside(texts) is None:
            raise FileRefused(f"{file}: this table holds {name}; {texts}, which has the texts, is not beside it.")
        reading.notice(file, None, f"read together with {texts} beside it.")
    except SitrepError as refused:
        reading.add_fault(file, 1, str(refused))
    return reading


def _others(file: str, suffix: str, read_rows: ReadRows, reading: Reading, beside: Beside | None) -> dict[str, Rows]:
    """The other tables beside the documents; FileRefused for a file of their name that is something else."""
    found = {}
    for name in COLUMNS:
        data = beside(f"{name}{suffix}") if beside and name != "documents" else None
        if data is not None:
            other = str(PurePath(file).with_name(f"{name}{suffix}"))
            found[name] = read_rows(data, other, reading)
            if table_of(found[name].header) != name:
                raise FileRefused(f"{other}, line 1: these are not the columns of {name}: {', '.join(COLUMNS[name])}.")
    return found
