"""Where the characters begin that people see: grapheme clusters, by the rules that matter in news and messages."""

import unicodedata
from collections.abc import Iterator

MARKS = ("Mn", "Me", "Mc")
JOINER = "\u200d"


def cluster_starts(text: str) -> Iterator[int]:
    """The position of each cluster, in code points.

    Combining marks, emoji with skin tones, joined emoji, flags, Hangul letters and CRLF are one cluster each. Unicode
    Annex 29 has more rules, for signs that come before a letter in some scripts of India.

    >>> list(cluster_starts("e\\u0301 \\r\\n!"))
    [0, 2, 3, 5]
    """
    n_flag_letters = 0
    for at, character in enumerate(text):
        before = text[at - 1] if at else ""
        if not at or not _belongs(before, character, n_flag_letters):
            yield at
        n_flag_letters = n_flag_letters + 1 if _is_flag_letter(character) else 0


def is_inside_cluster(text: str, at: int) -> bool:
    """Whether a cluster goes on over this place.

    >>> is_inside_cluster("e\\u0301!", 1), is_inside_cluster("e\\u0301!", 2)
    (True, False)
    """
    if not 0 < at < len(text):
        return False
    n_flag_letters = 0
    while n_flag_letters < at and _is_flag_letter(text[at - 1 - n_flag_letters]):
        n_flag_letters += 1
    return _belongs(text[at - 1], text[at], n_flag_letters)


def _belongs(before: str, character: str, n_flag_letters: int) -> bool:
    """Whether `character` is of one cluster with the one before it."""
    if before == "\r":
        return character == "\n"
    if character < "\u0300" or unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return before == JOINER and unicodedata.category(character) == "So"
    if character == JOINER or unicodedata.category(character) in MARKS or _is_modifier(character):
        return True
    if before == JOINER:
        return unicodedata.category(character) == "So"
    if _is_flag_letter(character):
        return n_flag_letters % 2 == 1
    return _joins_hangul(before, character)


def _is_modifier(character: str) -> bool:
    """Skin tones, and the tags of regional flags."""
    return "\U0001f3fb" <= character <= "\U0001f3ff" or "\U000e0020" <= character <= "\U000e007f"


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _joins_hangul(before: str, character: str) -> bool:
    """Leading consonant, vowel, trailing consonant; or a whole syllable and what follows it."""
    lead, vowel, trail = ("\u1100", "\u115f"), ("\u1160", "\u11a7"), ("\u11a8", "\u11ff")
    is_syllable = "\uac00" <= before <= "\ud7a3"
    if _within(before, lead):
        return _within(character, lead) or _within(character, vowel) or "\uac00" <= character <= "\ud7a3"
    if _within(before, vowel) or (is_syllable and (ord(before) - 0xAC00) % 28 == 0):
        return _within(character, vowel) or _within(character, trail)
    return (is_syllable or _within(before, trail)) and _within(character, trail)


def _within(character: str, ends: tuple[str, str]) -> bool:
    return ends[0] <= character <= ends[1]
