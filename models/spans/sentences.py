"""A text as the sentences that the suggesters read: words with their places, nothing thrown away but empty lines."""

import re
from dataclasses import dataclass
from itertools import groupby

from labeling.core.casualties.sentence import sentences
from labeling.core.words import Words, is_shouted, words_of

RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence. `place`: its number among the text's words; `key`: in small letters, digits as they are.

    `shape` is "?" where the sentence is all in capitals, so that case says nothing.
    """

    place: int
    key: str
    shape: str
    is_capital: bool


@dataclass(frozen=True)
class Read:
    """A text as it is read: `words` are all its words, `lines` the sentences with the tokens that count."""

    words: Words
    lines: list[list[Token]]


def read_text(text: str) -> Read:
    """Cut a text into sentences and words; a text without any word has no sentences."""
    words, shouted = words_of(text), is_shouted(text)
    bounds = sentences(text)
    end, number, lines = 0, 0, []
    numbered = []
    for place, start in enumerate(words.starts):
        while start >= end:
            _, end = next(bounds)
            number += 1
        if words.keys[place] != "¶":
            numbered.append((number, place))
    for _, found in groupby(numbered, key=lambda pair: pair[0]):
        places = [place for _, place in found]
        tokens = [text[words.starts[place] : words.ends[place]] for place in places]
        cased = not shouted and any(letter.islower() for token in tokens for letter in token)
        lines.append(
            [
                Token(
                    place,
                    words.keys[place].lower(),
                    shape_of(token) if cased else "?",
                    cased and token[0].isupper(),
                )
                for place, token in zip(places, tokens, strict=True)
            ]
        )
    return Read(words, lines)


def shape_of(token: str) -> str:
    """The letters by their kind, long runs cut short.

    >>> shape_of("Shahed-136")
    'Xxx-dd'
    """
    kinds = ("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in token)
    return RUN.sub(r"\1\1", "".join(kinds))
