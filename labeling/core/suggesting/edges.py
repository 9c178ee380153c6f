"""Whether words found by themselves are what they say there: not part of a longer word, an adjective or a town."""

from collections.abc import Collection

from labeling.core.casualties.people_words import is_people, is_person
from labeling.core.casualties.word_list import listed
from labeling.core.suggesting.function_words import FUNCTION_WORDS, looks_like_a_verb
from labeling.core.words import Words

HYPHENS = ("-", "‐", "‑")
ARTICLES = listed("al el ad an ar as ash at az ul")  # of names: "al-Hashd", with a hyphen
ADJECTIVES = listed("military army navy police government militia rebel")  # in "Iraqi army base", "US military aid"
THINGS = listed(
    "building bases officials sources forces troops operations strikes vehicles positions buildings posts units"
)
TOWNS = listed(
    """town city village district province governorate region suburb neighbourhood neighborhood market bazaar road
    highway street bridge river valley towns villages districts residents outskirts"""
)
ADJECTIVES_OF_NAME = 3  # "an influential local militia"
AFTER_DATELINE = (":", "-", "(", ",")


def with_article(text: str, words: Words, first: int) -> int:
    """The first word of a name with its Arabic article: of "al-Hashd" where "Hashd" was found."""
    if first > 1 and _has_hyphen(text, words, first - 1) and words.keys[first - 2].lower() in ARTICLES:
        return first - 2
    return first


def is_part_of_word(text: str, words: Words, first: int, end: int) -> bool:
    """Whether a hyphen ties words to another: "Taliban" in "anti-Taliban", in "Taliban-held"."""
    return (first > 1 and _has_hyphen(text, words, first - 1)) or (
        end + 1 < len(words.keys) and _has_hyphen(text, words, end)
    )


def _has_hyphen(text: str, words: Words, at: int) -> bool:
    """Whether word `at` is a hyphen, not a dash, between two words without a blank."""
    tied = words.is_tied(at) and words.is_tied(at + 1)
    return tied and text[words.starts[at]] in HYPHENS and words.keys[at - 1][-1].isalnum()


def is_adjective(text: str, words: Words, end: int, heads: Collection[str]) -> bool:
    """Whether what ends before word `end` only says of which kind the noun behind is: "US military" before "base".

    heads: keys of nouns of the patterns.
    """
    if words.keys[end - 1] not in ADJECTIVES:
        return False
    if not _follows(text, words, end):
        return False
    if words.keys[end] not in ("and", "or"):
        return _is_noun(words.keys[end], heads)
    # "the Iraqi military and intelligence officials", not "the Iraqi army and security forces"
    both = _follows(text, words, end + 1) and _follows(text, words, end + 2)
    small = both and text[words.starts[end + 1] : words.ends[end + 2]].islower()
    return (
        small and words.keys[end + 2] not in heads and all(_is_noun(words.keys[at], heads) for at in (end + 1, end + 2))
    )


def _follows(text: str, words: Words, at: int) -> bool:
    """Whether word `at` follows the one before after a blank."""
    return 0 < at < len(words.keys) and text[words.ends[at - 1] : words.starts[at]] == " "


def _is_noun(key: str, heads: Collection[str]) -> bool:
    word = key.lower()
    if word in heads or word in THINGS or is_people(word) or is_person(word):
        return True
    return word.isalpha() and word not in FUNCTION_WORDS and not word.endswith("ly") and not looks_like_a_verb(word)


def is_town(text: str, words: Words, first: int, end: int) -> bool:
    """Whether a name of a site is that of its town: "the village of Taji", or a dateline, "TAJI (Reuters) -"."""
    keys = words.keys
    if first > 1 and keys[first - 1] == "of" and keys[first - 2] in TOWNS:
        return True
    if end < len(keys) and keys[end] in TOWNS:
        return True
    begins = first == 0 or "\n" in text[words.ends[first - 1] - 1 : words.starts[first]]
    shouted = text[words.starts[first] : words.ends[end - 1]].isupper()
    return begins and shouted and end < len(keys) and keys[end] in AFTER_DATELINE


def end_of_name(text: str, words: Words, first: int) -> int | None:
    """The word after the proper name that what begins at word `first` only explains, or None.

    "Kataib Hezbollah, an Iraqi militia" and "Kataib Hezbollah (KH), the strongest Shia militia" name it once.
    """
    keys, at = words.keys, first - 1
    while at > 1 and first - at <= ADJECTIVES_OF_NAME and keys[at].isalpha() and keys[at] not in FUNCTION_WORDS:
        at -= 1
    best = keys[at] == "the" and at + 1 < first and keys[at + 1].endswith("est")
    if at < 2 or not (best or keys[at] in ("a", "an")) or keys[at - 1] != ",":
        return None
    end = at - 1
    if end > 3 and keys[end - 1] == ")" and keys[end - 3] == "(":
        end -= 3
    return end if text[words.starts[end - 1]].isupper() else None
