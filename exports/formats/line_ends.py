"""The characters that end a line, for formats whose lines hold text."""

import re

LINE_ENDS = re.compile("[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")  # those of str.splitlines
ON_ONE_LINE = re.compile("[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")


def on_one_line(quote: str) -> str:
    """The characters as one line shows them: a blank for each character that ends one.

    >>> on_one_line("Camp\\nTaji")
    'Camp Taji'
    """
    return LINE_ENDS.sub(" ", quote)
