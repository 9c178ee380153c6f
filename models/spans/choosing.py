"""Which finished documents are learned from where there are very many: the newest, and a steady draw of the others."""

from collections.abc import Iterable

from labeling.core.document import sha256_of
from labeling.store.finished import Finished

MOST_MARKED = 6_000_000  # characters of documents with marks: about 2,900 of MUC-4
MOST_UNMARKED = 3_000_000  # of those without any
NEWEST_SHARE = 0.25  # of these characters: guidelines and news change


def chosen(finished: Iterable[Finished]) -> list[int]:
    """Their numbers, sorted; all of them where they are not too many."""
    finished = list(finished)
    marked = [one for one in finished if one.has_spans]
    unmarked = [one for one in finished if not one.has_spans]
    return sorted(one.number for one in (*_some(marked, MOST_MARKED), *_some(unmarked, MOST_UNMARKED)))


def _some(finished: list[Finished], most: int) -> list[Finished]:
    """The draw is by id, so that most of it is the same each time: versions are compared on what both have read."""
    if sum(one.n_characters for one in finished) <= most:
        return finished
    newest = _fitting(sorted(finished, key=lambda one: one.finished_at, reverse=True), int(NEWEST_SHARE * most))
    taken = {one.number for one in newest}
    others = sorted((one for one in finished if one.number not in taken), key=lambda one: sha256_of(one.id))
    return newest + _fitting(others, most - sum(one.n_characters for one in newest))


def _fitting(ordered: Iterable[Finished], most: int) -> list[Finished]:
    """From the first on as many as there is room for; one that is too long is passed over."""
    fitting, room = [], most
    for one in ordered:
        if one.n_characters <= room:
            fitting.append(one)
            room -= one.n_characters
    return fitting
