"""Where in what somebody reads a gold item comes: once in each stretch, at a place nobody can guess."""

import hashlib
from collections.abc import Collection


def stretch_of(turn: int, one_in: int) -> range:
    """The turns that share one item with this one; a turn counts the documents read before it.

    >>> stretch_of(13, 10)
    range(10, 20)
    """
    first = turn - turn % one_in
    return range(first, first + one_in)


def is_due(salt: str, name: str, turn: int, one_in: int) -> bool:
    """Whether the item of this stretch may come now: its place was drawn by the project's salt, the name, the stretch.

    >>> [turn for turn in range(12) if is_due("salt", "Amal", turn, 4)]
    [1, 2, 3, 6, 7, 8, 9, 10, 11]
    """
    first = stretch_of(turn, one_in).start
    return turn - first >= drawn(salt, name, str(one_in), str(first)) % one_in


def places(salt: str, name: str, one_in: int, *, first: int, n_others: int, taken: Collection[int] = ()) -> list[int]:
    """The turns at which items come among `n_others` documents that are read from turn `first` on, ascending.

    None in a stretch that has one of `taken` already; after the last document comes one at most.

    >>> places("salt", "Amal", 4, first=0, n_others=9)
    [1, 6, 8]
    """
    found: list[int] = []
    turn = first
    for _ in range(n_others + 1):
        stretch = stretch_of(turn, one_in)
        has_none = not any(place in stretch for place in (*taken, *found[-1:]))
        if has_none and is_due(salt, name, turn, one_in):
            found.append(turn)
            turn += 1
        turn += 1
    return found


def drawn(*of: str) -> int:
    """A number drawn by the hash of these words: the same for the same words, always."""
    return int.from_bytes(hashlib.sha256("\0".join(of).encode()).digest()[:8])
