"""What a blind round keeps apart, as conditions on a row of `documents`; it does so until the round is closed."""

from sqlite_utils import Database

_GIVEN = (
    "SELECT 1 FROM round_documents AS given JOIN rounds ON rounds.id = given.round_id"
    " WHERE given.document_id = documents.id AND rounds.is_blind AND rounds.state != 'closed'"
)
# Somebody marked it who is none of its coders now: in the round it was taken from them, or they were never in it.
_MARKED_BY_OTHERS = (
    "EXISTS (SELECT 1 FROM work AS marked WHERE marked.document_id = documents.id AND NOT EXISTS (SELECT 1"
    " FROM assignments AS held WHERE held.round_id = given.round_id AND held.document_id = documents.id"
    " AND held.author_id = marked.author_id AND held.released_at IS NULL AND marked.state != 'skipped'))"
)
# Nothing is learned from it and nothing that was learned here is shown in it: whoever reads it next could learn what
# somebody else said of it. What one person alone reads is not kept apart.
SECRET = f"EXISTS ({_GIVEN} AND (given.n_coders > 1 OR rounds.kind = 'training' OR {_MARKED_BY_OTHERS}))"
# The same for a gold item that the author reads among such documents.
_ITEM = (
    "SELECT 1 FROM gold_items JOIN rounds ON rounds.id = gold_items.round_id"
    " WHERE gold_items.document_id = documents.id AND gold_items.author_id = :author"
    " AND rounds.is_blind AND rounds.state != 'closed'"
)
SECRET_TO = f"({SECRET} OR EXISTS ({_ITEM} AND gold_items.n_coders > 1))"


def is_secret(db: Database, document_id: str, author_id: int = 0) -> bool:
    """Whether nothing may be learned from this document, nor anything learned here be shown in it (to this author)."""
    return _holds(db, SECRET_TO, document_id, author_id)


def is_blind_item(db: Database, document_id: str, author_id: int) -> bool:
    """Whether the author reads it as a gold item of an open blind round."""
    return _holds(db, f"EXISTS ({_ITEM})", document_id, author_id)


def blind_round_of(db: Database, document_id: str) -> int | None:
    """The open blind round that this document is in."""
    row = db.execute(
        f"SELECT (SELECT rounds.id {_GIVEN.removeprefix('SELECT 1 ')}) FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    return row[0] if row else None


def blind_rounds_of(db: Database, author_id: int) -> list[str]:
    """The names of the open blind rounds this author takes part in, or took until they were removed."""
    rows = db.execute(
        "SELECT name FROM rounds JOIN round_people ON round_id = id"
        " WHERE author_id = ? AND is_blind AND state != 'closed' ORDER BY id",
        (author_id,),
    )
    return [row[0] for row in rows]


def takes_part(db: Database, round_id: int, author_id: int) -> bool:
    """Whoever was removed counts too: what they submitted stays in the round."""
    row = db.execute(
        "SELECT 1 FROM round_people WHERE round_id = ? AND author_id = ?", (round_id, author_id)
    ).fetchone()
    return row is not None


def blind_ids(db: Database, author_id: int | None = None) -> set[str]:
    """The documents of open blind rounds, gold items too; of an author: of those the author takes part in."""
    rows = db.execute(
        "SELECT document_id FROM round_documents JOIN rounds ON rounds.id = round_id WHERE is_blind"
        " AND state != 'closed' AND (:author IS NULL OR EXISTS (SELECT 1 FROM round_people"
        " WHERE round_people.round_id = rounds.id AND author_id = :author))"
        " UNION SELECT document_id FROM gold_items JOIN rounds ON rounds.id = round_id WHERE is_blind"
        " AND state != 'closed' AND (:author IS NULL OR author_id = :author)",
        {"author": author_id},
    )
    return {row[0] for row in rows}


def layer_authors(db: Database, document_id: str) -> set[int]:
    """Author ids of everybody who has a layer of this document."""
    return {row[0] for row in db.execute("SELECT author_id FROM work WHERE document_id = ?", (document_id,))}


def _holds(db: Database, condition: str, document_id: str, author_id: int) -> bool:
    sql = f"SELECT 1 FROM documents WHERE id = :document AND {condition}"
    return db.execute(sql, {"document": document_id, "author": author_id}).fetchone() is not None
