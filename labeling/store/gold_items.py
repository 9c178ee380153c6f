"""Gold items: settled documents that were dealt to somebody to read as if they were new, and at which rate."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.database import write
from labeling.store.locked_slice import LOCKED
from labeling.store.queue import UNREAD
from labeling.store.settled import ADJUDICATED

# Of a row of `work`: read to know how far its author can be relied on. It stands beside gold and nowhere else: not as
# another coder's work in agreement, in adjudication or in what is learned; unless a round gives it to them too.
IS_GOLD_ITEM = (
    "EXISTS (SELECT 1 FROM gold_items AS item WHERE item.document_id = work.document_id"
    " AND item.author_id = work.author_id AND NOT EXISTS (SELECT 1 FROM assignments AS also"
    " WHERE also.document_id = work.document_id AND also.author_id = work.author_id AND also.released_at IS NULL))"
)


@dataclass(frozen=True, slots=True)
class GoldItem:
    """`place`: the documents its reader had begun when it was dealt; `is_begun`: they have begun it too."""

    document_id: str
    place: int
    why_now: str
    is_begun: bool


def gold_rate(db: Database) -> int:
    """One in so many, as it was set last; 0: none are dealt."""
    row = db.execute("SELECT one_in FROM gold_rates ORDER BY number DESC LIMIT 1").fetchone()
    return row[0] if row else 0


def set_gold_rate(db: Database, one_in: int) -> None:
    with write(db):
        db.execute("INSERT INTO gold_rates (one_in, at) VALUES (?, ?)", (one_in, now()))


def salt_of(db: Database) -> str:
    """What this project draws by; nobody who reads can know it."""
    return db.execute("SELECT salt FROM locked_slice").fetchone()[0]


def n_begun(db: Database, author_id: int) -> int:
    """Documents this author has begun, finished or skipped."""
    sql = "SELECT count(*) FROM work WHERE author_id = ? AND state IN ('open', 'done', 'skipped')"
    return db.execute(sql, (author_id,)).fetchone()[0]


def gold_items(db: Database, author_id: int) -> list[GoldItem]:
    """Everything that was dealt to this author beyond rounds, in the order of dealing."""
    rows = db.execute(
        "SELECT document_id, place, why_now, EXISTS (SELECT 1 FROM work WHERE work.document_id = gold_items.document_id"
        " AND work.author_id = gold_items.author_id AND state <> 'todo') FROM gold_items WHERE author_id = ?"
        " AND round_id IS NULL ORDER BY place, dealt_at",
        (author_id,),
    )
    return [GoldItem(document_id, place, why, bool(is_begun)) for document_id, place, why, is_begun in rows]


def settled_unseen(db: Database, author_id: int) -> list[str]:
    """Settled documents that this author knows nothing of, nor of a near-duplicate, none of them locked.

    Whoever has settled one, or begun or coded it, or was dealt it already, knows it.
    """
    rows = db.execute(_SETTLED_UNSEEN.format(adjudicated=ADJUDICATED), {"author": author_id})
    return [row[0] for row in rows]


def add_gold_item(db: Database, author_id: int, item: GoldItem, others: Iterable[int]) -> bool:
    """Deal it, unless its reader has one at one of the places `others` or begun it meanwhile; whether it was dealt."""
    with write(db):
        known = {found.place for found in gold_items(db, author_id)}
        if known.intersection(others) or item.document_id not in settled_unseen(db, author_id):
            return False
        db.execute(
            "INSERT INTO gold_items (author_id, document_id, place, why_now, dealt_at) VALUES (?, ?, ?, ?, ?)",
            (author_id, item.document_id, item.place, item.why_now, now()),
        )
        return True


_SETTLED_UNSEEN = (
    "WITH known AS (SELECT document_id FROM work WHERE author_id = :author"
    " UNION SELECT document_id FROM gold_items WHERE author_id = :author"
    " UNION SELECT document_id FROM ({adjudicated}) WHERE author_id = :author),"
    " told AS (SELECT other.id FROM known JOIN documents ON documents.id = document_id"
    " JOIN documents AS other ON other.cluster = documents.cluster)"
    " SELECT DISTINCT documents.id FROM work AS gold JOIN authors ON authors.id = gold.author_id AND kind = 'gold'"
    " JOIN documents ON documents.id = gold.document_id"
    f" WHERE gold.state = 'done' AND {UNREAD} AND NOT {LOCKED} AND documents.id NOT IN (SELECT document_id FROM known)"
    " AND documents.id NOT IN (SELECT id FROM told)"
)
