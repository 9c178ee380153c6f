"""What to read next, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.errors import QueueRefused
from labeling.core.scheme import Question
from labeling.store import queue as store
from labeling.store.answers import n_answers
from labeling.store.authors import Author
from labeling.store.blindness import is_secret
from labeling.store.documents import n_documents
from labeling.store.learned.models import serving_threshold
from labeling.store.learned.suggestions import score_of
from labeling.store.locked_slice import is_locked
from labeling.store.queue import Progress
from labeling.store.queue_shares import queue_shares, set_queue_shares
from labeling.store.round_gold import round_items
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.reading import round_queue
from labeling.workflow.reading.gold_items import mixed_in
from labeling.workflow.reading.queue_reasons import (
    BEGUN,
    BY_CHANCE,
    BY_KEYWORDS,
    BY_ORDER,
    IN_SLICE,
    NEARLY_THE_SAME,
    why_uncertain,
)

KEYWORDS_UNTIL = 25  # answers: before that a model knows too little to order anything
# From then on, dealt in turn. Keywords among them were measured: after 100 answers they cost .04 AP where one document
# in ten is a report, and as much where every second one is. The random ones are an honest sample.
SHARES = {"unsure": 3, "keywords": 0, "random": 1}
MOST_SHARE = 100
NOBODY = Author(0, "", "person", "annotator")


@dataclass(frozen=True, slots=True)
class Next:
    """A document to read and the reason it comes now."""

    id: str
    title: str
    why_now: str


def next_documents(
    db: Database, author: Author, *, n: int = 3, skip: tuple[str, ...] = (), opened: str | None = None
) -> list[Next]:
    """The `n` documents this author should read next, none of them in `skip`; the same call gives the same answer.

    What is begun comes first, then what running rounds give the author, then what is read freely. `opened`: what the
    author looks at now; in a round where people take the next one, it is theirs for a while (`claims.py`).
    """
    reasons: dict[str, str] = dict.fromkeys(store.open_ids(db, author.id), BEGUN)
    for document_id, why in round_queue.given(db, author, n=n, skip=skip, opened=opened):
        reasons.setdefault(document_id, why)
    if len(reasons.keys() - skip) < n and round_queue.reads_freely(db):
        later = round_items(db, author.id)
        for document_id, why in mixed_in(db, author, _freely(db, author, n + len(skip)), reasons):
            if document_id in later:
                continue
            if len(reasons.keys() - skip) >= n:
                break
            reasons.setdefault(document_id, why)
    chosen = [document_id for document_id in reasons if document_id not in skip][:n]
    titles = store.titles(db, chosen)
    return [Next(document_id, titles[document_id], reasons[document_id]) for document_id in chosen]


def _freely(db: Database, author: Author, n: int) -> Iterator[tuple[str, str]]:
    question = current_scheme(db).detector_question
    yield from _drawn(db, author, question, n_answers(db, question.name) if question else 0, n)


def queue_of_all(db: Database) -> list[str]:
    """Every document that is in no round, in the order somebody would read it who has read nothing."""
    return list(dict.fromkeys(found for found, _ in _freely(db, NOBODY, n_documents(db))))


def progress(db: Database, author: Author) -> Progress:
    return store.progress_of(db, author.id, now()[:10])


def shares(db: Database) -> dict[str, int]:
    """How the queue is dealt after KEYWORDS_UNTIL answers: pool to its share."""
    return queue_shares(db) or dict(SHARES)


def change_shares(db: Database, changed: Mapping[str, int], *, author: Author | None = None) -> dict[str, int]:
    """Set these shares, leave the others, and return all; QueueRefused where they cannot be dealt.

    `author`: who asks, NotAllowed unless they lead; None: who holds the file.
    """
    check_allowed(db, author, "lead")
    wanted = shares(db) | dict(changed)
    if wanted.keys() != SHARES.keys() or not any(wanted.values()) or not all(_is_share(n) for n in wanted.values()):
        said = ", ".join(f"{name} {n}" for name, n in wanted.items())
        raise QueueRefused(
            f"The queue cannot be dealt as {said}: give {', '.join(SHARES)} whole numbers from 0 to {MOST_SHARE}, "
            "one of them not 0. Nothing was changed."
        )
    set_queue_shares(db, wanted)
    return wanted


def _is_share(n: object) -> bool:
    return isinstance(n, int) and 0 <= n <= MOST_SHARE


def _drawn(db: Database, author: Author, question: Question | None, answered: int, n: int) -> Iterator[tuple[str, str]]:
    """(document id, reason) in reading order: the pools for this stage, dealt in turn, then what is in none of them."""
    hand = [name for name, share in shares(db).items() for _ in range(share)]
    unsure, is_early = _by_uncertainty(db, author, question, n), answered < KEYWORDS_UNTIL
    # Ranking the whole project by keywords takes longer than all else: only where they are asked for.
    is_asked = is_early or "keywords" in hand or not unsure
    keywords = [(found, BY_KEYWORDS) for found in _by_keywords(db, author, question, n)] if is_asked else []
    if is_early:
        yield from keywords
    by_chance = _by_chance(db, author, n, turn=n_dealt(hand, "random", answered))
    pools = {"unsure": unsure or keywords, "keywords": keywords, "random": by_chance}
    yield from _dealt([pools[name] for name in hand], turn=answered)
    yield from ((found, BY_ORDER) for found in store.unread(db, author.id, n))
    yield from by_chance
    yield from ((found, NEARLY_THE_SAME) for found in store.unread_near_duplicates(db, author.id, n))


def n_dealt(hand: Sequence[str], pool: str, turn: int) -> int:
    """How many came from `pool` before turn `turn`, where the pools of `hand` are dealt in turn from 0 on.

    >>> [n_dealt(["unsure", "random"], "random", turn) for turn in range(5)]
    [0, 0, 1, 1, 2]
    """
    n_hands, n_more = divmod(turn, len(hand))
    return n_hands * hand.count(pool) + hand[:n_more].count(pool)


def _by_chance(db: Database, author: Author, n: int, *, turn: int) -> list[tuple[str, str]]:
    """Locked documents and others in turn, as long as there are both: either are an honest sample of all.

    `turn`: how many were drawn before. Whoever asks for one document at a time gets both kinds as well.
    """
    locked = [(found, IN_SLICE) for found in store.unread_locked(db, author.id, n)]
    others = [(found, BY_CHANCE) for found in store.unread_at_random(db, author.id, n)]
    return _dealt([locked, others], turn=turn)


def _dealt(pools: list[list[tuple[str, str]]], turn: int) -> list[tuple[str, str]]:
    """Take from the pools in turn, starting with pool `turn`, so that a reload deals the same hand."""
    hands, taken, places = [], set(), [0] * len(pools)
    empty = 0
    while empty < len(pools):
        pool = turn % len(pools)
        turn += 1
        while places[pool] < len(pools[pool]) and pools[pool][places[pool]][0] in taken:
            places[pool] += 1
        if places[pool] >= len(pools[pool]):
            empty += 1
            continue
        empty = 0
        taken.add(pools[pool][places[pool]][0])
        hands.append(pools[pool][places[pool]])
    return hands


def _by_keywords(db: Database, author: Author, question: Question | None, n: int) -> list[str]:
    return store.unread_by_keywords(db, author.id, question.keywords, n) if question else []


def _by_uncertainty(db: Database, author: Author, question: Question | None, n: int) -> list[tuple[str, str]]:
    if question is None:
        return []
    threshold = serving_threshold(db)
    found = store.unread_by_uncertainty(db, author.id, question.name, threshold, n)
    return [(document_id, why_uncertain(score, threshold, question)) for document_id, score in found]


def why_now(db: Database, document_id: str, author: Author = NOBODY) -> str:
    """What the detector says of a document that the author opened by themselves; empty where it says nothing.

    Of a locked document it is not asked, nor of one that a blind round keeps apart.
    """
    if is_locked(db, document_id):
        return IN_SLICE
    if is_secret(db, document_id, author.id):
        return ""
    question = current_scheme(db).detector_question
    score = score_of(db, document_id, question.name) if question else None
    return "" if score is None else f"The detector: {score:.0%} likely “{question.positive}”."
