"""Swapping people between documents until pairs of people share about as many documents as other pairs."""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import combinations
from random import Random

TRIES_A_DOCUMENT, MOST_TRIES = 60, 200_000


def mixed(dealt: dict[str, list[str]], had: Mapping[str, Collection[str]], random: Random) -> None:
    """Swap one person of a document with one of another, wherever that evens out what pairs share.

    Loads stay as they are, and nobody gets a document they had. Documents with one person in all have no pairs.
    """
    documents = [one for one in dealt if len(dealt[one]) + len(had.get(one, ())) > 1]
    if len(documents) < 2:
        return
    shared: Counter[frozenset[str]] = Counter()
    for document in documents:
        shared.update(frozenset(pair) for pair in combinations([*dealt[document], *had.get(document, ())], 2))
    for _ in range(min(MOST_TRIES, TRIES_A_DOCUMENT * len(documents))):
        first, second = random.sample(documents, 2)
        if dealt[first] and dealt[second]:
            _swap(dealt, had, shared, (first, random.choice(dealt[first])), (second, random.choice(dealt[second])))


def _swap(
    dealt: dict[str, list[str]],
    had: Mapping[str, Collection[str]],
    shared: Counter[frozenset[str]],
    one: tuple[str, str],
    other: tuple[str, str],
) -> None:
    """Let two people change places if the squares of what pairs share add up to less then."""
    (first, gone), (second, come) = one, other
    if come in (*dealt[first], *had.get(first, ())) or gone in (*dealt[second], *had.get(second, ())):
        return
    change: Counter[frozenset[str]] = Counter()
    for document, out, into in ((first, gone, come), (second, come, gone)):
        for who in (*dealt[document], *had.get(document, ())):
            if who != out:
                change[frozenset((out, who))] -= 1
                change[frozenset((into, who))] += 1
    if sum(step * (2 * shared[pair] + step) for pair, step in change.items()) < 0:
        shared.update(change)
        dealt[first][dealt[first].index(gone)] = come
        dealt[second][dealt[second].index(come)] = gone
