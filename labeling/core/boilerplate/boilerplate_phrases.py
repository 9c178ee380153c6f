"""Phrases of web pages ("Post a comment", "© …"): what a line is compared with, and how the two are made alike."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_CHARACTERS = 160  # of a line that may be boilerplate; what is longer is a paragraph
MOST_AFTER_MARK = 700  # of a line that may be boilerplate because of what stands above it

_QUOTES = dict.fromkeys(map(ord, "‘’‚‛ʼ`´′"), "'") | dict.fromkeys(map(ord, "“”„‟«»″"), '"')
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_UNSEEN = dict.fromkeys(
    code for code in [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD]
)
_VOWEL_SIGNS = dict.fromkeys([*range(0x64B, 0x660), 0x670, 0x640])  # Arabic; written or not as one likes
WILDCARD = re.compile("([*#@])")
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

    `at_end`: they count only where nothing of the article follows. `after`: longer lines that count only below one of
    the others, down to the end of the text. The rest is made for speed, as most lines are none: `exact` are whole lines
    in small letters, `by_word` patterns by their first word, `others` patterns with what a line must hold to fit.
    """

    why: str
    exact: frozenset[str]
    by_word: Mapping[str, re.Pattern]
    others: tuple[tuple[str, re.Pattern], ...]
    after: re.Pattern | None = None
    most: int = MOST_CHARACTERS
    at_end: bool = False

    def holds(self, line: str) -> bool:
        """Whether a line, as `alike` gives it, is one of these."""
        if len(line) > self.most:
            return False
        small = line.casefold()
        pattern = self.by_word.get(small.partition(" ")[0])
        if small in self.exact or (pattern and pattern.fullmatch(line)):
            return True
        return any(needed in small and other.fullmatch(line) for needed, other in self.others)

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
    exact, by_word, others = set(), {}, []
    for line in map(alike, lines):
        small = line.casefold()
        word = small.partition(" ")[0]
        if not WILDCARD.search(line):
            exact.add(small)
        elif not WILDCARD.search(word):
            by_word.setdefault(word, []).append(line)
        else:
            others.append((max(WILDCARD.split(small)[::2], key=len).strip(), _joined([line])))
    patterns = {word: _joined(found) for word, found in by_word.items()}
    return Phrases(why, frozenset(exact), patterns, tuple(others), _joined(map(alike, after)), most, at_end)


def _joined(lines: Iterable[str]) -> re.Pattern | None:
    """One pattern for all of these lines; None for no line."""
    patterns = ["".join(_WILDCARDS.get(part) or re.escape(part) for part in WILDCARD.split(line)) for line in lines]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None
