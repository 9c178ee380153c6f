"""Which marks of two people mean the same: one to one, as many as possible, each pair sharing a character."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Place = tuple[int, int]  # start, end: code points, end exclusive


def matched(left: Sequence[Place], right: Sequence[Place]) -> list[tuple[int, int]]:
    """(index in `left`, index in `right`) of each pair, sorted; the same pairs whoever is called left.

    No other matching has more pairs; of those with as many, it is one whose pairs share most of their characters.

    >>> matched([(0, 4), (5, 9)], [(4, 7), (8, 12)])
    [(1, 0)]
    >>> matched([(0, 10)], [(0, 3), (4, 10)])
    [(0, 1)]
    """
    if sorted(right) < sorted(left):  # where several matchings are best, both orders must find the same one
        return sorted((one, other) for other, one in matched(right, left))
    pairs = []
    for ones, others in _together(left, right):
        if len(ones) == len(others) == 1:
            pairs.append((ones[0], others[0]))
        elif ones and others:
            pairs += _best(ones, others, left, right)
    return sorted(pairs)


def _together(left: Sequence[Place], right: Sequence[Place]) -> Iterator[tuple[list[int], list[int]]]:
    """Stretches of the text that marks tie together, as the indices of the marks in them."""
    places = [(*place, 0, index) for index, place in enumerate(left)]
    places += [(*place, 1, index) for index, place in enumerate(right)]
    tied: tuple[list[int], list[int]] = ([], [])
    reach = 0
    for start, end, side, index in sorted(places):
        if start >= reach:
            yield tied
            tied = ([], [])
        tied[side].append(index)
        reach = max(reach, end)
    yield tied


def _best(
    ones: list[int], others: list[int], left: Sequence[Place], right: Sequence[Place]
) -> Iterator[tuple[int, int]]:
    shared = np.array([[_shared(left[one], right[other]) for other in others] for one in ones])
    # What pairs share adds up to less than one pair is worth, so that it only decides between equally many.
    worth = np.where(shared > 0, 1 + shared / (min(shared.shape) + 1), 0)
    for row, column in zip(*linear_sum_assignment(worth, maximize=True), strict=True):
        if shared[row, column] > 0:
            yield ones[row], others[column]


def _shared(one: Place, other: Place) -> float:
    """Characters that both hold, as a share of those that either holds."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0
