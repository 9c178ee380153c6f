"""Comments on a document: what is said, in threads that are resolved and reopened; nothing is ever taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from labeling.core.document import check_characters
from labeling.core.errors import CommentRefused, DocumentError, SitrepError
from labeling.core.operation import IDENTIFIER
from labeling.core.span import check_offsets, check_quote

COMMENT, RESOLVE, REOPEN = "comment", "resolve", "reopen"
KINDS = (COMMENT, RESOLVE, REOPEN)
TEXT_CHARACTERS = 5_000
KEYS = ("id", "thread_id", "kind", "text", "start", "end", "quote", "span_id")


@dataclass(frozen=True, slots=True)
class Place:
    """The stretch that a thread is about: code points, `end` exclusive. `span_id`: the mark it was said of."""

    start: int
    end: int
    quote: str
    span_id: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """Something said, or that a thread was resolved or reopened. The first of a thread has the thread's id.

    `place` is None where it is about the whole document; replies have none of their own.
    """

    id: str
    thread_id: str
    author: str
    kind: str
    text: str = ""
    place: Place | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with everything that was said to it, oldest first."""

    comments: tuple[Comment, ...]

    @property
    def id(self) -> str:
        return self.comments[0].id

    @property
    def place(self) -> Place | None:
        return self.comments[0].place

    @property
    def is_resolved(self) -> bool:
        turns = [comment.kind for comment in self.comments if comment.kind != COMMENT]
        return bool(turns) and turns[-1] == RESOLVE


def threads_of(comments: Iterable[Comment]) -> list[Thread]:
    """Comments, in any order, as threads: those of stretches by place, then those of the whole document."""
    by_thread: dict[str, list[Comment]] = {}
    for comment in sorted(comments, key=lambda one: (one.id != one.thread_id, one.at, one.id)):
        by_thread.setdefault(comment.thread_id, []).append(comment)
    threads = [Thread(tuple(said)) for said in by_thread.values() if said[0].id == said[0].thread_id]
    return sorted(threads, key=_order)


def _order(thread: Thread) -> tuple:
    place = thread.place
    return (place is None, (place.start, place.end) if place else (), thread.comments[0].at, thread.id)


def read_comment(message: dict, author: str, text: str) -> Comment:
    """Read a comment as a client sends it, checked against the document's text; CommentRefused with a sentence."""
    for key in message:
        if key not in KEYS:
            raise CommentRefused(f"A comment has no key {key[:40]!r}. It has {', '.join(KEYS)}.")
    kind, said = message.get("kind", COMMENT), message.get("text", "")
    comment_id, thread_id = message.get("id"), message.get("thread_id", message.get("id"))
    for name, value in (("id", comment_id), ("thread_id", thread_id), ("span_id", message.get("span_id"))):
        if not (isinstance(value, str) and IDENTIFIER.fullmatch(value)) and (name != "span_id" or value is not None):
            raise CommentRefused(f"`{name}` is {str(value)[:40]!r}; expected an identifier, such as a UUID.")
    if kind not in KINDS:
        raise CommentRefused(f"`kind` is {str(kind)[:40]!r}; expected one of {', '.join(KINDS)}.")
    is_first = thread_id == comment_id
    if is_first and kind != COMMENT:
        raise CommentRefused("Only a thread can be resolved or reopened: name its first comment as `thread_id`.")
    said = check_said(said, is_needed=kind == COMMENT, error=CommentRefused)
    return Comment(comment_id, thread_id, author, kind, said, _place(message, text) if is_first else None)


def check_said(text: object, *, is_needed: bool, error: type[SitrepError], most: int = TEXT_CHARACTERS) -> str:
    """What somebody typed, without blanks around it; `error` where it cannot be kept."""
    if not isinstance(text, str) or len(text) > most:
        raise error(f"Write text of at most {most:,} characters. Nothing was saved.")
    if is_needed and not text.strip():
        raise error("There is nothing to save yet. Write something first.")
    try:
        check_characters(text, where="What you wrote")
    except DocumentError as refusal:
        raise error(str(refusal)) from None
    return text.strip()


def _place(message: dict, text: str) -> Place | None:
    given = [message.get(key) for key in ("start", "end", "quote")]
    if given == [None] * 3:
        return None
    start, end, quote = given
    check_offsets(start, end, text, where="This comment")
    if not isinstance(quote, str):
        raise CommentRefused("A comment on a stretch needs `quote`, its characters, so that a shift is noticed.")
    check_quote(start, end, quote, text, where="This comment")
    return Place(start, end, quote, message.get("span_id"))
