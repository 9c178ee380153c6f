"""Rows as a CSV file that spreadsheets open as it is meant."""

import csv
import io
from collections.abc import Iterable, Mapping

from labeling.core.formula_cells import kept_as_text


def csv_table(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The columns are those of the first row. Cells that a spreadsheet would run as formulas stay text.

    UTF-8 with the mark in front without which spreadsheets take it for something else.

    >>> csv_table([{"name": "=1+1", "n": 2}]).decode("utf-8-sig")
    "name,n\\n'=1+1,2\\n"
    """
    rows, text = list(rows), io.StringIO()
    table = csv.DictWriter(text, rows[0].keys() if rows else (), lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({key: kept_as_text(cell) if isinstance(cell, str) else cell for key, cell in row.items()})
    return text.getvalue().encode("utf-8-sig")
