"""Marks and answers that were made before a version of the guidelines, and who looked at them since."""

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.guidance.guideline import LABEL, Topic
from labeling.store.database import write


def marked_before(db: Database, author_id: int, topic: Topic, number: int) -> list[tuple[str, str | None, int]]:
    """(document id, title, n) of the author's documents with marks of this topic from before version `number`.

    A mark that was changed since, a document that was submitted since, or one that its author looked at, is none.
    """
    kind, name = topic
    query = SPANS if kind == LABEL else ANSWERS
    given = {"author": author_id, "name": name, "number": number}
    return db.execute(query, given).fetchall()


def keep_look(db: Database, document_id: str, author_id: int, guideline_id: str) -> None:
    """Keep that the author looked at the document under this version; once more changes nothing."""
    with write(db):
        db.execute(
            "INSERT OR IGNORE INTO guideline_looks (document_id, author_id, guideline_id, at) VALUES (?, ?, ?, ?)",
            (document_id, author_id, guideline_id, now()),
        )


# What the author did under this version or a later one, and which documents that settles.
SINCE = (
    "WITH since AS MATERIALIZED (SELECT document_id, kind, payload FROM operations WHERE author_id = :author"
    " AND guideline_id IN (SELECT id FROM guidelines WHERE number >= :number)),"
    " settled AS (SELECT document_id FROM since WHERE kind = 'work.submit'"
    " UNION SELECT document_id FROM guideline_looks AS look JOIN guidelines ON guidelines.id = look.guideline_id"
    " WHERE look.author_id = :author AND number >= :number)"
)
# The author's documents are found by the index of `work`; all spans of a project are many.
MINE = (
    "FROM work CROSS JOIN {0} AS made ON made.document_id = work.document_id AND made.author_id = work.author_id"
    " JOIN documents ON documents.id = made.document_id WHERE work.author_id = :author AND made.{1} = :name"
    " AND made.document_id NOT IN (SELECT document_id FROM settled)"
)
SPANS = (
    f"{SINCE}, changed AS (SELECT document_id, json_extract(payload, '$.span_id') AS span_id FROM since"
    " WHERE kind IN ('span.add', 'span.change') UNION SELECT document_id, json_extract(loaded.value, '$.span_id')"
    " FROM since, json_each(payload, '$.spans') AS loaded WHERE kind = 'layer.load')"
    f" SELECT made.document_id, title, count(*) {MINE.format('spans', 'label')}"
    " AND (made.document_id, made.span_id) NOT IN (SELECT document_id, span_id FROM changed)"
    " GROUP BY made.document_id ORDER BY documents.number"
)
ANSWERS = (
    f"{SINCE}, changed AS (SELECT document_id FROM since WHERE (kind = 'answer.set'"
    " AND json_extract(payload, '$.question') = :name) OR (kind = 'layer.load'"
    " AND :name IN (SELECT key FROM json_each(payload, '$.answers'))))"
    f" SELECT made.document_id, title, 1 {MINE.format('answers', 'question')}"
    " AND made.document_id NOT IN (SELECT document_id FROM changed) ORDER BY documents.number"
)
