"""What two projects say of the same thing and cannot both be right about; `other` is attached beside `main`."""

import json
from collections.abc import Iterator

from sqlite_utils import Database

from labeling.core.document import sha256_of

NEW_OPERATION = "NOT EXISTS (SELECT 1 FROM main.operations AS known WHERE known.op_id = theirs.op_id)"


def other_texts(db: Database) -> Iterator[str]:
    """Ids of documents that are in both, each with a text of its own."""
    rows = db.execute(
        "SELECT theirs.id FROM other.documents AS theirs JOIN main.documents AS ours ON ours.id = theirs.id"
        " WHERE ours.sha256 != theirs.sha256 ORDER BY theirs.number"
    )
    return (row[0] for row in rows)


def changed_texts(db: Database) -> Iterator[str]:
    """Ids of the other project's documents whose text is not the one that was loaded; only of those that are new."""
    rows = db.execute(
        "SELECT id, text, sha256 FROM other.documents WHERE id NOT IN (SELECT id FROM main.documents) ORDER BY number"
    )
    return (document_id for document_id, text, sha256 in rows if sha256_of(text) != sha256)


def other_kinds(db: Database) -> Iterator[tuple[str, str, str]]:
    """(name, kind here, kind there) of authors with work in the other project that are another kind of author here."""
    yield from db.execute(
        "SELECT theirs.name, ours.kind, theirs.kind FROM other.authors AS theirs"
        " JOIN main.authors AS ours ON ours.name = theirs.name WHERE ours.kind != theirs.kind"
        " AND theirs.id IN (SELECT author_id FROM other.operations) ORDER BY theirs.id"
    )


def other_operations(db: Database) -> Iterator[tuple[str, str]]:
    """(op_id, document id) of operations that are in both and do not say the same."""
    is_same = (
        "(theirs.document_id = ours.document_id AND their_author.name = our_author.name"
        " AND theirs.kind = ours.kind AND theirs.group_id IS ours.group_id)"
    )
    rows = db.execute(
        f"SELECT theirs.op_id, theirs.document_id, theirs.payload, ours.payload, {is_same}"
        " FROM other.operations AS theirs JOIN main.operations AS ours ON ours.op_id = theirs.op_id"
        " JOIN other.authors AS their_author ON their_author.id = theirs.author_id"
        " JOIN main.authors AS our_author ON our_author.id = ours.author_id"
        f" WHERE NOT {is_same} OR theirs.payload != ours.payload ORDER BY theirs.seq"
    )
    for op_id, document_id, their_payload, our_payload, is_same in rows:
        if not is_same or json.loads(their_payload) != json.loads(our_payload):
            yield op_id, document_id


def new_operations_of_other_schemes(db: Database, scheme_id: str) -> Iterator[tuple[str, str, dict]]:
    """(document id, kind, payload) of what would be new and was made under another scheme than this."""
    rows = db.execute(
        "SELECT document_id, kind, payload FROM other.operations AS theirs"
        f" WHERE scheme_id != ? AND {NEW_OPERATION} ORDER BY seq",
        (scheme_id,),
    )
    for document_id, kind, payload in rows:
        yield document_id, kind, json.loads(payload)
