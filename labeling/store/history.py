"""Everything that was done, read in the order of time, a row at a time."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

AUTHOR = "JOIN authors ON authors.id = made.author_id"
BLOCK = 500  # rows
GUIDELINE = "LEFT JOIN guidelines ON guidelines.id = made.guideline_id"


@dataclass(frozen=True, slots=True)
class Source:
    """A table whose rows, as `made`, are events; one whose table a project does not have is left out.

    The rest are SQL expressions of a row; `says` are the arguments of json_object.
    """

    table: str
    kind: str
    says: str
    document: str = "made.document_id"
    at: str = "made.at"
    joins: str = AUTHOR


# Of two events at one time that of the earlier source comes first.
SOURCES = (
    Source(
        "schemes",
        "'scheme.change'",
        "'scheme_id', made.id, 'scheme', number, 'toml', toml",
        document="NULL",
        joins="LEFT JOIN authors ON 0",
    ),
    Source(
        "guidelines",
        "'guideline.change'",
        "'guideline_id', made.id, 'guideline', number, 'note', note, 'touched', json(touched), 'text', text",
        document="NULL",
        joins="LEFT JOIN authors ON authors.id = made.author_id",
    ),
    Source(
        "operations",
        "made.kind",
        "'seq', made.seq, 'op_id', op_id, 'group_id', group_id, 'payload', json(payload), 'scheme_id', made.scheme_id,"
        " 'scheme', schemes.number, 'guideline_id', made.guideline_id, 'guideline', guidelines.number",
        at="coalesce(moments.at, made.at)",
        joins=f"{AUTHOR} JOIN schemes ON schemes.id = made.scheme_id LEFT JOIN moments ON moments.seq = made.seq"
        f" {GUIDELINE}",
    ),
    Source(
        "adjudications",
        "'adjudication'",
        "'seq', made.seq, 'difference', difference, 'choice', choice, 'coders', json(coders), 'reason', reason",
        document="operations.document_id",
        at="coalesce(moments.at, operations.at)",
        joins=f"{AUTHOR} JOIN operations ON operations.seq = made.seq LEFT JOIN moments ON moments.seq = made.seq",
    ),
    Source(
        "rounds",
        "'round.new'",
        "'round', made.name, 'way', way, 'blind', is_blind, 'coders', n_coders, 'deadline', deadline",
        document="NULL",
        at="made_at",
        joins="LEFT JOIN authors ON authors.id = made.made_by",
    ),
    Source(
        "comments",
        "'comment.' || made.kind",
        "'id', made.id, 'thread_id', thread_id, 'text', text, 'start', \"start\", 'end', \"end\", 'quote', quote",
    ),
    Source(
        "cases",
        "'question.ask'",
        "'id', made.id, 'title', title, 'text', text, 'start', \"start\", 'end', \"end\", 'quote', quote,"
        " 'thread_id', thread_id",
    ),
    Source(
        "case_replies",
        "'question.' || made.kind",
        "'id', made.id, 'question_id', made.case_id, 'title', cases.title, 'text', made.text,"
        " 'guideline_id', made.guideline_id, 'guideline', guidelines.number",
        document="cases.document_id",
        joins=f"{AUTHOR} JOIN cases ON cases.id = made.case_id {GUIDELINE}",
    ),
    Source(
        "guideline_looks",
        "'guideline.look'",
        "'guideline_id', made.guideline_id, 'guideline', guidelines.number",
        joins=f"{AUTHOR} {GUIDELINE}",
    ),
)


def events(db: Database, source: Source, document_id: str | None, since: str) -> Iterator[dict]:
    """The rows of one source from `since` on, of one document or all, in the order of time; read as they are asked for.

    Each has `at`, `who`, `who_is` (person, import or gold; both null where nobody is known), `document`, `kind`, and
    the keys of its source. What is sorted, in memory, is a number a row; the rows are read BLOCK at a time.
    """
    chosen = "" if document_id is None else f"AND {source.document} = :document"
    rows = f"FROM {source.table} AS made {source.joins}"
    numbers = db.execute(
        f"SELECT made.rowid {rows} WHERE {source.at} >= :since {chosen} ORDER BY {source.at}, made.rowid",
        {"since": since, "document": document_id},
    )
    asked = (
        f"SELECT made.rowid, {source.at}, authors.name, authors.kind, {source.document}, {source.kind},"
        f" json_object({source.says}) {rows} WHERE made.rowid IN (SELECT value FROM json_each(?))"
    )
    while block := [number for (number,) in numbers.fetchmany(BLOCK)]:
        by_number = {number: row for number, *row in db.execute(asked, (json.dumps(block),))}
        for at, who, who_is, document, kind, says in map(by_number.get, block):
            yield {"at": at, "who": who, "who_is": who_is, "document": document, "kind": kind} | json.loads(says)


def sources_of(db: Database) -> list[Source]:
    """Those whose tables this project has."""
    tables = set(db.table_names())
    return [source for source in SOURCES if source.table in tables]


def author_of_operation(db: Database, document_id: str, op_id: str) -> tuple[int, str] | None:
    """(author id, name) of whoever made this operation on this document."""
    return db.execute(
        "SELECT author_id, name FROM operations JOIN authors ON authors.id = author_id"
        " WHERE op_id = ? AND document_id = ?",
        (op_id, document_id),
    ).fetchone()


def changed_last(db: Database, most: int = 30) -> list[tuple[str, str, str]]:
    """(document id, title or how the text begins, time) of documents among the newest thousand operations.

    The newest comes first.
    """
    return db.execute(
        "SELECT document_id, coalesce(title, substr(text, 1, 80)), max(at)"
        " FROM (SELECT document_id, at FROM operations ORDER BY seq DESC LIMIT 1000)"
        " JOIN documents ON documents.id = document_id GROUP BY document_id ORDER BY max(at) DESC LIMIT ?",
        (most,),
    ).fetchall()
