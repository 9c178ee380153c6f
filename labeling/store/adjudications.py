"""Who settled what and why; which documents several people finished, and how gold stands on them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.settling.adjudication import BATCH, GOLD, Decision
from labeling.store.authors import Author
from labeling.store.gold_items import IS_GOLD_ITEM
from labeling.store.operations import LOG

FINISHED = (
    "SELECT document_id, count(*) AS n_coders FROM work JOIN authors ON authors.id = author_id"
    f" WHERE state = 'done' AND kind = 'person' AND NOT {IS_GOLD_ITEM} GROUP BY document_id"
)
GOLD_WORK = f"(SELECT * FROM work WHERE author_id = (SELECT id FROM authors WHERE name = '{GOLD}' AND kind = '{GOLD}'))"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that people finished; `gold_state` is None where gold was never begun."""

    document_id: str
    n_coders: int
    gold_state: str | None
    settled_at: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """What was accepted at once: the group it was made under, in documents, and when."""

    id: str
    n_documents: int
    at: str
    by: str


def add_adjudication(db: Database, seq: int, author_id: int, decision: Decision) -> None:
    """Keep who made an operation of gold, and why; call it inside `write`."""
    db.execute(
        "INSERT INTO adjudications (seq, author_id, difference, choice, coders, reason, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (seq, author_id, decision.difference, decision.choice, _json([*decision.coders]), decision.reason,
         _json(dict(decision.seen))),
    )  # fmt: skip


def adjudications_of(db: Database, document_id: str) -> dict[int, tuple[str, Decision]]:
    """`seq` of each operation of gold on this document to (name of the adjudicator, decision)."""
    rows = db.execute(
        "SELECT adjudications.seq, name, difference, choice, coders, reason, seen FROM adjudications"
        " JOIN operations ON operations.seq = adjudications.seq"
        " JOIN authors ON authors.id = adjudications.author_id WHERE document_id = ? ORDER BY adjudications.seq",
        (document_id,),
    )
    return {
        seq: (name, Decision(difference, choice, tuple(json.loads(coders)), reason, json.loads(seen)))
        for seq, name, difference, choice, coders, reason, seen in rows
    }


def finished_coders(db: Database, document_id: str) -> list[Author]:
    """The people who finished this document, in the order they came to the project; not as a gold item."""
    rows = db.execute(
        "SELECT id, name, kind, role FROM work JOIN authors ON authors.id = author_id"
        f" WHERE document_id = ? AND state = 'done' AND kind = 'person' AND NOT {IS_GOLD_ITEM} ORDER BY id",
        (document_id,),
    )
    return [Author(*row) for row in rows]


def newest_changes(db: Database, document_id: str) -> dict[str, str]:
    """Name of each person to the op_id of their newest operation that says something of the text."""
    rows = db.execute(
        f"SELECT name, op_id, max(coalesce(moments.at, operations.at) || op_id) FROM {LOG}"
        " JOIN authors ON authors.id = author_id WHERE document_id = ? AND authors.kind = 'person'"
        " AND operations.kind NOT LIKE 'work.%' GROUP BY author_id",
        (document_id,),
    )
    return {name: op_id for name, op_id, _ in rows}


def seen_at_submission(db: Database, document_id: str) -> Mapping[str, str] | None:
    """What was compared when gold was last submitted; None where it never was."""
    row = db.execute(
        f"SELECT seen FROM {LOG} JOIN adjudications ON adjudications.seq = operations.seq"
        " WHERE document_id = ? AND operations.kind = 'work.submit'"
        " ORDER BY coalesce(moments.at, operations.at) DESC, op_id DESC LIMIT 1",
        (document_id,),
    ).fetchone()
    return json.loads(row[0]) if row else None


def candidates(db: Database, *, least_coders: int) -> list[Candidate]:
    """Documents that at least so many people finished: those gold was begun on first, then in load order."""
    rows = db.execute(
        f"SELECT documents.id, n_coders, gold.state, gold.submitted_at FROM ({FINISHED}) AS finished"
        " JOIN documents ON documents.id = finished.document_id"
        f" LEFT JOIN {GOLD_WORK} AS gold ON gold.document_id = documents.id"
        " WHERE n_coders >= ? ORDER BY gold.state IS NOT 'open', documents.number",
        (least_coders,),
    )
    return [Candidate(*row) for row in rows]


def batches(db: Database, *, limit: int, batch: str | None = None) -> list[Batch]:
    """What was accepted at once and stands, the newest first; `batch`: this one alone."""
    rows = db.execute(
        "SELECT group_id, count(DISTINCT document_id), max(operations.at), name FROM adjudications"
        " JOIN operations ON operations.seq = adjudications.seq JOIN authors ON authors.id = adjudications.author_id"
        f" WHERE choice = 'agreed' AND group_id LIKE '{BATCH}%' AND NOT EXISTS (SELECT 1 FROM operations AS undo"
        " WHERE undo.document_id = operations.document_id AND undo.author_id = operations.author_id"
        " AND undo.kind = 'group.undo' AND json_extract(undo.payload, '$.target') = operations.group_id)"
        " AND (:batch IS NULL OR group_id = :batch)"
        " GROUP BY group_id ORDER BY max(operations.seq) DESC LIMIT :limit",
        {"batch": batch, "limit": limit},
    )
    return [Batch(*row) for row in rows]


def documents_of_batch(db: Database, batch: str) -> list[tuple[str, bool]]:
    """(document id, whether it was submitted with it) of everything that was accepted under this group."""
    rows = db.execute(
        "SELECT document_id, max(kind = 'work.submit') FROM adjudications"
        " JOIN operations ON operations.seq = adjudications.seq WHERE group_id = ? GROUP BY document_id"
        " ORDER BY min(operations.seq)",
        (batch,),
    )
    return [(document_id, bool(is_submitted)) for document_id, is_submitted in rows]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
