"""A T line of brat: a label on one or more pieces of text, and the characters that are said to be there."""

import re
from dataclasses import dataclass
from itertools import pairwise

from exports.formats.line_ends import on_one_line
from labeling.core.errors import FileRefused, QuoteMismatch
from labeling.core.span import check_offsets, check_quote

MIDDLE = re.compile(r"(.+?) ([0-9]{1,15} [0-9]{1,15}(?:;[0-9]{1,15} [0-9]{1,15})*)")
SEPARATORS = (" ", "", " ... ", " [...] ")  # between the pieces in the text column: brat's own, old files', others'


@dataclass(frozen=True, slots=True)
class TextBound:
    """`pieces` are (start, end) in code points, end exclusive, in order; `line` counts from 1."""

    id: str
    label: str
    pieces: tuple[tuple[int, int], ...]
    quote: str
    line: int


def read_text_bound(content: str, line: int, *, where: str) -> TextBound:
    """The T line; FileRefused says what is expected. A label may hold blanks here, which brat does not allow."""
    fields = content.split("\t", 2)
    found = MIDDLE.fullmatch(fields[1]) if len(fields) == 3 else None
    if found is None:
        raise FileRefused(
            f"{where}: found {content[:60]!r}; expected T1<tab>LABEL start end<tab>text, with tabs. Mend the line."
        )
    pieces = sorted(tuple(map(int, piece.split(" "))) for piece in found[2].split(";"))
    return TextBound(fields[0], found[1], tuple(pieces), fields[2], line)


def checked_place(bound: TextBound, text: str, *, where: str) -> tuple[int, int] | None:
    """Start and end of the span that the pieces make; None where more than blanks lies between them.

    SpanOutOfText or QuoteMismatch where the pieces do not lie in the text or the text column is not what lies there.
    """
    for start, end in bound.pieces:
        check_offsets(start, end, text, where=where)
    start, end = bound.pieces[0][0], bound.pieces[-1][1]
    if len(bound.pieces) == 1:
        if on_one_line(text[start:end]) != on_one_line(bound.quote):
            check_quote(start, end, bound.quote, text, where=where)
        return start, end
    _check_pieces(bound, text, where)
    gaps = [text[one_end:next_start] for (_, one_end), (next_start, _) in pairwise(bound.pieces)]
    return None if any(gap.strip() for gap in gaps) else (start, end)


def _check_pieces(bound: TextBound, text: str, where: str) -> None:
    quotes = [on_one_line(text[start:end]) for start, end in bound.pieces]
    whole = on_one_line(text[bound.pieces[0][0] : bound.pieces[-1][1]])
    if on_one_line(bound.quote) not in (*(separator.join(quotes) for separator in SEPARATORS), whole):
        raise QuoteMismatch(
            f"{where}: the pieces give {' … '.join(quotes)[:60]!r}, but the text column is {bound.quote[:60]!r}. "
            "Nothing is shifted by guessing: mend the offsets."
        )
