"""How far a project is, counted in a few passes: what people finished, marked and answered, and how long it took."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.gold_items import IS_GOLD_ITEM

STATES = ("todo", "open", "done", "skipped")


@dataclass(frozen=True, slots=True)
class Kind:
    """`n` documents that stand alike. `n_layers`: how many people finished each, 2 standing for more.

    `finished_on`, `settled_on`: the days (ISO) the first person finished them and gold was finished; "" for never.
    """

    state: str
    n_layers: int
    finished_on: str
    settled_on: str
    n: int


def kinds_of_documents(db: Database) -> list[Kind]:
    """All documents, counted.

    One is done as soon as one person has finished it, else open if somebody has begun it, else skipped if somebody has
    skipped it. What imports brought counts nowhere, nor does what was read as a gold item.
    """
    return [Kind(*row) for row in db.execute(_DOCUMENTS)]


def span_counts(db: Database) -> list[tuple[str, int, int]]:
    """(label, spans, documents) in finished layers of people, most spans first."""
    return db.execute(_SPANS).fetchall()


def answer_counts(db: Database) -> list[tuple[str, str, int, int]]:
    """(question, value, answers, documents) in finished layers of people."""
    return db.execute(_ANSWERS).fetchall()


def people_counts(db: Database) -> list[tuple[str, int, int, int]]:
    """(name, done, open, skipped) of each person, by name."""
    return db.execute(
        "SELECT name, coalesce(sum(state = 'done'), 0), coalesce(sum(state = 'open'), 0),"
        " coalesce(sum(state = 'skipped'), 0) FROM authors LEFT JOIN work ON author_id = authors.id"
        " WHERE kind = 'person' GROUP BY authors.id ORDER BY name"
    ).fetchall()


def seconds_taken(db: Database) -> Iterator[tuple[str, str, float]]:
    """(name, when it was submitted, seconds at work) of each document a person finished in the annotator."""
    yield from db.execute(
        "SELECT name, submitted_at, seconds FROM work JOIN authors ON authors.id = author_id"
        " WHERE kind = 'person' AND state = 'done' AND seconds > 0 AND submitted_at IS NOT NULL"
    )


def round_counts(db: Database) -> list[tuple[str, str, str, str | None, int, int, int]]:
    """(name, kind, state, deadline, documents, layers given out, those finished) of each round, the newest first."""
    return db.execute(_ROUNDS).fetchall()


_DOCUMENTS = f"""
WITH coded AS (
    SELECT document_id, sum(state = 'done') AS n_done, sum(state = 'open') AS n_open,
    sum(state = 'skipped') AS n_skipped, min(CASE WHEN state = 'done' THEN submitted_at END) AS finished_at
    FROM work JOIN authors ON authors.id = author_id WHERE kind = 'person' AND NOT {IS_GOLD_ITEM}
    GROUP BY document_id
), settled AS (
    SELECT document_id, min(submitted_at) AS settled_at FROM work JOIN authors ON authors.id = author_id
    WHERE kind = 'gold' AND state = 'done' GROUP BY document_id
)
SELECT CASE WHEN n_done > 0 THEN 'done' WHEN n_open > 0 THEN 'open' WHEN n_skipped > 0 THEN 'skipped' ELSE 'todo' END,
    min(coalesce(n_done, 0), 2), coalesce(substr(finished_at, 1, 10), ''), coalesce(substr(settled_at, 1, 10), ''),
    count(*)
FROM documents LEFT JOIN coded ON coded.document_id = documents.id
LEFT JOIN settled ON settled.document_id = documents.id
GROUP BY 1, 2, 3, 4
"""
_FINISHED = (
    " JOIN work USING (document_id, author_id) JOIN authors ON authors.id = author_id"
    " WHERE state = 'done' AND kind = 'person'"
)
_SPANS = (
    f"SELECT label, count(*), count(DISTINCT document_id) FROM spans{_FINISHED} GROUP BY label ORDER BY 2 DESC, label"
)
_ANSWERS = (
    f"SELECT question, value, count(*), count(DISTINCT document_id) FROM answers{_FINISHED}"
    " GROUP BY question, value ORDER BY question, 3 DESC, value"
)
_ROUNDS = (
    "SELECT rounds.name, rounds.kind, rounds.state, deadline,"
    " (SELECT count(*) FROM round_documents WHERE round_id = rounds.id), count(assignments.author_id),"
    " coalesce(sum(work.state = 'done'), 0) FROM rounds"
    " LEFT JOIN assignments ON assignments.round_id = rounds.id AND released_at IS NULL"
    " LEFT JOIN work ON work.document_id = assignments.document_id AND work.author_id = assignments.author_id"
    " GROUP BY rounds.id ORDER BY rounds.id DESC"
)
