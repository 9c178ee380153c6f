"""What is next to settle, and how far the project is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.layer import Layer
from labeling.core.plural import n_of
from labeling.store import adjudications as store
from labeling.store.authors import Author
from labeling.store.projection import stored_layer
from labeling.store.queue import titles
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.blindness import hidden_documents
from labeling.workflow.settling.adjudicate import CHANGED, coders, comparison_of, gold_author, is_changed, not_ready

DOUBLE = 2  # coders: what one alone has done is no queue of differences
BEGUN = "Begun: "


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A document to settle; `n_differences` counts those that are open, `n_agreed` the spans all coders agree on."""

    id: str
    title: str
    why_now: str
    coders: tuple[str, ...]
    n_differences: int
    n_agreed: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Of the documents that two or more finished: all (those still being coded left out), settled, settled today."""

    n_documents: int
    n_done: int
    n_done_today: int


def next_to_settle(db: Database, author: Author, *, n: int = 3, skip: Sequence[str] = ()) -> list[ToSettle]:
    """The `n` documents to settle next: begun ones, those not begun in load order, then settled ones that changed."""
    check_allowed(db, author, "review")
    found = [one for one in ready_documents(db, author) if one.document_id not in skip]
    waiting = [(one, BEGUN if one.gold_state == "open" else "") for one in found if one.gold_state != "done"][:n]
    if len(waiting) < n:
        waiting += [(one, CHANGED) for one in found if one.gold_state == "done" and _is_changed(db, one.document_id)]
    return [_told(db, one, why) for one, why in waiting[:n]]


def progress(db: Database, author: Author) -> Settled:
    """How far the settling is, in documents."""
    check_allowed(db, author, "review")
    found = ready_documents(db, author)
    done = [one for one in found if one.gold_state == "done"]
    today = now()[:10]
    return Settled(len(found), len(done), sum(one.settled_at >= today for one in done))


def changed_since(db: Database) -> list[str]:
    """Ids of settled documents whose coders changed something afterwards."""
    return [
        one.document_id
        for one in ready_documents(db)
        if one.gold_state == "done" and _is_changed(db, one.document_id)
    ]  # fmt: skip


def ready_documents(db: Database, author: Author | None = None) -> list[store.Candidate]:
    """Documents that two or more people finished, nobody still codes, and no blind round keeps from the author."""
    left_out = not_ready(db) | (hidden_documents(db, author) if author else set())
    return [one for one in store.candidates(db, least_coders=DOUBLE) if one.document_id not in left_out]


def _is_changed(db: Database, document_id: str) -> bool:
    return is_changed(db, document_id, Layer(state="done"))


def _told(db: Database, one: store.Candidate, why: str) -> ToSettle:
    people, gold = coders(db, one.document_id), gold_author(db)
    comparison = comparison_of(people, current_scheme(db))
    layer = stored_layer(db, one.document_id, gold.id) if gold else Layer()
    n_open, names = comparison.n_open(layer), tuple(coder.name for coder in people)
    said = why if why == CHANGED else f"{why}{_counted(n_open)} to settle." if why else in_turn(n_open)
    (title,) = titles(db, [one.document_id]).values()
    return ToSettle(one.document_id, title, said, names, n_open, len(comparison.agreed_spans))


def in_turn(n_open: int) -> str:
    """Why a document comes that nothing but its place brings.

    >>> in_turn(0), in_turn(1), in_turn(3)
    ('No difference.', '1 difference.', '3 differences.')
    """
    counted = _counted(n_open)
    return f"{counted[0].upper()}{counted[1:]}."


def _counted(n_open: int) -> str:
    return n_of(n_open, "difference") if n_open else "no difference"
