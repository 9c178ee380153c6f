"""When two texts are nearly the same: republished, lightly edited, cut short, or under another headline."""

import re
from collections.abc import Set

RUN = 5  # words; two reports of one event share names and phrases, seldom five words in a row
HELD = 0.7  # of the runs of the shorter text stand in the longer one
FEWEST = 30  # runs; a stock sentence or two make up most of a shorter text, so there only the same words are the same
WORD = re.compile(r"\w+")


def word_runs(text: str) -> frozenset[str]:
    """Each five words in a row, without case and punctuation; all words at once where there are fewer.

    >>> sorted(word_runs("Rockets hit Camp Taji on Sunday."))
    ['hit camp taji on sunday', 'rockets hit camp taji on']
    """
    words = WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


def is_near_duplicate(one: Set[str], other: Set[str]) -> bool:
    """Whether the texts with these runs are nearly the same; it does not matter which comes first.

    >>> is_near_duplicate(word_runs("Rockets hit Taji."), word_runs("Rockets hit Balad."))
    False
    """
    shorter = min(len(one), len(other))
    if shorter < FEWEST:
        return one == other
    return len(one & other) >= fewest_shared(shorter)


def fewest_shared(n_shorter: float) -> float:
    """How many runs near-duplicates share at least, where the shorter text has so many; a number, or an array of them.

    >>> fewest_shared(100)
    70.0
    """
    return HELD * n_shorter
