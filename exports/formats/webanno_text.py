"""The text of a WebAnno TSV file, put together from its sentences, and its rows."""

import re
from dataclasses import dataclass, field

from exports.formats.reading import place
from exports.formats.webanno_cells import unescape
from labeling.core.document import MOST_CHARACTERS
from labeling.core.errors import FileRefused

TEXT = "#Text="
MOST_ROWS = 500_000
ROW = re.compile(r"([0-9]+-[0-9]+(?:\.[0-9]+)?)\t([0-9]{1,9})-([0-9]{1,9})\t([^\t]*)\t?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A token or a part of one. `start` and `end` count UTF-16 units of the document, as the file does."""

    line: int
    unit: str
    start: int
    end: int
    token: str
    cells: list[str]


@dataclass(slots=True)
class Sentence:
    """`lines` are the lines of its text, still escaped; `line` counts from 1."""

    line: int
    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_sentences(lines: list[str], *, file: str) -> list[Sentence]:
    """Every sentence; FileRefused names the line that is no part of one."""
    found: list[Sentence] = []
    n_rows = 0
    for number, content in enumerate(lines, start=1):
        if content.startswith(TEXT):
            if not found or found[-1].rows:
                found.append(Sentence(number))
            found[-1].lines.append(content.removeprefix(TEXT))
        elif content and not content.startswith("#"):
            row = ROW.fullmatch(content)
            if row is None or not found:
                raise FileRefused(
                    f"{place(file, number)}: found {content[:60]!r}; expected a row such as 1-1<tab>0-4<tab>word, "
                    f"after the line {TEXT} of its sentence."
                )
            cells = row[5].removesuffix("\t").split("\t") if row[5] else []
            n_rows += 1
            if n_rows > MOST_ROWS:
                raise FileRefused(f"{file}: more than {MOST_ROWS:,} rows. Split the document.")
            found[-1].rows.append(Row(number, row[1], int(row[2]), int(row[3]), row[4], cells))
    return found


def text_of(sentences: list[Sentence], *, file: str) -> str:
    """The text whose UTF-16 units the rows count. Between sentences, where the file holds nothing, are blanks that end
    with a line end.
    """
    pieces, n_units = [], 0
    for sentence in sentences:
        where = place(file, sentence.line)
        if not sentence.rows:
            raise FileRefused(f"{where}: a sentence without rows, so it is not known where it lies. Export it again.")
        start = sentence.rows[0].start
        if not n_units <= start <= 2 * MOST_CHARACTERS:
            raise FileRefused(f"{where}: the sentence begins at {start}, but the text before it ends at {n_units}.")
        text = _text_of(sentence, file)
        pieces += [" " * (start - n_units - 1) + "\n" if start > n_units else "", text]
        n_units = start + _n_units(text)
    return "".join(pieces)


def _text_of(sentence: Sentence, file: str) -> str:
    """The sentence, unescaped where its tokens then lie in it; files before 3.3 escape nothing in it."""
    written = "\n".join(sentence.lines)
    for text in (unescape(written), written):
        units = text.encode("utf-16-le")
        wrong = next((row for row in sentence.rows if not _fits(row, units, sentence.rows[0].start)), None)
        if wrong is None:
            return text
    raise FileRefused(
        f"{place(file, wrong.line)}: {wrong.token[:40]!r} does not lie at {wrong.start}–{wrong.end}, counted in UTF-16 "
        "units, of the text that the sentence has. Export it again."
    )


def _fits(row: Row, units: bytes, first: int) -> bool:
    start, end = 2 * (row.start - first), 2 * (row.end - first)
    if not 0 <= start <= end <= len(units):
        return False
    found = units[start:end]
    return found in (unescape(row.token).encode("utf-16-le"), row.token.encode("utf-16-le"))


def _n_units(text: str) -> int:
    """How many UTF-16 units the text has."""
    return len(text) + sum(character > "\uffff" for character in text)
