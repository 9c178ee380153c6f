"""Which documents a round can be made of."""

import json
from collections.abc import Collection, Iterable

from sqlite_utils import Database

from labeling.store.listing import match_of
from labeling.store.locked_slice import LOCKED
from labeling.store.rounds import IN_ROUND

READ_BY_PEOPLE = (
    "EXISTS (SELECT 1 FROM work JOIN authors ON authors.id = author_id WHERE work.document_id = documents.id"
    " AND authors.kind = 'person' AND state IN ('open', 'done'))"
)
HAS_GOLD = (
    "EXISTS (SELECT 1 FROM work JOIN authors ON authors.id = author_id WHERE work.document_id = documents.id"
    " AND authors.kind = 'gold' AND state = 'done')"
)


def choosable(
    db: Database, *, source: str = "", search: str = "", also_read: bool = False, with_gold: bool = False
) -> list[str]:
    """Ids in load order of what is in no open round; unless `also_read`, of what nobody has begun.

    A search leaves out the locked test slice: what is found by its words is no sample of all.
    """
    where, joined = [f"NOT {IN_ROUND}"], "documents"
    if source:
        where.append("source = :source")
    if search:
        joined = "documents_search JOIN documents ON documents.number = documents_search.rowid"
        where += ["documents_search MATCH :words", f"NOT {LOCKED}"]
    if not also_read:
        where.append(f"NOT {READ_BY_PEOPLE}")
    if with_gold:
        where.append(HAS_GOLD)
    rows = db.execute(
        f"SELECT documents.id FROM {joined} WHERE {' AND '.join(where)} ORDER BY number",
        {"source": source, "words": match_of(search)},
    )
    return [row[0] for row in rows]


def sources_of(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Document id to its source, empty where it names none; of those that are there."""
    rows = db.execute(
        "SELECT id, coalesce(source, '') FROM documents WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def sources(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT DISTINCT source FROM documents WHERE source != '' ORDER BY source")]


def rounds_by_document(db: Database, ids: Iterable[str]) -> dict[str, str]:
    """Document id to the name of the open round that has it."""
    rows = db.execute(
        "SELECT document_id, name FROM round_documents JOIN rounds ON rounds.id = round_id"
        " WHERE state != 'closed' AND document_id IN (SELECT value FROM json_each(?)) ORDER BY place",
        (json.dumps(list(ids)),),
    )
    return dict(rows.fetchall())


def read_by(db: Database, ids: Iterable[str], author_ids: Collection[int]) -> list[tuple[str, int, str]]:
    """(document id, author id, state) of what these people have finished or skipped of these, the first one first."""
    return db.execute(
        "SELECT document_id, author_id, state FROM work WHERE state IN ('done', 'skipped')"
        " AND document_id IN (SELECT value FROM json_each(?)) AND author_id IN (SELECT value FROM json_each(?))"
        " ORDER BY submitted_at",
        (json.dumps(list(ids)), json.dumps(list(author_ids))),
    ).fetchall()
