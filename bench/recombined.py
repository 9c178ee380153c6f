"""Any number of marked texts: MUC-4's training documents, then others made of their sentences; nothing is written."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.gold import marked
from labeling.core.casualties.sentence import sentences
from models.spans.examples import MarkedText

Piece = tuple[str, list[tuple[int, int, str]]]  # a sentence, with marks counted from its start
WORD = re.compile(r"[A-Z]{3,}")
RARE = 2  # times a word stands in the corpus, up to which each later copy has other words in its place


def documents(n: int) -> list[MarkedText]:
    """The first are MUC-4's own. Sentences change places between texts with marks, and between those without.

    Marks across sentences are lost. Rare words are spelled anew in each copy, as larger corpora have more of them.
    """
    known = marked("muc4", "train")
    made, chance = known[:n], random.Random(7)
    rare = _rare_words(known)
    while len(made) < n:
        copy = len(made) // len(known)
        made += [_anew(one, copy, rare) for one in _recombined(known, chance)]
    return made[:n]


def _anew(one: MarkedText, copy: int, rare: set[str]) -> MarkedText:
    text = WORD.sub(lambda found: respelled(found[0], copy) if found[0] in rare else found[0], one.text)
    return MarkedText(f"{one.id}-{copy}", text, one.marks)


def respelled(word: str, copy: int) -> str:
    """Another word of as many letters.

    >>> respelled("TACNA", 1)
    'CNATA'
    """
    letters = list(word)
    random.Random(f"{word}{copy}").shuffle(letters)
    return "".join(letters)


def _rare_words(known: Sequence[MarkedText]) -> set[str]:
    counts = Counter(word for one in known for word in WORD.findall(one.text))
    return {word for word, n in counts.items() if n <= RARE}


def _recombined(known: Sequence[MarkedText], chance: random.Random) -> Iterator[MarkedText]:
    cut = [(one, list(_pieces(one))) for one in known]
    for has_marks in (True, False):
        alike = [(one, pieces) for one, pieces in cut if bool(one.marks) == has_marks]
        pool = [piece for _, pieces in alike for piece in pieces]
        chance.shuffle(pool)
        for one, pieces in alike:
            yield _joined(one.id, [pool.pop() for _ in pieces])


def _pieces(one: MarkedText) -> Iterator[Piece]:
    for start, end in sentences(one.text):
        inside = [
            (first - start, last - start, label) for first, last, label in one.marks if start <= first < last <= end
        ]
        yield one.text[start:end], inside


def _joined(id: str, pieces: Sequence[Piece]) -> MarkedText:
    text, marks = "", []
    for piece, inside in pieces:
        marks += [(len(text) + first, len(text) + last, label) for first, last, label in inside]
        text += piece
    return MarkedText(id, text, marks)
