"""Krippendorff's alpha for unitising: did two people cut the same stretches out of the same text?

It is the αU of Krippendorff, "On the reliability of unitizing contiguous data" (Sociological Methodology 25, 1995), in
the form of his Content Analysis (2nd edition, 2004, pages 251 to 256), for two coders at a time. The texts of all
documents lie one after another and make one continuum for each label. Where units of both overlap, they differ by the
squares of how far their two ends lie apart; a unit that lies in a gap of the other differs by the square of its length.
What is expected is the mean over all ways of laying the same units and gaps out anew. With more than two coders this
form was found to behave oddly (Krippendorff, Mathet, Bouvry and Widlöcher 2016), so three coders are three pairs here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labeling.agreement.figure import share
from labeling.agreement.matching import Place


@dataclass(frozen=True, slots=True)
class Stretch:
    """One document in which two people marked one label. `apart`: the sum of the squared differences, in characters².

    `units`, `gaps`: the lengths, in characters, of what both marked and of what both left out; `length`: of the text.
    """

    length: int
    apart: float
    units: tuple[int, ...]
    gaps: tuple[int, ...]


def stretch(length: int, left: Sequence[Place], right: Sequence[Place]) -> Stretch:
    """What two people marked with one label in a text of `length` characters; marks that overlap count as one.

    >>> stretch(10, [(2, 5)], [(2, 6)])
    Stretch(length=10, apart=1, units=(3, 4), gaps=(2, 5, 2, 4))
    """
    ours, theirs = _joined(left), _joined(right)
    our_gaps, their_gaps = _gaps(ours, length), _gaps(theirs, length)
    apart = sum(
        (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
        for one in ours
        for other in theirs
        if one[0] < other[1] and other[0] < one[1]
    )
    for units, gaps in ((ours, their_gaps), (theirs, our_gaps)):
        apart += sum(
            (end - start) ** 2 for start, end in units if any(first <= start and end <= last for first, last in gaps)
        )
    lengths = [tuple(end - start for start, end in places) for places in (ours + theirs, our_gaps + their_gaps)]
    return Stretch(length, apart, *lengths)


def sizes_of(stretches: Sequence[Stretch]) -> np.ndarray:
    """The different lengths of units, shape (k,)."""
    return np.unique([size for one in stretches for size in one.units]).astype(float)


def parts(stretches: Sequence[Stretch], sizes: np.ndarray) -> np.ndarray:
    """What each document adds to the sums that `disagreements` needs, shape (n, 2 + 2 k)."""
    found = np.zeros((len(stretches), 2 + 2 * len(sizes)))
    units, room = found[:, 2 : 2 + len(sizes)], found[:, 2 + len(sizes) :]
    for row, one in enumerate(stretches):
        found[row, :2] = one.length, one.apart
        np.add.at(units[row], np.searchsorted(sizes, one.units), 1)
        room[row] = np.maximum(np.array(one.gaps)[:, None] - sizes + 1, 0).sum(axis=0)  # places where each size fits
    return found


def disagreements(sums: np.ndarray, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(observed, expected) disagreement, both shape (m,); sums of `parts` have shape (m, 2 + 2 k).

    Alpha is 1 - observed / expected; of several labels, with the sums of both.
    """
    length, apart, units, room = sums[:, 0], sums[:, 1], sums[:, 2 : 2 + len(sizes)], sums[:, 2 + len(sizes) :]
    others = (units.sum(axis=1, keepdims=True) - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes)
    anew = (units * (others + sizes**2 * room)).sum(axis=1)
    ways = 2 * length * (2 * length - 1) - units @ (sizes * (sizes - 1))
    return share(apart, length**2), share(2 * anew, length * ways)


def _joined(places: Sequence[Place]) -> list[Place]:
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _gaps(units: Sequence[Place], length: int) -> list[Place]:
    edges = [0, *(edge for unit in units for edge in unit), length]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
