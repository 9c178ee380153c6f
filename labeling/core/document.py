"""A document: one report as stored."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from labeling.core.errors import DocumentError

MOST_CHARACTERS = 1_000_000  # in one document
TITLE_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Document:
    """One report. `text` is exactly as decoded and never changes; `published` is an ISO date or None."""

    id: str
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def sha256(self) -> str:
        return sha256_of(self.text)


def sha256_of(text: str) -> str:
    """The hexadecimal SHA-256 of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check_text(text: object, *, where: str) -> None:
    """Raise DocumentError unless `text` is something to read that SQLite, JSON and a browser all carry unchanged."""
    if not isinstance(text, str):
        raise DocumentError(f"{where}: the text is {_kind(text)}; expected a string.")
    if not text.strip():
        found = "empty" if not text else "only blanks and line ends"
        raise DocumentError(f"{where}: the text is {found}; there is nothing to annotate. Remove it or fill it in.")
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(
            f"{where}: the text has {len(text):,} characters; one document may have {MOST_CHARACTERS:,} "
            "(MOST_CHARACTERS). Split it into documents."
        )
    check_characters(text, where=where)


def check_characters(text: str, *, where: str, what: str = "the text") -> None:
    """Raise DocumentError for characters that get lost on the way: NUL and lone surrogates. `what` holds them."""
    if "\0" in text:
        at = text.index("\0")
        raise DocumentError(
            f"{where}: {what} holds a NUL character (U+0000) at {at}, which databases and CSV cut off. Remove it."
        )
    lone = re.search("[\ud800-\udfff]", text)
    if lone:
        raise DocumentError(
            f"{where}: {what} holds half a surrogate pair (U+{ord(lone[0]):04X}) at {lone.start()}, "
            "which is no character. Write the whole pair or remove it."
        )


def title_of(text: str) -> str | None:
    """The first line, where it looks like a headline: short, of letters, and not the end of a sentence.

    >>> title_of("Rockets hit base\\n\\nBAGHDAD: Rockets hit a base.")
    'Rockets hit base'
    >>> title_of("Rockets hit a base on Sunday, officials said.\\nMore follows.") is None
    True
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    looks = 3 <= len(first) <= TITLE_CHARACTERS and rest.strip() and not first.endswith((".", ":", ",", ";", "…"))
    return first if looks and any(character.isalpha() for character in first) else None


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return "null" if value is None else names.get(type(value), type(value).__name__)
