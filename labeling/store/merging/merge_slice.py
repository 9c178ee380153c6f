"""The locked test slices of two projects, made one: what is locked in either stays locked."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.store.documents import newest_number
from labeling.store.locked_slice import DRAWN, draw, settle

BLOCK = 1_000  # documents
THEIRS_LOCKED = "(SELECT document_id FROM other.draws WHERE is_locked)"


def merge_slices(db: Database, n_before: int) -> int:
    """Lock here what the other project locks, for good, with its near-duplicates; how many documents that locks.

    `n_before`: the greatest number of a document that was here before. New documents keep what was decided of them
    there; those of which nothing was decided are drawn here. What was drawn here is settled. Call it inside `write`.
    """
    db.execute("UPDATE main.draws SET is_settled = 1 WHERE NOT is_settled")
    n_locked = _n_locked(db)
    db.execute(
        "INSERT INTO main.draws (document_id, is_locked, is_settled, why, decided_at)"
        " SELECT document_id, is_locked, max(is_settled, is_locked), why, decided_at FROM other.draws"
        " JOIN main.documents ON id = document_id WHERE number > ?",
        (n_before,),
    )
    # Models of this project may have learned from these until now, so they are locked from now on, not since then.
    db.execute(
        "INSERT INTO main.draws (document_id, is_locked, is_settled, why, decided_at)"
        f" SELECT id, 1, 1, ?, ? FROM main.documents WHERE id IN {THEIRS_LOCKED} ON CONFLICT DO UPDATE"
        " SET is_locked = 1, is_settled = 1, why = excluded.why, decided_at = excluded.decided_at WHERE NOT is_locked",
        (DRAWN, now()),
    )
    settle(db, _parted_clusters(db), ())
    _draw_the_rest(db, n_before)
    return _n_locked(db) - n_locked


def _draw_the_rest(db: Database, n_before: int) -> None:
    """As a load does: of new documents that the other project never drew from."""
    rest = _Undecided(db, n_before)
    if next(iter(rest), None):
        draw(db, rest)


@dataclass(frozen=True, slots=True)
class _Undecided:
    """(id, SHA-256, whether it came with labels) of documents above this number that have no draw, some at a time."""

    db: Database
    number: int

    def __iter__(self) -> Iterator[tuple[str, str, bool]]:
        for begin in range(self.number, newest_number(self.db), BLOCK):
            yield from self.db.execute(
                "SELECT id, sha256, EXISTS (SELECT 1 FROM main.operations WHERE document_id = documents.id"
                " AND kind = 'layer.load' AND (json_extract(payload, '$.answers') != '{}'"
                " OR json_extract(payload, '$.spans') != '[]')) FROM main.documents"
                " WHERE number > ? AND number <= ? AND NOT EXISTS"
                " (SELECT 1 FROM main.draws WHERE document_id = documents.id) ORDER BY number",
                (begin, begin + BLOCK),
            ).fetchall()


def _parted_clusters(db: Database) -> list[str]:
    """Clusters with documents both in the slice and out of it."""
    rows = db.execute(
        "SELECT cluster FROM main.documents LEFT JOIN main.draws ON document_id = id WHERE cluster IS NOT NULL"
        " GROUP BY cluster HAVING count(DISTINCT coalesce(is_locked, 0)) > 1 ORDER BY cluster"
    )
    return [row[0] for row in rows.fetchall()]


def _n_locked(db: Database) -> int:
    return db.execute("SELECT count(*) FROM main.draws WHERE is_locked").fetchone()[0]
