"""What the gazetteer knows in a text, each where it ends: names, their short forms, nouns that patterns describe."""

from collections.abc import Iterator

from labeling.core.suggesting.edges import end_of_name, is_adjective, is_part_of_word, is_town, with_article
from labeling.core.suggesting.function_words import FUNCTION_WORDS
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.patterns import find_patterns
from labeling.core.suggesting.short_forms import short_forms
from labeling.core.words import Words, is_shouted


def find_names(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str, str]]:
    """(first word, end word, label, source), the names first; not what only explains the name before it."""
    names = list(_listed(text, words, gazetteer))
    patterns = list(find_patterns(text, words, gazetteer, names))
    ends = {(end, label) for _, end, label in (*names, *patterns)}
    for first, end, label in (*names, *short_forms(text, words, (*names, *patterns))):
        if not is_adjective(text, words, end, gazetteer.heads):
            yield first, end, label, "gazetteer"
    for first, end, label in patterns:
        if is_part_of_word(text, words, first, end) or is_adjective(text, words, end, gazetteer.heads):
            continue
        if (end_of_name(text, words, first), label) not in ends:
            yield first, end, label, "pattern"


def _listed(text: str, words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """(first word, end word, label) of the names that stand in the gazetteer."""
    shouted = is_shouted(text)
    for first, end, key in gazetteer.phrases[shouted].find(words):
        if shouted and key.lower() in FUNCTION_WORDS:
            continue  # "LET US", not LeT
        begin = with_article(text, words, first)
        town = key in gazetteer.towns and is_town(text, words, first, end)
        if not (town or is_part_of_word(text, words, begin, end)):
            yield begin, end, gazetteer.label_by_key[key]
