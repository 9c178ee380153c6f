"""Commenting on a document: who may see what is said, and what is kept."""

from dataclasses import replace

from sqlite_utils import Database

from labeling.core.clock import later, now
from labeling.core.errors import CommentRefused
from labeling.core.guidance.comment import Comment, Thread, read_comment, threads_of
from labeling.store.authors import Author
from labeling.store.comments import append_comment, comments_of, stored_comment
from labeling.store.database import write
from labeling.store.documents import document
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.blindness import is_blind_to


def visible_comments(db: Database, viewer: Author, document_id: str) -> list[Comment]:
    """What the viewer may see of what was said of a document. Raises UnknownDocument.

    Every reader of comments comes through here: what a blind round hides is left out here and nowhere else.
    """
    document(db, document_id)
    said = comments_of(db, document_id)
    if not is_blind_to(db, viewer, document_id):
        return said
    own = {comment.thread_id for comment in said if comment.id == comment.thread_id and comment.author == viewer.name}
    return [comment for comment in said if comment.thread_id in own and comment.author == viewer.name]


def threads(db: Database, viewer: Author, document_id: str) -> list[Thread]:
    """The same as threads, by place."""
    return threads_of(visible_comments(db, viewer, document_id))


def add_comment(db: Database, author: Author, document_id: str, message: dict) -> Comment:
    """Keep a comment, or that a thread is resolved or reopened; sending it again changes nothing.

    Raises CommentRefused, SpanOutOfText or QuoteMismatch for what does not fit, UnknownDocument, NotAllowed.
    """
    check_allowed(db, author, "annotate")
    found = document(db, document_id)
    comment = read_comment(message, author.name, found.text)
    with write(db):
        stored = stored_comment(db, comment.id)
        if stored:
            if stored != (document_id, replace(comment, at=stored[1].at)):
                raise CommentRefused(f"Comment {comment.id} is stored already with another content. Make a new id.")
            return stored[1]
        said = visible_comments(db, author, document_id)
        thread = next((one for one in threads_of(said) if one.id == comment.thread_id), None)
        if thread is None and comment.thread_id != comment.id:
            raise CommentRefused("There is no such thread on this document. Reload the page.")
        comment = replace(comment, at=later(now(), max((one.at for one in said), default="")))
        append_comment(db, document_id, author.id, comment)
    return comment
