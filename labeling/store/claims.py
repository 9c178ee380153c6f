"""Claims: places of a round that nobody holds, taken by whoever comes first. Call these inside `write`."""

from sqlite_utils import Database

from labeling.store.assignments import HAS_BEGUN, WORK

# How many hold a document of a round: a skipped one is free for somebody else.
HOLDERS = (
    f"(SELECT count(*) FROM assignments {WORK} WHERE assignments.round_id = round_documents.round_id"
    " AND assignments.document_id = round_documents.document_id AND released_at IS NULL"
    " AND coalesce(work.state, 'todo') != 'skipped')"
)
# The author never had it, and has not finished or skipped it.
NEW_TO = (
    "NOT EXISTS (SELECT 1 FROM assignments AS own WHERE own.round_id = round_documents.round_id"
    " AND own.document_id = round_documents.document_id AND own.author_id = :author)"
    " AND NOT EXISTS (SELECT 1 FROM work AS read WHERE read.document_id = round_documents.document_id"
    " AND read.author_id = :author AND read.state IN ('done', 'skipped'))"
)
# Of all documents of a round at once; `held`: how many hold it, where anybody does. CROSS JOIN keeps the order in which
# the tables are read, that of their keys: else one of them is put into another order each time.
_ASSIGNED = (
    "assignments.round_id = :round AND released_at IS NULL AND (assignments.document_id, assignments.author_id) NOT IN"
    " (SELECT work.document_id, work.author_id FROM round_people JOIN work ON work.author_id = round_people.author_id"
    " AND state = 'skipped' WHERE round_id = :round)"
)
_HELD = f"""
    (SELECT document_id, count(*) AS n FROM assignments WHERE {_ASSIGNED} GROUP BY document_id) AS held
    CROSS JOIN round_documents USING (document_id)"""
# What the author had in the round, has finished or skipped.
_OWN = """
    (SELECT document_id FROM assignments WHERE author_id = :author AND round_id = :round
    UNION SELECT document_id FROM work WHERE author_id = :author AND state IN ('done', 'skipped'))"""


def n_free(db: Database, round_id: int, author_id: int) -> int:
    """Documents of the round with a place that this author could take."""
    return db.execute(_N_FREE, {"round": round_id, "author": author_id}).fetchone()[0]


def next_free(db: Database, round_id: int, author_id: int) -> str | None:
    """The next document with a free place, near-duplicates of the author's own last; None where there is none.

    One that somebody has begun for two or more comes where the author has shared least with whoever has it: where with
    nobody of the round less, or where as many of them wait as the author has others to share with. Else a new one.
    """
    row = db.execute(_NEXT_FREE, {"round": round_id, "author": author_id}).fetchone()
    return row[0] if row else None


def next_spare(db: Database, round_id: int, author_id: int, time: float) -> tuple[str, int] | None:
    """(document id, who holds it) of a claim that ran out before `time` and that nobody began; the oldest first."""
    return db.execute(
        "SELECT document_id, author_id FROM assignments JOIN round_documents USING (round_id, document_id)"
        " WHERE round_id = :round AND author_id != :author AND released_at IS NULL AND held_until <= :time"
        f" AND NOT {HAS_BEGUN} AND {NEW_TO} ORDER BY given_at, place LIMIT 1",
        {"round": round_id, "author": author_id, "time": time},
    ).fetchone()


def rounds_with_place(db: Database, document_id: str, author_id: int) -> list[int]:
    """The running rounds this author takes part in that have a free place at this document."""
    rows = db.execute(
        "SELECT round_documents.round_id FROM round_documents JOIN rounds ON rounds.id = round_documents.round_id"
        " JOIN round_people ON round_people.round_id = rounds.id"
        " WHERE document_id = :document AND rounds.state = 'running' AND round_people.author_id = :author"
        f" AND left_at IS NULL AND {HOLDERS} < round_documents.n_coders AND {NEW_TO}",
        {"document": document_id, "author": author_id},
    )
    return [row[0] for row in rows]


def is_for_others(db: Database, document_id: str, author_id: int) -> bool:
    """Whether a running round of the author's has it, the author does not have it there and never touched it."""
    row = db.execute(
        "SELECT 1 FROM round_documents JOIN rounds ON rounds.id = round_documents.round_id"
        " JOIN round_people ON round_people.round_id = rounds.id"
        " WHERE document_id = :document AND rounds.state = 'running' AND round_people.author_id = :author"
        " AND NOT EXISTS (SELECT 1 FROM assignments AS own WHERE own.document_id = :document"
        " AND own.author_id = :author AND own.released_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM operations WHERE document_id = :document AND author_id = :author)",
        {"document": document_id, "author": author_id},
    ).fetchone()
    return row is not None


def hold(db: Database, author_id: int, document_id: str | None, time: float, seconds: float) -> None:
    """Let the author hold this claim for so long, renewed at half time; the others until somebody needs them."""
    db.execute(
        "UPDATE assignments SET held_until = CASE WHEN document_id = :document THEN :time + :seconds ELSE 0 END"
        " WHERE author_id = :author AND held_until IS NOT NULL AND released_at IS NULL"
        " AND CASE WHEN document_id = :document THEN held_until < :time + :seconds / 2 ELSE held_until > 0 END"
        f" AND NOT {HAS_BEGUN}",
        {"author": author_id, "document": document_id, "time": time, "seconds": seconds},
    )


_N_FREE = f"""
SELECT (SELECT count(*) FROM round_documents WHERE round_id = :round)
- (SELECT count(*) FROM {_HELD} WHERE round_id = :round AND n >= n_coders)
- (SELECT count(*) FROM {_OWN} CROSS JOIN round_documents USING (document_id) WHERE round_id = :round
    AND (SELECT count(*) FROM assignments WHERE {_ASSIGNED}
    AND assignments.document_id = round_documents.document_id) < n_coders)
"""
# `known`: the clusters of what the author began, finished or holds, by the lowest and the highest number of a document;
# `repeated`: near-duplicates of that, for which another document comes first; `met`: with whom of the round the author
# shared how many documents; `fresh`: the first document that nobody holds; `half`: those that wait for more coders.
_NEXT_FREE = f"""
WITH known AS MATERIALIZED (
    SELECT cluster, min(number) AS first, max(number) AS last FROM documents WHERE cluster IS NOT NULL AND id IN (
    SELECT document_id FROM work WHERE author_id = :author AND state IN ('open', 'done')
    UNION ALL SELECT document_id FROM assignments WHERE author_id = :author AND released_at IS NULL)
    GROUP BY cluster
), repeated AS MATERIALIZED (
    SELECT id FROM known JOIN documents USING (cluster) WHERE number != first OR number != last
), met AS MATERIALIZED (
    SELECT other.author_id AS who, count(*) AS n FROM assignments AS own JOIN assignments AS other
    ON other.round_id = own.round_id AND other.document_id = own.document_id AND other.author_id != own.author_id
    WHERE own.round_id = :round AND own.author_id = :author AND own.released_at IS NULL AND other.released_at IS NULL
    GROUP BY who
), others AS MATERIALIZED (
    SELECT count(*) AS n, min(coalesce(met.n, 0)) AS least FROM round_people LEFT JOIN met ON who = author_id
    WHERE round_id = :round AND author_id != :author AND left_at IS NULL
), half AS MATERIALIZED (
    SELECT document_id, place, held.n AS n_held, document_id IN (SELECT id FROM repeated) AS is_repeated,
    (SELECT coalesce(sum(met.n), 0) FROM assignments AS theirs JOIN met ON who = theirs.author_id
    WHERE theirs.round_id = :round AND theirs.document_id = held.document_id AND theirs.released_at IS NULL) AS n_met
    FROM {_HELD} WHERE round_id = :round AND held.n < n_coders AND round_documents.document_id NOT IN {_OWN}
), fresh AS (
    SELECT document_id, place, 0, document_id IN (SELECT id FROM repeated) AS is_repeated, 0 FROM round_documents
    WHERE round_id = :round AND NOT EXISTS (SELECT 1 FROM assignments WHERE {_ASSIGNED}
    AND assignments.document_id = round_documents.document_id)
    AND document_id NOT IN {_OWN} ORDER BY is_repeated, place LIMIT 1
)
SELECT document_id FROM (SELECT * FROM half UNION ALL SELECT * FROM fresh), others ORDER BY is_repeated,
    CASE WHEN n_held = 0 THEN 1
    WHEN n_met <= least * n_held OR (SELECT count(*) FROM half WHERE NOT is_repeated) >= others.n THEN 0 ELSE 2 END,
    CASE WHEN n_held > 0 THEN 1.0 * n_met / n_held END, place
LIMIT 1
"""
