"""After a change of the guidelines: which of one's own documents to look at again."""

from sqlite_utils import Database

from labeling.core.guidance.guideline_review import ToReview, newest_touch
from labeling.store.authors import Author
from labeling.store.documents import document
from labeling.store.guideline_review import keep_look, marked_before
from labeling.store.guidelines import current_guideline, guideline_versions
from labeling.workflow.accounts.permission import check_allowed


def to_review(db: Database, author: Author) -> list[ToReview]:
    """The author's own documents with marks or answers that a later version touched, by topic, newest change first.

    Looking at a document, changing its marks or submitting it again under that version settles it.
    """
    touched = newest_touch(guideline_versions(db))
    found = [
        ToReview(topic, since, tuple(marked_before(db, author.id, topic, since.number)))
        for topic, since in touched.items()
    ]
    return [one for one in found if one.documents]


def n_to_review(db: Database, author: Author) -> int:
    """How many documents that is, each counted once."""
    return len({document_id for one in to_review(db, author) for document_id, _, _ in one.documents})


def settle_review(db: Database, author: Author, document_id: str) -> None:
    """Keep that the author looked at it again, under the guidelines as they are now. Raises UnknownDocument."""
    check_allowed(db, author, "annotate")
    document(db, document_id)
    keep_look(db, document_id, author.id, current_guideline(db).id)
