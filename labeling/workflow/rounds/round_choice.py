"""Choosing the documents of a round: by what they are, by a search, by their ids, as the queue has them, at random."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from sqlite_utils import Database

from labeling.core.errors import RoundRefused
from labeling.store import round_choice as store
from labeling.store.listing import match_of
from labeling.workflow.reading.queue import queue_of_all

ID_HEADINGS = ("id", "document", "document_id")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents: all that nobody has begun, or less. `n`: at most so many of them.

    `order`: "loaded", "queue" (what the queue would give first) or "random". `ids`: exactly these, in this order.
    `also_read`: also what somebody has begun or finished.
    """

    source: str = ""
    search: str = ""
    ids: tuple[str, ...] = ()
    order: str = "loaded"
    n: int | None = None
    also_read: bool = False

    @property
    def words(self) -> str:
        """How the documents were chosen, as one says it."""
        if self.ids:
            return "by a list of ids"
        parts = ["also what was read"] if self.also_read else []
        parts += [f"source “{self.source}”"] if self.source else []
        parts += [f"search “{self.search}”"] if self.search else []
        parts += {"queue": ["in the order of the queue"], "random": ["at random"]}.get(self.order, [])
        parts += [f"at most {self.n:,}"] if self.n else []
        return ", ".join(parts) or "all there were"


def chosen_ids(db: Database, choice: Choice, *, seed: int, is_training: bool) -> list[str]:
    """The documents of a choice, in reading order; RoundRefused where it cannot be made. `seed` draws at random.

    A training round takes only documents with a finished gold layer.
    """
    if choice.ids:
        return _named(db, choice.ids, is_training)
    if choice.search and not match_of(choice.search):
        raise RoundRefused(f"The search “{choice.search}” has no word. Search for a word or two.")
    found = store.choosable(
        db,
        source=choice.source,
        search=choice.search,
        also_read=choice.also_read or is_training,
        with_gold=is_training,
    )
    if choice.order == "queue":
        place_by_id = {document_id: place for place, document_id in enumerate(queue_of_all(db))}
        found.sort(key=lambda document_id: place_by_id.get(document_id, len(place_by_id)))
    elif choice.order == "random":
        Random(seed).shuffle(found)
    return found[: choice.n]


def _named(db: Database, ids: tuple[str, ...], is_training: bool) -> list[str]:
    ids = tuple(dict.fromkeys(ids))
    known, given = store.sources_of(db, ids), store.rounds_by_document(db, ids)
    unknown = [document_id for document_id in ids if document_id not in known]
    if unknown:
        raise RoundRefused(
            f"There is no document {unknown[0]!r}{_more(unknown)}. Give ids as the list of documents has them."
        )
    if given:
        first = next(document_id for document_id in ids if document_id in given)
        raise RoundRefused(
            f"Document {first!r} is in the round “{given[first]}”{_more(given)}. Close that round first, or "
            "leave the document out."
        )
    if is_training:
        without = sorted(set(ids) - set(store.choosable(db, also_read=True, with_gold=True)))
        if without:
            raise RoundRefused(
                f"Document {without[0]!r} has no finished gold layer{_more(without)}, so nobody can be trained on it."
            )
    return list(ids)


def _more(found: Collection[str]) -> str:
    return f" (and {len(found) - 1:,} others of the list)" if len(found) > 1 else ""


def read_ids(text: str) -> tuple[str, ...]:
    """Ids of a list, one a line, or of the first column of a CSV file; a heading such as `id` is left out.

    >>> read_ids("id,title\\nd1,A raid\\nd2,A feast\\n")
    ('d1', 'd2')
    """
    rows = [row[0].strip() for row in csv.reader(text.lstrip("\ufeff").splitlines()) if row and row[0].strip()]
    return tuple(rows[1:] if rows and rows[0].lower() in ID_HEADINGS else rows)
