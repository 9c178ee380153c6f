"""What an author changed in many documents at once: the groups of their log that say so."""

from dataclasses import dataclass

from sqlite_utils import Database

AT_ONCE = "at-once-"  # how the group of such a change begins


@dataclass(frozen=True, slots=True)
class ChangedAtOnce:
    """A change that stands, whole or in part: `n_documents` it still stands in."""

    group: str
    n_documents: int
    at: str


def changes_at_once(db: Database, author_id: int, *, limit: int, group: str | None = None) -> list[ChangedAtOnce]:
    """What the author changed at once and did not take back, the newest first; `group`: this one alone."""
    rows = db.execute(
        "SELECT group_id, count(DISTINCT document_id), max(at) FROM operations"
        f" WHERE author_id = :author AND group_id LIKE '{AT_ONCE}%' AND (:group IS NULL OR group_id = :group)"
        " AND coalesce((SELECT other.kind FROM operations AS other"
        " WHERE other.document_id = operations.document_id AND other.author_id = operations.author_id"
        " AND other.kind IN ('group.undo', 'group.redo')"
        " AND json_extract(other.payload, '$.target') = operations.group_id ORDER BY other.seq DESC LIMIT 1), '')"
        " != 'group.undo' GROUP BY group_id ORDER BY max(seq) DESC LIMIT :limit",
        {"author": author_id, "group": group, "limit": limit},
    )
    return [ChangedAtOnce(*row) for row in rows]


def documents_changed(db: Database, author_id: int, group: str) -> list[str]:
    """The documents that this change touched, in that order, also where it was taken back."""
    rows = db.execute(
        "SELECT document_id FROM operations WHERE author_id = ? AND group_id = ? GROUP BY document_id"
        " ORDER BY min(seq)",
        (author_id, group),
    )
    return [row[0] for row in rows]
