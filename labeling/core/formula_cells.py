"""Cells that a spreadsheet would run as formulas: an apostrophe keeps them text, and is taken off again."""

import re

RUNS = re.compile(r"'*[=+\-@\t\r\n]")
KEPT = re.compile(r"'+[=+\-@\t\r\n]")


def kept_as_text(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it.

    >>> kept_as_text("=1+1"), kept_as_text("'=1"), kept_as_text("Rockets")
    ("'=1+1", "''=1", 'Rockets')
    """
    return f"'{cell}" if RUNS.match(cell) else cell


def as_it_was(cell: str) -> str:
    """The cell before `kept_as_text`.

    >>> as_it_was("'=1+1"), as_it_was("''=1"), as_it_was("'Rockets'")
    ('=1+1', "'=1", "'Rockets'")
    """
    return cell[1:] if KEPT.match(cell) else cell
