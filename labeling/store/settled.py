"""Settled documents: those gold is finished on; who settled them, and when layers on them were first submitted."""

from sqlite_utils import Database

from labeling.store.operations import LOG

Key = tuple[str, int]  # document id, author id


def first_submitted_at(db: Database) -> dict[Key, str]:
    """When each layer of a settled document, gold too, was first submitted or loaded."""
    return {(document_id, author_id): at for document_id, author_id, at in db.execute(_FIRST_SUBMITTED)}


def changed_after_submission(db: Database) -> set[Key]:
    """The layers of settled documents that were touched again after they were first submitted."""
    return set(db.execute(_CHANGED_AFTER).fetchall())


def settled_by(db: Database) -> set[Key]:
    """Who made operations of gold on which document."""
    return set(db.execute(ADJUDICATED).fetchall())


def newest_settled_seq(db: Database) -> tuple[int, int]:
    """What was changed last on settled documents, and how many there are."""
    row = db.execute(
        f"SELECT coalesce(max(seq), 0), count(DISTINCT operations.document_id) FROM operations WHERE {_SETTLED}"
    ).fetchone()
    return tuple(row)


# (document id, author id) of who settled what.
ADJUDICATED = (
    "SELECT DISTINCT document_id, adjudications.author_id FROM adjudications"
    " JOIN operations ON operations.seq = adjudications.seq"
)
_AT = "coalesce(moments.at, operations.at)"
_SETTLED = (
    "document_id IN (SELECT document_id FROM work JOIN authors ON authors.id = author_id"
    " WHERE kind = 'gold' AND state = 'done')"
)
_FIRST_SUBMITTED = (
    f"SELECT document_id, author_id, min({_AT}) FROM {LOG} WHERE operations.kind IN ('work.submit', 'layer.load')"
    f" AND {_SETTLED} GROUP BY document_id, author_id"
)
_CHANGED_AFTER = (
    f"SELECT document_id, author_id FROM {LOG} WHERE {_SETTLED} GROUP BY document_id, author_id"
    f" HAVING max({_AT}) > min(CASE WHEN operations.kind = 'work.submit' THEN {_AT} END)"
)
