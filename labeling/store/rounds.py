"""Rounds: which documents, who takes part, and how a round stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.authors import Author
from labeling.store.database import write

RUNNING, PAUSED, CLOSED = "running", "paused", "closed"
NORMAL, TRAINING = "normal", "training"
DEALT, CLAIMED = "dealt", "claimed"
# A document that is given out in a round, also in a paused one, is nobody's to read freely.
IN_ROUND = (
    "EXISTS (SELECT 1 FROM round_documents AS given JOIN rounds ON rounds.id = given.round_id"
    " WHERE given.document_id = documents.id AND rounds.state != 'closed')"
)
BY_DEADLINE = "deadline IS NULL, deadline, rounds.id"
COLUMNS = (
    "id, name, kind, way, state, is_blind, n_coders, share, share_coders, chosen, seed, deadline, made_at, closed_at"
)


@dataclass(frozen=True, slots=True)
class Round:
    """`share` (0 to 1) of its documents is read by `share_coders` people each, the rest by `n_coders`.

    `deadline` is an ISO date; it is shown and locks nothing. `chosen`: how its documents were chosen, in words.
    """

    id: int
    name: str
    kind: str
    way: str
    state: str
    is_blind: bool
    n_coders: int
    share: float
    share_coders: int
    chosen: str
    seed: int
    deadline: str | None
    made_at: str
    closed_at: str | None


def rounds(db: Database) -> list[Round]:
    """All rounds, newest first."""
    return [_round(row) for row in db.execute(f"SELECT {COLUMNS} FROM rounds ORDER BY id DESC")]


def round_named(db: Database, name: str) -> Round | None:
    row = db.execute(f"SELECT {COLUMNS} FROM rounds WHERE name = ?", (name,)).fetchone()
    return _round(row) if row else None


def running_rounds_of(db: Database, author_id: int) -> list[Round]:
    """The running rounds this author takes part in, the nearest deadline first."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM rounds WHERE state = 'running' AND EXISTS (SELECT 1 FROM round_people"
        f" WHERE round_id = rounds.id AND author_id = ? AND left_at IS NULL) ORDER BY {BY_DEADLINE}",
        (author_id,),
    )
    return [_round(row) for row in rows]


def round_with(db: Database, document_id: str, author_id: int) -> Round | None:
    """The running round in which the author has this document, also as a gold item."""
    held = "WHERE round_id = rounds.id AND document_id = :document AND author_id = :author AND released_at IS NULL)"
    row = db.execute(
        f"SELECT {COLUMNS} FROM rounds WHERE state = 'running' AND (EXISTS (SELECT 1 FROM assignments {held}"
        f" OR EXISTS (SELECT 1 FROM gold_items {held}) ORDER BY id",
        {"document": document_id, "author": author_id},
    ).fetchone()
    return _round(row) if row else None


def any_running(db: Database) -> bool:
    return db.execute("SELECT 1 FROM rounds WHERE state = 'running' LIMIT 1").fetchone() is not None


def add_round(db: Database, plan: dict, documents: Sequence[tuple[str, int]], author_id: int | None) -> int:
    """Store a round and its documents (id, how many read it) in their order; its number. Call it inside `write`.

    `plan` has the columns of the table that a round begins with.
    """
    columns = [*plan, "made_by", "made_at"]
    marks = ", ".join("?" * len(columns))
    round_id = db.execute(
        f"INSERT INTO rounds ({', '.join(columns)}) VALUES ({marks})", (*plan.values(), author_id, now())
    ).lastrowid
    db.conn.executemany(
        "INSERT INTO round_documents (round_id, document_id, place, n_coders) VALUES (?, ?, ?, ?)",
        ((round_id, document_id, place, n) for place, (document_id, n) in enumerate(documents)),
    )
    return round_id


def add_people(db: Database, round_id: int, author_ids: Iterable[int]) -> None:
    """Let these take part; who does already goes on, who was removed comes back. Call it inside `write`."""
    at = now()
    db.conn.executemany(
        "INSERT INTO round_people (round_id, author_id, joined_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET left_at = NULL",
        ((round_id, author_id, at) for author_id in author_ids),
    )


def people_of(db: Database, round_id: int) -> list[Author]:
    """Who takes part, by name."""
    return [author for author, left_at in everybody_of(db, round_id) if left_at is None]


def everybody_of(db: Database, round_id: int) -> list[tuple[Author, str | None]]:
    """(author, when they were removed, or None) of whoever took part at any time, by name."""
    rows = db.execute(
        "SELECT id, name, kind, role, left_at FROM round_people JOIN authors ON authors.id = author_id"
        " WHERE round_id = ? ORDER BY name",
        (round_id,),
    )
    return [(Author(*row[:4]), row[4]) for row in rows]


def remove_person(db: Database, round_id: int, author_id: int) -> None:
    """Call it inside `write`."""
    db.execute(
        "UPDATE round_people SET left_at = ? WHERE round_id = ? AND author_id = ? AND left_at IS NULL",
        (now(), round_id, author_id),
    )


def removed_from(db: Database, author_id: int) -> list[tuple[str, str]]:
    """(name of the round, when) of the open rounds this author was removed from, the last one first."""
    return db.execute(
        "SELECT name, left_at FROM round_people JOIN rounds ON rounds.id = round_id"
        " WHERE author_id = ? AND left_at IS NOT NULL AND state != 'closed' ORDER BY left_at DESC, name",
        (author_id,),
    ).fetchall()


def needs_of(db: Database, round_id: int) -> dict[str, int]:
    """Document id to how many people read it, in the order of the round."""
    sql = "SELECT document_id, n_coders FROM round_documents WHERE round_id = ? ORDER BY place"
    return dict(db.execute(sql, (round_id,)).fetchall())


def set_state(db: Database, round_id: int, state: str) -> None:
    """Call it inside `write`."""
    closed_at = now() if state == CLOSED else None
    db.execute("UPDATE rounds SET state = ?, closed_at = ? WHERE id = ?", (state, closed_at, round_id))


def may_read_freely(db: Database) -> bool:
    """Whether people may read on beyond their rounds, as it was set last; at first they may not."""
    row = db.execute("SELECT is_allowed FROM free_reading ORDER BY number DESC LIMIT 1").fetchone()
    return bool(row and row[0])


def set_free_reading(db: Database, is_allowed: bool) -> None:
    with write(db):
        db.execute("INSERT INTO free_reading (is_allowed, at) VALUES (?, ?)", (is_allowed, now()))


def _round(row: tuple) -> Round:
    return Round(*row[:5], bool(row[5]), *row[6:])
