"""Gold items of a round: settled documents that people of it read beside its own; nothing of them counts in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.assignments import Assignment

WORK = "LEFT JOIN work ON work.document_id = gold_items.document_id AND work.author_id = gold_items.author_id"
# Begun, or still what its reader knows nothing of: settled, and not by them.
_STANDS = (
    "(coalesce(work.state, 'todo') <> 'todo' OR (EXISTS (SELECT 1 FROM work AS gold JOIN authors"
    " ON authors.id = gold.author_id AND authors.kind = 'gold' WHERE gold.document_id = gold_items.document_id"
    " AND gold.state = 'done') AND NOT EXISTS (SELECT 1 FROM operations JOIN adjudications"
    " ON adjudications.seq = operations.seq WHERE operations.document_id = gold_items.document_id"
    " AND adjudications.author_id = gold_items.author_id)))"
)
_UNBEGUN = (
    "NOT EXISTS (SELECT 1 FROM work WHERE work.document_id = gold_items.document_id"
    " AND work.author_id = gold_items.author_id AND state <> 'todo')"
)


@dataclass(frozen=True, slots=True)
class RoundItem:
    """`place`: how many documents of the round, items too, their reader begins before it.

    `n_coders`: how many read the documents it stands among; it is shown as those are.
    """

    round_id: int
    document_id: str
    author_id: int
    place: int
    n_coders: int
    state: str = "todo"

    @property
    def as_assignment(self) -> Assignment:
        """What it is to its reader: a document they have to do."""
        return Assignment(self.round_id, self.document_id, self.author_id, self.state, self.state != "todo", None)


def items_of(db: Database, round_id: int, author_id: int) -> list[RoundItem]:
    """What this author has in this round, done or not, by place; without what they came to know in another way."""
    rows = db.execute(
        "SELECT round_id, gold_items.document_id, gold_items.author_id, place, n_coders, coalesce(work.state, 'todo')"
        f" FROM gold_items {WORK} WHERE round_id = ? AND gold_items.author_id = ? AND released_at IS NULL"
        f" AND {_STANDS} ORDER BY place",
        (round_id, author_id),
    )
    return [RoundItem(*row) for row in rows]


def n_turns(db: Database, round_id: int, author_id: int) -> int:
    """Documents of the round, items too, that the author has begun, finished or skipped."""
    return db.execute(
        "SELECT count(*) FROM work WHERE author_id = :author AND state <> 'todo' AND (document_id IN"
        " (SELECT document_id FROM assignments WHERE round_id = :round AND author_id = :author"
        " AND released_at IS NULL) OR document_id IN (SELECT document_id FROM gold_items"
        " WHERE round_id = :round AND author_id = :author AND released_at IS NULL))",
        {"round": round_id, "author": author_id},
    ).fetchone()[0]


def add_items(db: Database, items: Iterable[RoundItem]) -> None:
    """Call it inside `write`."""
    at = now()
    db.conn.executemany(
        "INSERT INTO gold_items (author_id, document_id, place, why_now, dealt_at, round_id, n_coders)"
        " VALUES (?, ?, ?, '', ?, ?, ?)",
        ((one.author_id, one.document_id, one.place, at, one.round_id, one.n_coders) for one in items),
    )


def round_items(db: Database, author_id: int) -> set[str]:
    """The ids of everything that was dealt to this author in a round."""
    sql = "SELECT document_id FROM gold_items WHERE author_id = ? AND round_id IS NOT NULL"
    return {row[0] for row in db.execute(sql, (author_id,))}


def forget_items_among(db: Database, round_id: int) -> None:
    """The documents of this round are dealt in it now: nobody reads one as a gold item of another. Inside `write`."""
    db.execute(
        f"DELETE FROM gold_items WHERE round_id IS NOT NULL AND {_UNBEGUN}"
        " AND document_id IN (SELECT document_id FROM round_documents WHERE round_id = ?)",
        (round_id,),
    )


def forget_items(db: Database, round_id: int, author_id: int | None = None) -> None:
    """As if what nobody (or this author) has begun of them had never been dealt. Call it inside `write`."""
    db.execute(
        f"DELETE FROM gold_items WHERE round_id = :round AND (:author IS NULL OR author_id = :author) AND {_UNBEGUN}",
        {"round": round_id, "author": author_id},
    )


def release_items(db: Database, round_id: int, author_id: int) -> None:
    """Take back what this author has not finished of them, as the documents of the round are. Inside `write`."""
    forget_items(db, round_id, author_id)
    db.execute(
        "UPDATE gold_items SET released_at = :at WHERE round_id = :round AND author_id = :author"
        " AND released_at IS NULL AND EXISTS (SELECT 1 FROM work WHERE work.document_id = gold_items.document_id"
        " AND work.author_id = gold_items.author_id AND state = 'open')",
        {"at": now(), "round": round_id, "author": author_id},
    )


def clusters_in(db: Database, round_id: int) -> set[str]:
    """The clusters of near-duplicates that the documents of a round are of."""
    rows = db.execute(
        "SELECT DISTINCT cluster FROM round_documents JOIN documents ON id = document_id"
        " WHERE round_id = ? AND cluster IS NOT NULL",
        (round_id,),
    )
    return {row[0] for row in rows}
