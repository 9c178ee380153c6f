"""Assignments: a document given to a person in a round. How far it is follows from that person's layer."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.rounds import BY_DEADLINE

# Of an assignment, with the row of `work` joined to it: what the person still has to do.
UNDONE = "coalesce(work.state, 'todo') NOT IN ('done', 'skipped')"
WORK = "LEFT JOIN work ON work.document_id = assignments.document_id AND work.author_id = assignments.author_id"
HAS_BEGUN = (
    "EXISTS (SELECT 1 FROM operations WHERE operations.document_id = assignments.document_id"
    " AND operations.author_id = assignments.author_id)"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document that a person has, done or not. `state` is that of the person's layer.

    `held_until`: seconds since 1970, of a claim; None for what was dealt and is nobody else's to claim.
    """

    round_id: int
    document_id: str
    author_id: int
    state: str
    has_begun: bool
    held_until: float | None


_COLUMNS = (
    "assignments.round_id, assignments.document_id, assignments.author_id, coalesce(work.state, 'todo'),"
    f" {HAS_BEGUN}, held_until"
)


def undone_of(db: Database, author_id: int) -> list[Assignment]:
    """What this author has to do in running rounds: by deadline, then in the order of the round."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM assignments JOIN rounds ON rounds.id = assignments.round_id"
        " JOIN round_documents ON round_documents.round_id = assignments.round_id"
        f" AND round_documents.document_id = assignments.document_id {WORK}"
        " WHERE assignments.author_id = ? AND released_at IS NULL AND rounds.state = 'running'"
        f" AND {UNDONE} ORDER BY {BY_DEADLINE}, place",
        (author_id,),
    )
    return [_assignment(row) for row in rows]


def still_coded(db: Database) -> set[str]:
    """Ids of documents of open rounds that not all of their coders have finished, or have at all."""
    rows = db.execute(
        "SELECT given.document_id FROM round_documents AS given JOIN rounds ON rounds.id = given.round_id"
        " WHERE rounds.state != 'closed' AND given.n_coders > (SELECT count(*) FROM assignments"
        f" {WORK} WHERE assignments.round_id = given.round_id AND assignments.document_id = given.document_id"
        f" AND released_at IS NULL AND NOT ({UNDONE}))"
    )
    return {row[0] for row in rows}


def assignments_of(db: Database, round_id: int) -> list[Assignment]:
    """Who has what in this round now, in no order; what was taken back is left out."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM assignments {WORK} WHERE round_id = ? AND released_at IS NULL", (round_id,)
    )
    return [_assignment(row) for row in rows]


def states_of(db: Database, round_id: int, author_id: int) -> Counter[str]:
    """State of the layer to how many of this author's documents of the round are in it; taken back ones left out."""
    rows = db.execute(
        f"SELECT coalesce(work.state, 'todo'), count(*) FROM assignments {WORK}"
        " WHERE round_id = ? AND assignments.author_id = ? AND released_at IS NULL GROUP BY 1",
        (round_id, author_id),
    )
    return Counter(dict(rows.fetchall()))


def people_who_had(db: Database, round_id: int) -> dict[str, set[int]]:
    """Document id to the author ids it was ever given to in this round, also where it was taken back."""
    had: dict[str, set[int]] = {}
    for document_id, author_id in db.execute(
        "SELECT document_id, author_id FROM assignments WHERE round_id = ?", (round_id,)
    ):
        had.setdefault(document_id, set()).add(author_id)
    return had


def give(db: Database, round_id: int, given: Iterable[tuple[str, int]], *, held_until: float | None = None) -> None:
    """Give these (document id, author id); to whom it was taken from before it is given back. Inside `write`."""
    at = now()
    db.conn.executemany(
        "INSERT INTO assignments (round_id, document_id, author_id, given_at, held_until) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET given_at = excluded.given_at, held_until = excluded.held_until, released_at = NULL"
        " WHERE released_at IS NOT NULL",
        ((round_id, document_id, author_id, at, held_until) for document_id, author_id in given),
    )


def release(db: Database, round_id: int, document_id: str, author_id: int) -> None:
    """Take a document back; that the person had it is kept, and so is their layer. Call it inside `write`."""
    db.execute(
        "UPDATE assignments SET released_at = ? WHERE round_id = ? AND document_id = ? AND author_id = ?",
        (now(), round_id, document_id, author_id),
    )


def forget(db: Database, round_id: int, gone: Iterable[tuple[str, int]]) -> None:
    """As if these (document id, author id), which nobody has begun, had never been given. Inside `write`."""
    db.conn.executemany(
        "DELETE FROM assignments WHERE round_id = ? AND document_id = ? AND author_id = ?",
        ((round_id, document_id, author_id) for document_id, author_id in gone),
    )


def read_clusters(db: Database, author_id: int) -> dict[str, set[str]]:
    """Cluster to the documents of it that this author began or finished."""
    found: dict[str, set[str]] = {}
    for cluster, document_id in db.execute(
        "SELECT cluster, id FROM work JOIN documents ON documents.id = work.document_id"
        " WHERE author_id = ? AND state IN ('open', 'done') AND cluster IS NOT NULL",
        (author_id,),
    ):
        found.setdefault(cluster, set()).add(document_id)
    return found


def _assignment(row: tuple) -> Assignment:
    return Assignment(*row[:4], bool(row[4]), row[5])
