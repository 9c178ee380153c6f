"""Markdown that people wrote, ready to be shown: formatted, but nothing is fetched and nothing is a formula."""

import re

from labeling.pages.session import as_text

NO_PICTURE = "!\u200b["  # what nobody sees parts the two signs that begin a picture


def safe_markdown(text: str) -> str:
    """Markdown whose pictures are links and whose dollars are dollars; Streamlit shows HTML in it as text.

    >>> safe_markdown("![x](https://elsewhere) for $5 to $6").isascii()
    False
    """
    return text.replace("![", NO_PICTURE).replace("$", "&#36;")


def as_lines(words: str) -> str:
    r"""Words of several lines as Markdown that shows them as they are.

    >>> as_lines("a\nb & *c*")
    'a  \nb &amp; \\*c\\*'
    """
    escaped = as_text(words.replace("&", "&\0")).replace("&\0", "&amp;").replace("=", "&#61;")
    return re.sub(r"\n", "  \n", escaped)
