"""Gold items inside rounds: dealt when people get their part, and read at their places as if they were of the round."""

from collections.abc import Collection, Iterable, Sequence

from sqlite_utils import Database

from labeling.core.rounds.gold_places import drawn, places
from labeling.store import round_gold as store
from labeling.store.assignments import Assignment, assignments_of
from labeling.store.authors import Author
from labeling.store.clusters import clusters_of
from labeling.store.gold_items import gold_rate, salt_of, settled_unseen
from labeling.store.round_choice import read_by
from labeling.store.round_gold import RoundItem
from labeling.store.rounds import DEALT, TRAINING, Round, needs_of, people_of


def deal_items(db: Database, one: Round, author: Author, coders: Sequence[int]) -> None:
    """Deal the author gold items at the rate; what of them was not begun is dealt anew. Call it inside `write`.

    coders: of each document they have to read in the round, in its order, how many people read it. Where too few
    settled documents are new to the author, they get fewer, and nothing says so.
    """
    store.forget_items(db, one.id, author.id)
    one_in = gold_rate(db)
    if not one_in or not coders or one.kind == TRAINING:
        return
    salt, first = f"{salt_of(db)}\0{one.id}", store.n_turns(db, one.id, author.id)
    taken = [item.place for item in store.items_of(db, one.id, author.id)]
    turns = places(salt, author.name, one_in, first=first, n_others=len(coders), taken=taken)
    pool = _new_ones(db, one, settled_unseen(db, author.id))
    pool.sort(key=lambda document_id: drawn(salt, author.name, document_id))
    items = []
    for number, (place, document_id) in enumerate(zip(turns, pool, strict=False)):
        beside = min(place - first - number, len(coders) - 1)
        items.append(RoundItem(one.id, document_id, author.id, place, coders[beside]))
    store.add_items(db, items)


def deal_all_items(db: Database, one: Round, author_ids: Collection[int] | None = None) -> None:
    """Deal gold items to everybody of the round, or to these of them, as `deal_items` does. Inside `write`."""
    needs, held = needs_of(db, one.id), assignments_of(db, one.id)
    for author in people_of(db, one.id):
        if author_ids is None or author.id in author_ids:
            theirs = {row.document_id: row.state for row in held if row.author_id == author.id}
            if one.way == DEALT:
                ahead = [document_id for document_id in needs if theirs.get(document_id) == "todo"]
            else:  # as many as they could claim, were nobody else there
                read = {found for found, _, _ in read_by(db, needs, [author.id])}
                ahead = [document_id for document_id in needs if document_id not in read]
            deal_items(db, one, author, [needs[document_id] for document_id in ahead])


def _new_ones(db: Database, one: Round, settled: Sequence[str]) -> list[str]:
    """Those that are near-duplicates neither of a document of the round nor of each other."""
    known, found, cluster_by_id = store.clusters_in(db, one.id), [], clusters_of(db, settled)
    for document_id in settled:
        cluster = cluster_by_id.get(document_id)
        if cluster is None or cluster not in known:
            found.append(document_id)
            known |= {cluster} - {None}
    return found


def mixed_in_round(db: Database, author: Author, running: Iterable[Round], own: list[Assignment]) -> list[Assignment]:
    """`own`, what the author has to do in reading order, with the items that come between: each at its place.

    What is begun comes first. After the last document of a round nothing of it comes but what is due then.
    """
    waiting, turns, begun = {}, {}, []
    for one in running:
        items = store.items_of(db, one.id, author.id)
        begun += [item.as_assignment for item in items if item.state == "open"]
        waiting[one.id] = [item for item in items if item.state == "todo"]
        if waiting[one.id]:
            turns[one.id] = store.n_turns(db, one.id, author.id)
    mixed = []

    def due(round_id: int) -> Iterable[Assignment]:
        while waiting.get(round_id) and waiting[round_id][0].place <= turns[round_id]:
            turns[round_id] += 1
            yield waiting[round_id].pop(0).as_assignment

    for row in own:
        if row.has_begun:
            begun.append(row)
        else:
            mixed += due(row.round_id)
            mixed.append(row)
            turns[row.round_id] = turns.get(row.round_id, 0) + 1
            mixed += due(row.round_id)
    for round_id in waiting:
        mixed += due(round_id)
    return begun + mixed


def n_ahead(items: Iterable[RoundItem], turn: int, n_others: int) -> int:
    """How many of these are read yet by whoever reads `n_others` more documents of the round from `turn` on."""
    n = 0
    for item in items:
        if item.state == "todo":
            if item.place > turn + n_others + n:
                break
            n += 1
    return n
