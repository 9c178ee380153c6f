"""The rows of a CoNLL file: which column is the token, which are tags, and where documents begin."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from exports.formats.reading import Line, Reading
from exports.formats.tags import OUTSIDE
from labeling.core.errors import FileRefused
from labeling.core.plural import n_of

DOCSTART = re.compile(r"-DOCSTART-(?=[ \t|]|$)")
MOST_LINES = 3_000_000
TAG = re.compile(r"[BILUES]-.+")


@dataclass(slots=True)
class Row:
    """One token; `line` counts from 1."""

    line: int
    columns: list[str]


@dataclass(slots=True)
class Table:
    """The blocks of a file, in order. `tags` are columns; `after` is the one that says whether a blank follows.

    `documents` counts for each block which document it is in; None: each block is one.
    """

    blocks: list[list[Row]] = field(default_factory=list)
    documents: list[int] | None = None
    token: int = 0
    tags: tuple[int, ...] = (-1,)
    after: int | None = None


def read_table(content: str, file: str, reading: Reading) -> Table:
    """The rows in blocks; rows of another width are faults of `reading`. FileRefused for what is no CoNLL at all."""
    lines = [line.rstrip(" \t\r") for line in content.split("\n")]
    if len(lines) > MOST_LINES:
        raise FileRefused(f"{file}: {len(lines):,} lines; at most {MOST_LINES:,} are read from one file. Split it.")
    by_sentence = _width_by_sentence(lines)
    table, starts = _blocks(lines, by_sentence)
    numbered = not by_sentence and not starts and _is_numbered(table.blocks)
    if numbered:
        _leave_comments_out(table, file, reading)
    rows = [row for block in table.blocks for row in block]
    if not rows:
        raise FileRefused(f"{file}: there is no token in this file. Expected a token and its tag on each line.")
    width = _check_widths(rows, file, reading)
    if starts and not _is_label_studio(rows[0], starts, width):
        table.documents = [bisect_right(starts, number) for number in range(len(table.blocks))]
        if n_empty := len(starts) - len(set(table.documents) - {0}):
            reading.leave_out(file, "documents without tokens", n_empty)
    rows = [row for row in rows if len(row.columns) == width]
    _name_columns(table, rows, width, numbered)
    for row in rows:
        if not row.columns[table.token]:
            line = Line(file, row.line, reading)
            line.fault(f"{line.where}: there is no token before the tag. Remove the row.")
    return table


def _width_by_sentence(lines: list[str]) -> int:
    """How many columns each token has where a sentence is one line of token|POS|tag; 0 where it is not."""
    first = next((line for line in lines if line and not DOCSTART.match(line)), "")
    n_bars = min((item.count("|") for item in first.split(" ")), default=0)
    return n_bars + 1 if n_bars and "\t" not in first else 0


def _blocks(lines: list[str], by_sentence: int) -> tuple[Table, list[int]]:
    """The blocks, and for each -DOCSTART- how many blocks come before it."""
    table, starts, block = Table(), [], []
    known: dict[str, str] = {}  # words and tags repeat: each is in memory once
    separator = "\t" if any("\t" in line and not DOCSTART.match(line) for line in lines) else " "
    for number, line in enumerate([*lines, ""], start=1):
        is_start = DOCSTART.match(line)
        if block and (is_start or not line):
            table.blocks.append(block)
            block = []
        if is_start:
            starts.append(len(table.blocks))
        elif line and by_sentence:
            items = (item.rsplit("|", by_sentence - 1) for item in line.split(" ") if item)
            table.blocks.append([Row(number, columns) for columns in items])
        elif line:
            columns = line.split("\t") if separator == "\t" else re.split(" +", line.lstrip(" "))
            block.append(Row(number, [known.setdefault(column, column) for column in columns]))
    return table, starts


def _is_numbered(blocks: list[list[Row]]) -> bool:
    """Whether the first column counts the tokens of each block: then rows that begin with # are comments."""
    for block in blocks:
        rows = [row for row in block if not row.columns[0].startswith("#")]
        if [row.columns[0] for row in rows] != [str(number) for number in range(1, len(rows) + 1)]:
            return False
    return any(len(row.columns) > 2 for block in blocks for row in block)


def _leave_comments_out(table: Table, file: str, reading: Reading) -> None:
    n_rows = sum(map(len, table.blocks))
    table.blocks = [[row for row in block if not row.columns[0].startswith("#")] for block in table.blocks]
    n_comments = n_rows - sum(map(len, table.blocks))
    if n_comments:
        reading.leave_out(file, "comment lines", n_comments)


def _check_widths(rows: list[Row], file: str, reading: Reading) -> int:
    """The number of columns that most rows have; the others are faults."""
    widths = Counter(len(row.columns) for row in rows)
    width = widths.most_common(1)[0][0]
    if width < 2:
        raise FileRefused(
            f"{file}, line {rows[0].line}: one column; expected a token and its tag, with a tab or a blank."
        )
    like = next(row for row in rows if len(row.columns) == width)
    if width == 10 and like.columns[0].startswith("1"):
        raise FileRefused(f"{file}: this looks like CoNLL-U, which holds no spans. Expected tags such as B-ACTOR.")
    for row in rows:
        if len(row.columns) != width:
            line, found = Line(file, row.line, reading), n_of(len(row.columns), "column")
            line.fault(f"{line.where}: {found}; expected {width}, as in line {like.line}.")
    return width


def _is_label_studio(first: Row, starts: list[int], width: int) -> bool:
    """Label Studio writes one -DOCSTART- for a file, right above the first token, and -X- _ in every row."""
    return starts == [0] and width == 4 and first.line == 2 and first.columns[1:3] == ["-X-", "_"]


def _name_columns(table: Table, rows: list[Row], width: int, numbered: bool) -> None:
    last = {row.columns[-1] for row in rows}
    if numbered:
        table.token = 1
        nested = width == 4 and all(row.columns[2] in OUTSIDE or TAG.fullmatch(row.columns[2]) for row in rows)
        table.tags = (2, 3) if nested else (-1,)
    elif width > 2 and last == {"+", "-"}:
        table.tags, table.after = (1,), width - 1
