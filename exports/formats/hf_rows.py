"""The rows of a Hugging Face file, JSON or Parquet, and the names that its numbers stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exports.formats.json_values import read_values
from exports.formats.parquet import is_parquet, read_parquet
from exports.formats.reading import Line, Reading
from labeling.core.errors import SitrepError


@dataclass(frozen=True, slots=True)
class HfRow:
    """One row. `where` is its place, for messages; `line` where faults and counts go; `number` counts from 1."""

    number: int
    where: str
    line: Line
    values: dict[str, Any]


@dataclass(slots=True)
class HfRows:
    """`names` maps a column to the names of its numbers; JSON files have none."""

    rows: list[HfRow] = field(default_factory=list)
    names: Mapping[str, list[str]] = field(default_factory=dict)


def read_rows(data: bytes, file: str, reading: Reading) -> HfRows:
    """Every row; faults go to `reading`."""
    if not is_parquet(data):
        values = enumerate(read_values(data, file=file, reading=reading), start=1)
        return HfRows([HfRow(number, line.where, line, value) for number, (line, value) in values])
    found, line = HfRows(), Line(file, None, reading)
    try:
        rows, found.names = read_parquet(data, where=file)
        found.rows += [HfRow(n, f"{file}, row {n}", line, value) for n, value in enumerate(rows, start=1)]
    except SitrepError as refused:
        line.fault(str(refused))
    return found
