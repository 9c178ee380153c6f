"""Documents that are settled: gold stands on them."""

from labeling.store.authors import add_author
from labeling.store.database import write
from tests.annotated import annotated
from tests.coded_team import finish


def settle(db, add, answer="no", **marked: str) -> None:
    """Load these documents and finish the gold layer of each, as it is marked."""
    add(**{document_id: annotated(text)[0] for document_id, text in marked.items()})
    with write(db):
        gold = add_author(db, "gold", kind="gold")
    for document_id, text in marked.items():
        finish(db, document_id, gold, answer, text)


def sign(db, document_id: str, author) -> None:
    """Keep that this author made the operations of gold on a document."""
    with write(db):
        db.execute(
            "CREATE TABLE IF NOT EXISTS adjudications (seq INTEGER PRIMARY KEY, author_id INTEGER NOT NULL) STRICT"
        )
        db.execute(
            "INSERT INTO adjudications (seq, author_id) SELECT seq, ? FROM operations JOIN authors"
            " ON authors.id = author_id WHERE document_id = ? AND authors.kind = 'gold'",
            (author.id, document_id),
        )
