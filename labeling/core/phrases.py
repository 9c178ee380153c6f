"""Phrases of web pages ("Post a comment", "© …"): what a line is compared with, and how the two are made alike."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST_CHARACTERS = 160  # of a line that may be boilerplate; what is longer is a paragraph
MOST_AFTER_MARK = 700  # of a line that may be boilerplate because of what stands above it

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛ʼ`´′"), "'") | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNSEEN = dict.fromkeys(
    code for code in [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD]
)
_VOWEL_SIGNS = dict.fromkeys([*range(0x64B, 0x660), 0x670, 0x640])  # Arabic; written or not as one likes
_ALIKE = _QUOTES | _DASHES | _UNSEEN | _VOWEL_SIGNS
_EDGES = " .…·•|:;,_~=-<>‹›←→↑↓▲▼►▶▸▪■◆●"

# A word of a name begins with a capital letter, so that "Photo: rockets hit a base" names nobody.
_NAME = r"(?-i:(?:al-|el-)?[^\W\d_a-zß-öø-ÿ][\w.'&-]*)"
_BETWEEN = r"(?:\s*[,/|;]\s*|\s+(?:[&-]|and|by|via|for|in|of|the|de|et|y|und)\s+|\s+)"
_SOME_SMALL_LETTER = "(?-i:(?=.*[a-zà-ÿ]))"  # in a line of capitals every word looks like a name
_NAMES = rf"{_SOME_SMALL_LETTER}{_NAME}(?:{_BETWEEN}{_NAME}){{0,9}}"
_WILDCARDS = {"*": ".*", "#": r"\d+(?:[.,]\d+)*", "@": _NAMES}


def alike(line: str) -> str:
    """The line with straight quotes and dashes, single blanks, and no bullets, arrows or dots around it.

    >>> alike("  • Don’t miss :  our   newsletter … ")
    "Don't miss: our newsletter"
    """
    found = " ".join(unicodedata.normalize("NFC", line).translate(_ALIKE).split())
    return found.replace(" :", ":").strip(_EDGES)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lines that are boilerplate for one reason, `why`; `most` is how many characters such a line has at most.

    `exact`: whole lines in small letters; `patterns`: those with wildcards. `at_end`: only where nothing of the
    article follows. `after`: longer lines that count only below one of the others, down to the end of the text.
    """

    why: str
    exact: frozenset[str]
    patterns: re.Pattern | None = None
    after: re.Pattern | None = None
    most: int = MOST_CHARACTERS
    at_end: bool = False

    def holds(self, line: str) -> bool:
        """Whether a line, as `alike` gives it, is one of these."""
        if len(line) > self.most:
            return False
        return line.casefold() in self.exact or bool(self.patterns and self.patterns.fullmatch(line))

    def holds_after(self, line: str) -> bool:
        """Whether it is one that counts below one of these."""
        return bool(self.after and len(line) <= MOST_AFTER_MARK and self.after.fullmatch(line))


def compiled(
    why: str, lines: Iterable[str], *, after: Iterable[str] = (), most: int = MOST_CHARACTERS, at_end: bool = False
) -> Phrases:
    """Phrases from lines as people write them: `*` is anything, `#` a number, `@` one or more names.

    >>> compiled("more to read", ["Read more: *"]).holds("READ MORE: Who fires rockets?")
    True
    >>> compiled("image credit", ["Photo: @"]).holds("Photo: a rocket hit the base")
    False
    """
    lines = [alike(line) for line in lines]
    exact = frozenset(line.casefold() for line in lines if not _has_wildcard(line))
    patterns = [line for line in lines if _has_wildcard(line)]
    return Phrases(why, exact, _joined(patterns), _joined([alike(line) for line in after]), most, at_end)


def _has_wildcard(line: str) -> bool:
    return any(wildcard in line for wildcard in _WILDCARDS)


def _joined(lines: list[str]) -> re.Pattern | None:
    return re.compile("|".join(map(_pattern, lines)), re.IGNORECASE) if lines else None


def _pattern(line: str) -> str:
    return "".join(_WILDCARDS.get(part) or re.escape(part) for part in re.split(r"([*#@])", line))
