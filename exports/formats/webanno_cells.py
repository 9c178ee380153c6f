"""The cells of WebAnno TSV 3: values stacked with |, numbered with [7], escaped with a backslash."""

import re

NOTHING, NO_VALUE = "_", "*"
NUMBERED = re.compile(r"(.*?)(?:(?<!\\)\[([0-9]{1,15})\])?", re.DOTALL)
ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
STANDS_FOR = {"n": "\n", "t": "\t", "r": "\r"}


def unescape(written: str) -> str:
    """The characters that are meant.

    >>> unescape("a\\\\_b\\\\tc")
    'a_b\\tc'
    """
    return ESCAPED.sub(lambda found: STANDS_FOR.get(found[1], found[1]), written)


def stacked(cell: str, separator: str = "|") -> list[tuple[str, str | None]]:
    """(value as written, its number or None) for each annotation in the cell; none for _.

    >>> stacked("PER[1]|LOC")
    [('PER', '1'), ('LOC', None)]
    """
    if cell in (NOTHING, ""):
        return []
    return [NUMBERED.fullmatch(part).groups() for part in _split(cell, separator)]


def _split(cell: str, separator: str) -> list[str]:
    """The parts between separators that are not escaped."""
    parts, begin = [], 0
    for found in re.finditer(rf"\\.|{re.escape(separator)}", cell, re.DOTALL):
        if found[0] == separator:
            parts.append(cell[begin : found.start()])
            begin = found.end()
    return [*parts, cell[begin:]]
