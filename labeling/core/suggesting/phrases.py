"""Finds known phrases in a text: names from the gazetteer, and whatever people have marked."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from labeling.core.words import Words


class Phrases:
    """A set of keys (`words.key_of`), looked up by their first word: a text is read once, however many there are."""

    def __init__(self, keys: Iterable[str], *, shouted: bool = False) -> None:
        """`shouted`: to be found in texts that are all in capitals, where “US” and “us” are one."""
        self.key_by_form: dict[str, str] = {}
        lengths: dict[str, set[int]] = {}
        for key in keys:
            form = key.lower() if shouted else key
            words = form.split(" ")
            self.key_by_form.setdefault(form, key)
            lengths.setdefault(words[0], set()).add(len(words))
        self.lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def find(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """(first word, end word, key) of every phrase at every place, the longest of a place first."""
        for first, word in enumerate(words.keys):
            for length in self.lengths.get(word, ()):
                end = first + length
                if end <= len(words.keys) and (key := self.key_by_form.get(words.key(first, end))):
                    yield first, end, key


def longest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that lie in no other, sorted; where two overlap the longer stays, or else the first.

    >>> longest([(0, 2), (1, 2), (5, 6), (5, 9), (8, 10)])
    [(0, 2), (5, 9)]
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(set(places), key=lambda place: (place[0] - place[1], place[0])):
        at = bisect_left(starts, end)  # the first kept one that begins behind this; those kept do not overlap
        if at == 0 or ends[at - 1] <= start:
            starts.insert(at, start)
            ends.insert(at, end)
    return list(zip(starts, ends, strict=True))
