"""Cuts documents into train, dev and test: by chance or by date, and never one text into two parts."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

PARTS = ("train", "dev", "test")
RULES = ("random", "date")
DATED_SHARE = 0.9  # of the documents need a date for a cut by date to be the default


@dataclass(frozen=True, slots=True)
class Cut:
    """What the split needs to know of a document. `sha256` is its text's; `date` an ISO date or None."""

    id: str
    sha256: str
    date: str | None = None


def default_rule(cuts: Iterable[Cut]) -> str:
    """ "date" where nearly all documents have one, else "random"."""
    dated = [bool(cut.date) for cut in cuts]
    return "date" if dated and sum(dated) >= DATED_SHARE * len(dated) else "random"


def split(
    cuts: Iterable[Cut], *, rule: str, seed: int = 7, test_share: float = 0.2, dev_share: float = 0.1
) -> dict[str, str]:
    """The part of each document, by id; the same documents in any order give the same parts.

    Documents of one text stay together. By date: the newest are test, those before dev, the oldest
    and the undated train. From three texts on no part is empty.

    >>> split([Cut("a", "1", "2022-01-05"), Cut("b", "2", "2022-02-01"), Cut("c", "3", "2022-03-09")], rule="date")
    {'a': 'train', 'b': 'dev', 'c': 'test'}
    """
    groups: dict[str, list[Cut]] = {}
    for cut in cuts:
        groups.setdefault(cut.sha256, []).append(cut)
    if rule == "random":
        order = sorted(groups, key=lambda text: _drawn(seed, text))
    else:
        order = sorted(groups, key=lambda text: (_oldest(groups[text]), _drawn(seed, text)), reverse=True)
    part_by_text = _fill(order, {text: len(group) for text, group in groups.items()}, test_share, dev_share)
    return {cut.id: part_by_text[text] for text, group in groups.items() for cut in group}


def _fill(order: list[str], sizes: dict[str, int], test_share: float, dev_share: float) -> dict[str, str]:
    """Test takes from the front until it has its share, then dev; train gets the rest, and at least one text."""
    n_documents, parts, begin = sum(sizes.values()), {}, 0
    for part, share in (("test", test_share), ("dev", dev_share)):
        still_to_fill = 2 if part == "test" else 1  # parts after this one, of one text each at least
        wanted, taken = share * n_documents, 0
        while share and begin < len(order) - still_to_fill:
            size = sizes[order[begin]]
            if taken and abs(taken + size - wanted) > abs(taken - wanted):
                break
            parts[order[begin]] = part
            taken, begin = taken + size, begin + 1
    return parts | dict.fromkeys(order[begin:], "train")


def _drawn(seed: int, text: str) -> str:
    """A number drawn for this text; it does not depend on the other texts."""
    return hashlib.sha256(f"{seed}:{text}".encode()).hexdigest()


def _oldest(group: list[Cut]) -> str:
    """The date a text is put in order by: its first one; undated texts come before all others."""
    return min((cut.date for cut in group if cut.date), default="")
