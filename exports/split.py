"""Cuts documents into train, dev and test: by chance, by date or by cluster, and never one story into two parts."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from labeling.core.joined import Joined

PARTS = ("train", "dev", "test")
RULES = ("random", "date", "cluster")
DATED_SHARE = 0.9  # of the documents need a date for a cut by date to be the default


@dataclass(frozen=True, slots=True)
class Cut:
    """What the split needs to know of a document. `sha256` is its text's; `date` an ISO date or None.

    `cluster`: one name for all near-duplicates of a text, or None. `is_locked`: it belongs to the locked test slice.
    """

    id: str
    sha256: str
    date: str | None = None
    cluster: str | None = None
    is_locked: bool = False


def default_rule(cuts: Iterable[Cut]) -> str:
    """ "date" where nearly all documents have one, else "random"."""
    dated = [bool(cut.date) for cut in cuts]
    return "date" if dated and sum(dated) >= DATED_SHARE * len(dated) else "random"


def n_clusters(cuts: Iterable[Cut]) -> int:
    """How many clusters have two documents or more among these."""
    return sum(n > 1 for n in Counter(cut.cluster for cut in cuts if cut.cluster is not None).values())


def split(
    cuts: Iterable[Cut], *, rule: str, seed: int = 7, test_share: float = 0.2, dev_share: float = 0.1
) -> dict[str, str]:
    """The part of each document, by id; the same documents in any order give the same parts.

    Documents of one text or one cluster stay together. What is locked is test, whatever the rule and the share, and
    counts towards the share. By date: the newest are test, those before dev, the oldest and the undated train. By
    cluster: at random, and a share is one of clusters, not of documents. From three stories on that are not locked no
    part is empty.

    >>> split([Cut("a", "1", "2022-01-05"), Cut("b", "2", "2022-02-01"), Cut("c", "3", "2022-03-09")], rule="date")
    {'a': 'train', 'b': 'dev', 'c': 'test'}
    """
    groups = _stories(list(cuts))
    locked = [name for name, group in groups.items() if any(cut.is_locked for cut in group)]
    if rule == "date":
        order = sorted(groups, key=lambda name: (_oldest(groups[name]), _drawn(seed, name)), reverse=True)
    else:
        order = sorted(groups, key=lambda name: _drawn(seed, name))
    order = [name for name in order if name not in set(locked)]
    sizes = {name: 1 if rule == "cluster" else len(group) for name, group in groups.items()}
    part_by_story = _fill(order, sizes, {"test": test_share, "dev": dev_share}, sum(sizes[name] for name in locked))
    part_by_story |= dict.fromkeys(locked, "test")
    return {cut.id: part_by_story[name] for name, group in groups.items() for cut in group}


def _stories(cuts: list[Cut]) -> dict[str, list[Cut]]:
    """The documents that stay together, by the smallest SHA-256 of their texts."""
    joined, of_cluster = Joined(), {}
    for cut in cuts:
        if cut.cluster is not None:
            joined.join(cut.sha256, of_cluster.setdefault(cut.cluster, cut.sha256))
    groups: dict[str, list[Cut]] = {}
    for cut in cuts:
        groups.setdefault(joined.of(cut.sha256), []).append(cut)
    return groups


def _fill(order: list[str], sizes: dict[str, int], shares: dict[str, float], n_locked: int) -> dict[str, str]:
    """Test takes from the front until it has its share, then dev; train gets the rest, and at least one story."""
    n_all, parts, begin = sum(sizes.values()), {}, 0
    for part, share in shares.items():
        still_to_fill = 2 if part == "test" else 1  # parts after this one, of one story each at least
        wanted, taken = share * n_all, n_locked if part == "test" else 0
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
    """The date a story is put in order by: its first one; undated stories come before all others."""
    return min((cut.date for cut in group if cut.date), default="")
