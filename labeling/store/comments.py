"""Comments: appended, never changed."""

from sqlite_utils import Database

from labeling.core.guidance.comment import Comment, Place

COLUMNS = 'comments.id, thread_id, name, comments.kind, text, "start", "end", quote, span_id, at'
COMMENTS = f"SELECT {COLUMNS} FROM comments JOIN authors ON authors.id = author_id"


def comments_of(db: Database, document_id: str) -> list[Comment]:
    """Everything said of the document, in the order of the file."""
    rows = db.execute(f"{COMMENTS} WHERE document_id = ? ORDER BY comments.number", (document_id,))
    return [_comment(row) for row in rows]


def stored_comment(db: Database, comment_id: str) -> tuple[str, Comment] | None:
    """(document id, comment), or None."""
    row = db.execute(f"SELECT document_id, {COMMENTS[7:]} WHERE comments.id = ?", (comment_id,)).fetchone()
    return (row[0], _comment(row[1:])) if row else None


def documents_with_threads_of(db: Database, author_id: int) -> list[str]:
    """The ids of the documents on which this author began a thread."""
    sql = "SELECT DISTINCT document_id FROM comments WHERE author_id = ? AND id = thread_id ORDER BY document_id"
    return [row[0] for row in db.execute(sql, (author_id,))]


def append_comment(db: Database, document_id: str, author_id: int, comment: Comment) -> None:
    """Call it inside `write`."""
    place = comment.place or Place(None, None, None)
    db.execute(
        'INSERT INTO comments (id, document_id, thread_id, author_id, kind, text, "start", "end", quote, span_id, at)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(comment.id, document_id, comment.thread_id, author_id, comment.kind, comment.text),
            *(place.start, place.end, place.quote, place.span_id, comment.at),
        ),
    )


def _comment(row: tuple) -> Comment:
    comment_id, thread_id, author, kind, text, start, end, quote, span_id, at = row
    place = None if start is None else Place(start, end, quote, span_id)
    return Comment(comment_id, thread_id, author, kind, text, place, at)
