"""Texts cut into numbered words and sentences: every count the detector makes is made of these numbers.

Small letters, no accents, no signs: an article in capitals or with curly quotes reads like any other.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

# A word of two letters or digits, or what ends a sentence: not the point after a single letter, as in "U.S. troops".
TOKEN = re.compile(r"""\w\w+|(?<!\W\w)[.!?]+["”’')\]]*(?=\s)|\n|\ue000""")
MARKS = re.compile(r"[\u0300-\u036f]+")
UNKNOWN, END, MARK = -1, -2, -3
ENDS = frozenset(".!?\n")  # what an end begins with
MARK_SIGN = "\ue000"  # stands where a span begins, in texts that are learned from


class Numbers(dict):
    """Word to number, in the order they were given or first met; `growing`: a new word gets the next number."""

    def __init__(self, words: Iterable[str] = (), *, growing: bool = False) -> None:
        super().__init__((word, number) for number, word in enumerate(words))
        self.n_words = len(self)
        self.growing = growing

    def __missing__(self, token: str) -> int:
        if token[0] in ENDS:
            return END
        if token == MARK_SIGN:
            return MARK
        if not self.growing:
            return UNKNOWN
        self[token] = number = self.n_words
        self.n_words += 1
        return number


@dataclass(frozen=True, slots=True)
class Cut:
    """Words in the order of the texts.

    words: shape (n_tokens,), numbers of words, UNKNOWN where there is none.
    sentence_of, document_of: shape (n_tokens,), the sentence and the document each word stands in.
    document_of_sentence: shape (n_sentences,), sorted; a document without a word has no sentence.
    marked: shape (n_marks,), the sentence in which each mark stands, in the order of the texts.
    """

    words: np.ndarray
    sentence_of: np.ndarray
    document_of: np.ndarray
    document_of_sentence: np.ndarray
    n_documents: int
    marked: np.ndarray


def tokens_of(text: str) -> list[str]:
    """Words and ends of sentences as they stand in the text.

    >>> tokens_of("The U.S. base was hit. “Twice,” HE SAID")
    ['the', 'base', 'was', 'hit', '.', 'twice', 'he', 'said']
    """
    return TOKEN.findall(as_read(text))


def as_read(text: str) -> str:
    """Small letters without accents.

    >>> as_read("CHÁVEZ")
    'chavez'
    """
    if not text.isascii():
        text = MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.lower()


def cut(texts: Sequence[str], numbers: Numbers, marks: Iterable[Iterable[int]] = ()) -> Cut:
    """The words of these texts as `numbers` has them; `marks`: where spans begin in the first of them, sorted."""
    signed = map(with_marks, texts, chain(marks, repeat(())))
    found = [list(map(numbers.__getitem__, tokens_of(text))) for text in signed]
    lengths = np.fromiter(map(len, found), np.int64, len(found))
    words = np.fromiter(chain.from_iterable(found), np.int32, lengths.sum())
    document_of = np.repeat(np.arange(len(found)), lengths)
    begins = words == END
    begins[(np.cumsum(lengths) - lengths)[lengths > 0]] = True
    part = np.cumsum(begins)
    kept, marked_parts = words >= UNKNOWN, part[words == MARK]
    words, document_of, part = words[kept], document_of[kept], part[kept]
    is_first = np.diff(part, prepend=0) > 0
    marked = np.minimum(np.searchsorted(part[is_first], marked_parts), max(is_first.sum() - 1, 0))
    return Cut(words, np.cumsum(is_first) - 1, document_of, document_of[is_first], len(found), marked)


def with_marks(text: str, starts: Iterable[int]) -> str:
    """The text with a sign before each of these places, sorted; a sign of its own becomes a blank.

    >>> with_marks("ab", [1]) == "a" + MARK_SIGN + "b"
    True
    """
    pieces, place, text = [], 0, text.replace(MARK_SIGN, " ")
    for start in starts:
        pieces += [text[place:start], MARK_SIGN]
        place = start
    return "".join([*pieces, text[place:]])
