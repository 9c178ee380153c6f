"""Marks and answers that were made before a version of the guidelines, and who looked at them since."""

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.guideline import LABEL, Topic
from labeling.store.database import write


def marked_before(db: Database, author_id: int, topic: Topic, number: int) -> list[tuple[str, str | None, int]]:
    """(document id, title, n) of the author's documents with marks of this topic from before version `number`.

    A mark that was changed since, a document that was submitted since, or one that its author looked at, is none.
    """
    kind, name = topic
    query = SPANS if kind == LABEL else ANSWERS
    given = {"author": author_id, "name": name, "number": number}
    return db.execute(query.format(SETTLED), given).fetchall()


def keep_look(db: Database, document_id: str, author_id: int, guideline_id: str) -> None:
    """Keep that the author looked at the document under this version; once more changes nothing."""
    with write(db):
        db.execute(
            "INSERT OR IGNORE INTO guideline_looks (document_id, author_id, guideline_id, at) VALUES (?, ?, ?, ?)",
            (document_id, author_id, guideline_id, now()),
        )


# Operations of one layer are found by their index; those of a whole project are many.
SINCE = (
    "FROM operations AS later JOIN guidelines ON guidelines.id = later.guideline_id"
    " WHERE later.document_id = made.document_id AND later.author_id = made.author_id"
    " AND guidelines.number >= :number"
)
SETTLED = (
    f"NOT EXISTS (SELECT 1 {SINCE} AND later.kind = 'work.submit')"
    " AND NOT EXISTS (SELECT 1 FROM guideline_looks AS look JOIN guidelines ON guidelines.id = look.guideline_id"
    " WHERE look.document_id = made.document_id AND look.author_id = made.author_id AND guidelines.number >= :number)"
)
SPANS = (
    "SELECT made.document_id, documents.title, count(*) FROM spans AS made JOIN documents ON documents.id = document_id"
    f" WHERE made.author_id = :author AND made.label = :name AND {{}} AND NOT EXISTS (SELECT 1 {SINCE}"
    " AND ((later.kind IN ('span.add', 'span.change') AND json_extract(later.payload, '$.span_id') = made.span_id)"
    " OR (later.kind = 'layer.load' AND EXISTS (SELECT 1 FROM json_each(later.payload, '$.spans') AS loaded"
    " WHERE json_extract(loaded.value, '$.span_id') = made.span_id))))"
    " GROUP BY made.document_id ORDER BY documents.number"
)
ANSWERS = (
    "SELECT made.document_id, documents.title, 1 FROM answers AS made JOIN documents ON documents.id = document_id"
    f" WHERE made.author_id = :author AND made.question = :name AND {{}} AND NOT EXISTS (SELECT 1 {SINCE}"
    " AND ((later.kind = 'answer.set' AND json_extract(later.payload, '$.question') = made.question)"
    " OR (later.kind = 'layer.load' AND json_type(later.payload, '$.answers') = 'object' AND EXISTS"
    " (SELECT 1 FROM json_each(later.payload, '$.answers') AS given WHERE given.key = made.question))))"
    " ORDER BY documents.number"
)
