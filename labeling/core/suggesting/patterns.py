"""Finds what the gazetteer's patterns describe: "Iraqi and US troops", "Taji training camp", "Taliban fighters"."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from labeling.core.casualties.word_list import listed
from labeling.core.suggesting.before_noun import BeforeNoun
from labeling.core.suggesting.capitals import Capitals
from labeling.core.suggesting.gazetteer import Gazetteer, Pattern, PatternPhrases
from labeling.core.words import Words, is_shouted

STRIKES = listed("strike strikes attack attacks raid raids bombing bombings fire barrage campaign")
Finds = list[tuple[int, int, str]]


def find_patterns(text: str, words: Words, gazetteer: Gazetteer, known: Finds) -> Iterator[tuple[int, int, str]]:
    """(first word, end word, label) of each phrase that a pattern describes, as long as it can be.

    `known`: names found in this text, which can stand before a noun as well.
    """
    shouted, capitals = is_shouted(text), Capitals(text, words)
    for pattern in gazetteer.patterns:
        ready = _ready(pattern, shouted)
        before = BeforeNoun(
            text,
            words,
            modifiers=_longest((first, end) for first, end, _ in ready.modifiers.find(words)),
            names=_longest(
                place[:2] for place in known if (pattern.names or pattern.owners) and place[2] == pattern.label
            ),
            nouns=gazetteer.heads,
            others={end for _, end, label in known if label != pattern.label},
        )
        for noun, end, key in ready.heads.find(words):
            first = before.kinds(noun)
            if pattern.names and not shouted and not before.is_complete(first, ready.nouns):
                first = before.name(first, capitals, gazetteer.ordinary)
            if pattern.owners and not shouted:
                first = before.owner(first, capitals)
            first = before.without_lead(first, noun)
            if words.keys[end : end + 1] and words.keys[end] in STRIKES:
                while first < noun and words.keys[first] in gazetteer.origins:
                    first += 1  # a "US drone strike" is a strike by the US
            if first < noun or key in ready.bare:
                yield first, end, pattern.label


@lru_cache(maxsize=64)
def _ready(pattern: Pattern, shouted: bool) -> PatternPhrases:
    return PatternPhrases(pattern, shouted)


def _longest(places: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Ends to the first start of each; the places come in the order of the text."""
    found: dict[int, int] = {}
    for first, end in places:
        found.setdefault(end, first)
    return found
