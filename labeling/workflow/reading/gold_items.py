"""Gold items: settled documents mixed unseen into what people read, to know how far their marks can be relied on.

Nothing may tell one from any other document: it comes at a drawn place, for a reason that others there have too.
"""

from collections.abc import Collection, Container, Iterator

from sqlite_utils import Database

from labeling.core.errors import DatabaseBusy, QueueRefused
from labeling.core.rounds.gold_places import drawn as drawn_by
from labeling.core.rounds.gold_places import is_due, stretch_of
from labeling.store.authors import Author
from labeling.store.gold_items import (
    GoldItem,
    add_gold_item,
    gold_items,
    gold_rate,
    n_begun,
    salt_of,
    set_gold_rate,
    settled_unseen,
)
from labeling.store.learned.models import serving_threshold
from labeling.store.learned.suggestions import score_of
from labeling.store.queue import speaks_of
from labeling.store.queue_shares import queue_shares
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.reading.queue_reasons import BY_CHANCE, BY_KEYWORDS, BY_ORDER, why_uncertain

LEAST, MOST = 2, 1_000  # one in so many


def change_gold_rate(db: Database, author: Author | None, one_in: int) -> None:
    """Let one in so many documents people read be settled already, 0: none; those that were dealt stay.

    `author`: who asks; None: whoever holds the file. NotAllowed without the role, QueueRefused for other numbers.
    """
    if author is not None:
        check_allowed(db, author, "lead")
    if type(one_in) is not int or not (one_in == 0 or LEAST <= one_in <= MOST):
        raise QueueRefused(f"One in {one_in} cannot be: give 0 for none, or {LEAST} to {MOST:,}. Nothing was changed.")
    set_gold_rate(db, one_in)


def mixed_in(
    db: Database, author: Author, drawn: Iterator[tuple[str, str]], known: Container[str]
) -> Iterator[tuple[str, str]]:
    """`drawn`, (document id, reason), with the author's gold items at their places; none of the `known` documents.

    Items are dealt as they are reached. What was dealt keeps its place and its reason. Other settled documents come
    last of those drawn: were they to come by themselves too, more than one in so many would be settled.
    """
    one_in = gold_rate(db)
    if not one_in:
        yield from drawn
        return
    items, settled = gold_items(db, author.id), set(settled_unseen(db, author.id))
    waiting = [item for item in items if not item.is_begun]
    taken, turn, salt = {item.place for item in items}, n_begun(db, author.id), salt_of(db)
    seen, later, pool = {item.document_id for item in waiting}, {}, set(settled)
    for document_id, why in drawn:
        if document_id in seen or document_id in known:
            continue
        if document_id in settled:
            later.setdefault(document_id, why)
            continue
        has_none = taken.isdisjoint(stretch_of(turn, one_in))
        if pool and has_none and is_due(salt, author.name, turn, one_in):
            dealt = _dealt(db, author, turn, why, pool, one_in)
            if dealt is None:
                pool.clear()
            else:
                waiting.append(dealt)
                taken.add(turn)
                seen.add(dealt.document_id)
                pool.remove(dealt.document_id)
        while waiting and waiting[0].place <= turn:
            yield waiting[0].document_id, waiting.pop(0).why_now
            turn += 1
        seen.add(document_id)
        yield document_id, why
        turn += 1
    yield from ((item.document_id, item.why_now) for item in waiting)
    yield from ((document_id, why) for document_id, why in later.items() if document_id not in seen)


def _dealt(db: Database, author: Author, turn: int, why: str, pool: Collection[str], one_in: int) -> GoldItem | None:
    """One of `pool` at this place; None where another window of the author has just dealt it."""
    salt = salt_of(db)
    document_id = min(pool, key=lambda one: drawn_by(salt, author.name, one))
    item = GoldItem(document_id, turn, _reason(db, why, document_id), is_begun=False)
    try:
        was_dealt = add_gold_item(db, author.id, item, stretch_of(turn, one_in))
    except DatabaseBusy:
        return None  # reading goes on; the next call deals it
    return item if was_dealt else None


def _reason(db: Database, why: str, document_id: str) -> str:
    """A reason this document could have, and that others beside it have: `why` is the one of the next document."""
    if why in (BY_CHANCE, BY_ORDER):
        return why
    question = current_scheme(db).detector_question
    if why == BY_KEYWORDS and question and speaks_of(db, document_id, question.keywords):
        return why
    shares = queue_shares(db)
    if shares is None or shares["random"]:
        return BY_CHANCE
    score = score_of(db, document_id, question.name) if question else None
    return BY_ORDER if score is None else why_uncertain(score, serving_threshold(db), question)
