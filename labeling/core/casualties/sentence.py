"""A sentence as its words, and where sentences end in news text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from labeling.core.casualties.word_list import listed

# No part of a word can also be read as what joins two parts, so the time is linear in the text.
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., p.m.
    r"|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+(?![0-9])"  # 12 000, parted by a hard blank
    r"|[^\W_]+(?:(?:[-‐‑'’/]|(?<=[0-9])[.,:–](?=[0-9]))[^\W_]+)*\+?"
    r"|[,;:()%—–]|(?<=\s)-(?=\s)|--"
)
STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’')\]]*+\s+|\n\s*")
ABBREVIATIONS = listed(
    """mr mrs ms dr st gen lt col maj capt cpt sgt cpl pfc brig adm cmdr rev hon prof gov sen rep pres no nos vs etc
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun approx dept inc"""
)
REACH = 1200  # code points to either side of a span: more than a sentence, less than a slow article


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, in lower case with straight quotes; offsets are code points of the whole text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capital: tuple[bool, ...]  # nothing but False where all is written in capitals
    shouting: bool

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The first word that `start`..`end` touches and the one after the last; both equal: it touches none."""
        first = next((i for i, word_end in enumerate(self.ends) if word_end > start), len(self.words))
        after = next((i for i in range(first, len(self.words)) if self.starts[i] >= end), len(self.words))
        return first, after


def read_sentence(text: str, start: int, end: int) -> Sentence:
    found = [(match[0], match.start(), match.end()) for match in WORD.finditer(text, start, end)]
    shouting = not any(letter.islower() for letter in text[start:end])
    return Sentence(
        tuple(word.lower().replace("’", "'").replace("‑", "-").replace("‐", "-") for word, _, _ in found),
        tuple(start for _, start, _ in found),
        tuple(end for _, _, end in found),
        tuple(not shouting and word[0].isupper() for word, _, _ in found),
        shouting,
    )


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the sentences lie, in code points; together they cover the text.

    >>> text = "Gen. Naji spoke at 5 p.m. on Sunday. Two men died.\\nNo one was hurt"
    >>> [text[start:end].strip() for start, end in sentences(text)]
    ['Gen. Naji spoke at 5 p.m. on Sunday.', 'Two men died.', 'No one was hurt']
    """
    end = len(text) if end is None else end
    for stop in STOP.finditer(text, start, end):
        if _ends_here(text, start, stop):
            yield start, stop.end()
            start = stop.end()
    if start < end:
        yield start, end


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence that `start`..`end` lies in; all the sentences it touches, read as one, where it is longer."""
    pieces = [
        piece
        for piece in sentences(text, max(0, start - REACH), min(len(text), end + REACH))
        if piece[0] < end and piece[1] > start
    ]
    return read_sentence(text, pieces[0][0], pieces[-1][1]) if pieces else read_sentence(text, start, end)


def _ends_here(text: str, start: int, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 40].lstrip()
    if "\n" in stop[0]:  # a line that goes on in small letters is one sentence, cut to the width of a page
        return not after or not after[0].islower()
    if stop[0].rstrip() != ".":
        return not after[:1].islower()
    before = re.search(r"[^\W_]*$", text[max(start, stop.start() - 12) : stop.start()])[0]
    return len(before) != 1 and before.lower() not in ABBREVIATIONS and not after[:1].islower()
