"""The locked test slice as it is stored: the salt of the project's draw, and what was decided of each document."""

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.locked_slice import FEWEST, Draw, is_cluster_locked, is_drawn
from labeling.store.database import write

# Why a document is where it is. But for the drawn ones they are free, unless a near-duplicate of theirs is locked.
DRAWN, FEW, LABELLED, SAMPLE = "drawn", "small project", "came labelled", "sample"
LOCKED = "EXISTS (SELECT 1 FROM draws WHERE draws.document_id = documents.id AND is_locked)"


def draw(db: Database, added: Iterable[tuple[str, str, bool]], *, are_samples: bool = False) -> None:
    """Decide of documents that were just added: (id, SHA-256, whether it came with labels). Call it inside `write`.

    What earlier loads drew is settled from now on. Documents are few while the project has less than FEWEST to draw
    from: samples, and those that came labelled, do not count.
    """
    db.execute("UPDATE draws SET is_settled = 1 WHERE NOT is_settled")
    salt, share = db.execute("SELECT salt, share FROM locked_slice").fetchone()
    added = list(added)
    n_before = db.execute("SELECT count(*) FROM draws WHERE why NOT IN (?, ?)", (LABELLED, SAMPLE)).fetchone()[0]
    are_few = n_before + sum(not is_labelled for *_, is_labelled in added) < FEWEST
    rows, at = [], now()
    for document_id, sha256, is_labelled in added:
        why = SAMPLE if are_samples else LABELLED if is_labelled else FEW if are_few else DRAWN
        is_locked = why == DRAWN and is_drawn(salt, sha256, share)
        rows.append((document_id, is_locked, why != DRAWN, why, at))
    db.conn.executemany(
        "INSERT INTO draws (document_id, is_locked, is_settled, why, decided_at) VALUES (?, ?, ?, ?, ?)", rows
    )


def settle(db: Database, clusters: Iterable[str], alone: Iterable[str]) -> None:
    """Make the draw final for all documents of these clusters, and for these that are alone. Call it inside `write`."""
    for cluster in clusters:
        members = draws_of_cluster(db, cluster)
        is_locked, ids = is_cluster_locked(members), [one.document_id for one in members]
        _decide(db, [one.document_id for one in members if one.is_locked != is_locked], is_locked)
        _settle(db, ids)
    _settle(db, alone)


def forget_draws(db: Database) -> None:
    """As if nothing had been drawn here: a project that these documents are merged into draws by its own salt."""
    with write(db):
        db.execute("DELETE FROM draws")


def draws_of_cluster(db: Database, cluster: str) -> list[Draw]:
    rows = db.execute(
        "SELECT id, coalesce(is_locked, 0), coalesce(is_settled, 1) FROM documents LEFT JOIN draws ON document_id = id"
        " WHERE cluster = ? ORDER BY id",
        (cluster,),
    )
    return [Draw(document_id, bool(is_locked), bool(is_settled)) for document_id, is_locked, is_settled in rows]


def locked_ids(db: Database, *, before: str | None = None) -> list[str]:
    """The documents of the locked slice in load order; `before` (UTC): only those that were locked by then."""
    return [
        row[0]
        for row in db.execute(
            "SELECT id FROM documents JOIN draws ON document_id = id WHERE is_locked AND decided_at <= ?"
            " ORDER BY number",
            (before or "9999",),
        )
    ]


def is_locked(db: Database, document_id: str) -> bool:
    return bool(db.execute("SELECT 1 FROM draws WHERE document_id = ? AND is_locked", (document_id,)).fetchone())


def _decide(db: Database, ids: Sequence[str], is_locked: bool) -> None:
    at = now()
    db.conn.executemany(
        "INSERT INTO draws (document_id, is_locked, is_settled, why, decided_at) VALUES (?, ?, 1, ?, ?) ON CONFLICT"
        " DO UPDATE SET is_locked = excluded.is_locked, why = excluded.why, decided_at = excluded.decided_at",
        [(document_id, is_locked, DRAWN, at) for document_id in ids],
    )


def _settle(db: Database, ids: Iterable[str]) -> None:
    db.conn.executemany("UPDATE draws SET is_settled = 1 WHERE document_id = ?", [(one,) for one in ids])
