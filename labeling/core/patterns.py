"""Finds what the gazetteer's patterns describe: "Iraqi and US troops", "Taji training camp"."""

from collections.abc import Iterator
from functools import lru_cache

from labeling.core.gazetteer import Gazetteer, Pattern, PatternPhrases
from labeling.core.words import Words, is_shouted

JOINTS = ("and", "or")
LINKS = ("-", "al", "el")  # inside a name, never its end: "al-Balad", "K-1"
MOST_NAMES = 4  # words of a name before a head


def find_patterns(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """(first word, end word, label) of each phrase that a pattern describes, as long as it can be."""
    shouted = is_shouted(text)
    for pattern in gazetteer.patterns:
        ready = _ready(pattern, shouted)
        modifiers = {end: first for first, end, _ in ready.modifiers.find(words)}
        for head, end, key in ready.heads.find(words):
            first = _extended(words, head, modifiers)
            if pattern.names and not shouted:
                first = _with_name(text, words, first, gazetteer.ordinary)
            if first < head or key in ready.bare:
                yield first, end, pattern.label


@lru_cache(maxsize=64)
def _ready(pattern: Pattern, shouted: bool) -> PatternPhrases:
    return PatternPhrases(pattern, shouted)


def _extended(words: Words, head: int, modifiers: dict[int, int]) -> int:
    """The first word of the modifiers before `head`; `modifiers` maps where one ends to where it begins."""
    first = head
    while True:
        if first in modifiers:
            first = modifiers[first]
        elif 0 < first < head and words.keys[first - 1] in JOINTS and first - 1 in modifiers:
            first = modifiers[first - 1]
        else:
            return first


def _with_name(text: str, words: Words, first: int, ordinary: frozenset[str]) -> int:
    """The first word of a name that stands right before word `first`, or `first`."""
    begin, at = first, first - 1
    while at >= 0 and first - at <= MOST_NAMES * 2:
        if words.keys[at] in LINKS and words.ends[at] == words.starts[at + 1]:
            begin = at if words.keys[at] != "-" else begin
        elif text[words.starts[at]].isupper() and words.keys[at] not in ordinary:
            begin = at
        else:
            break
        if at and not _close(text, words, at):
            break
        at -= 1
    return begin


def _close(text: str, words: Words, at: int) -> bool:
    """Whether nothing but one blank, or nothing at all, parts word `at` from the one before."""
    return text[words.ends[at - 1] : words.starts[at]] in ("", " ")
