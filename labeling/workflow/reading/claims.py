"""Claiming: whoever presses Next gets the next document that nobody holds, never one that somebody has."""

import time
from collections.abc import Sequence

from sqlite_utils import Database

from labeling.store import claims as store
from labeling.store.assignments import Assignment, forget, give, read_clusters, undone_of
from labeling.store.authors import Author
from labeling.store.clusters import clusters_of
from labeling.store.database import write
from labeling.store.rounds import Round, people_of, running_rounds_of
from labeling.workflow.reading.round_gold import mixed_in_round

HELD_SECONDS = 3600  # how long the document somebody looks at is theirs before they begin it
MOST_AHEAD = 3  # documents that are claimed for one person and not begun


def claim_ahead(db: Database, author: Author, n: int, skip: tuple[str, ...], opened: str | None) -> list[Assignment]:
    """What the author has to do, in reading order; free places are claimed until that is `n` beside `skip`.

    Of the claims that are not begun one is the author's for HELD_SECONDS: `opened`, else the first. The others are
    only read ahead: they go to somebody who has nothing left, as does one whose time ran out.
    """
    running = running_rounds_of(db, author.id)
    own = _undone(db, author, running)
    if not running or (_n_ready(own, skip) >= n and not opened and all(one.held_until is None for one in own)):
        return own
    with write(db):
        if opened:
            claim_opened(db, opened, author)
        running = running_rounds_of(db, author.id)  # again: a lead may have closed one since, or removed the author
        for one in running:
            _claim(db, one, author, n, skip, running)
        own = _undone(db, author, running)
        store.hold(db, author.id, opened or _first(own, skip), time.time(), HELD_SECONDS)
    return own


def claim_opened(db: Database, document_id: str, author: Author) -> None:
    """Give the author the place at this document, where one is free; call it inside `write`."""
    for round_id in store.rounds_with_place(db, document_id, author.id):
        give(db, round_id, [(document_id, author.id)], held_until=0)


def is_taken(db: Database, document_id: str, author: Author) -> bool:
    """Whether it is for others to read, in a round of the author's, and the author has not begun it."""
    return store.is_for_others(db, document_id, author.id)


def _claim(db: Database, one: Round, author: Author, n: int, skip: tuple[str, ...], running: Sequence[Round]) -> None:
    """Claim what is missing; near the end of a pool nobody reads ahead what others could read now."""
    most = 0
    while True:
        own = mixed_in_round(db, author, running, undone_of(db, author.id))
        if _n_ready(own, skip) >= n:
            return
        most = most or min(n, MOST_AHEAD, max(1, store.n_free(db, one.id, author.id) // len(people_of(db, one.id))))
        if _n_unbegun(own, skip) >= most:
            return
        document_id = store.next_free(db, one.id, author.id)
        if document_id is None:
            break
        give(db, one.id, [(document_id, author.id)], held_until=0)
    spare = None if _n_ready(own, skip) else store.next_spare(db, one.id, author.id, time.time())
    if spare:
        forget(db, one.id, [spare])
        give(db, one.id, [(spare[0], author.id)], held_until=0)


def _undone(db: Database, author: Author, running: Sequence[Round]) -> list[Assignment]:
    """What is begun first, then round by round; near-duplicates of what the author has or gets wait until the end."""
    own, read = undone_of(db, author.id), read_clusters(db, author.id)
    cluster_by_id = clusters_of(db, [one.document_id for one in own])
    begun, fresh, later = [], [], []
    for one in own:
        cluster = cluster_by_id.get(one.document_id)
        known = read.setdefault(cluster, set()) if cluster else set()
        (begun if one.has_begun else later if known - {one.document_id} else fresh).append(one)
        known.add(one.document_id)
    return mixed_in_round(db, author, running, begun + fresh + later)


def _n_ready(own: list[Assignment], skip: tuple[str, ...]) -> int:
    return sum(one.document_id not in skip for one in own)


def _n_unbegun(own: list[Assignment], skip: tuple[str, ...]) -> int:
    return sum(not one.has_begun and one.document_id not in skip for one in own)


def _first(own: list[Assignment], skip: tuple[str, ...]) -> str | None:
    return next((one.document_id for one in own if one.document_id not in skip), None)
