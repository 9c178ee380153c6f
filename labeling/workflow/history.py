"""The history: who changed what, when, under which guidelines; any earlier state."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from labeling.core.clock import written
from labeling.core.errors import FileRefused
from labeling.core.history import group_of, in_words
from labeling.core.layer import Layer, fold
from labeling.store.authors import Author, author_named
from labeling.store.database import snapshot
from labeling.store.documents import document
from labeling.store.history import author_of_operation, events, sources_of
from labeling.store.operations import operations_of
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.blindness import check_sees_others

# What is said of a document besides the operations on it: kind -> how people look for it, and the words.
SAID = {
    "comment.comment": ("comments", "commented{quote}: {text}"),
    "comment.resolve": ("comments", "resolved a thread of comments"),
    "comment.reopen": ("comments", "reopened a thread of comments"),
    "question.ask": ("questions", "asked the team{quote}: {title}"),
    "question.answer": ("questions", "answered the question “{title}”: {text}"),
    "question.ruling": ("questions", "settled the question “{title}”: {text}"),
    "question.reopen": ("questions", "asked again, “{title}”: {text}"),
    "question.guideline": ("questions", "took “{title}” into version {guideline} of the guidelines"),
    "adjudication": ("adjudication", "settled it{taken}{reason}"),
    "guideline.look": ("looks", "looked at it again under version {guideline} of the guidelines"),
}


# How a difference between coders was settled.
TAKEN = {
    "take": ", taking what {coders} marked",
    "both": ", taking both",
    "neither": ", taking neither",
    "edit": ", otherwise than the coders",
    "answer": " by an answer",
    "agreed": ", as all agree",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a document's timeline; `op_id` is None for what changed no layer, versions are numbers or None."""

    at: str
    who: str
    group: str
    words: str
    op_id: str | None = None
    scheme: int | None = None
    guideline: int | None = None


def timeline(db: Database, viewer: Author, document_id: str) -> list[Entry]:
    """Everything that was done to the document and said of it, oldest first. Raises UnknownDocument, NotAllowed."""
    check_allowed(db, viewer, "review")
    check_sees_others(db, viewer, document_id)
    text = document(db, document_id).text
    words: dict[str, str] = {}
    found = list(_merged(db, document_id, ""))
    for name in {event["who"] for event in found if "op_id" in event}:
        log = operations_of(db, document_id, author_named(db, name).id)
        words.update(zip((operation.op_id for operation in log), in_words(log, text), strict=True))
    return [_entry(event, words) for event in found]


def layer_then(db: Database, viewer: Author, document_id: str, op_id: str) -> tuple[str, Layer]:
    """(author, their layer as it stood after this operation). FileRefused where the document has no such operation."""
    check_allowed(db, viewer, "review")
    check_sees_others(db, viewer, document_id)
    found = author_of_operation(db, document_id, op_id)
    if found is None:
        raise FileRefused("This document has no such change. Choose one from the list.")
    log = operations_of(db, document_id, found[0])
    until = next(place for place, operation in enumerate(log, start=1) if operation.op_id == op_id)
    return found[1], fold(log[:until])


def all_events(db: Database, *, document_id: str | None = None, since: str = "") -> Iterator[dict]:
    """Every event as an object for a line of JSON, in the order of time, of one moment; little is held at a time.

    Raises UnknownDocument.
    """
    if document_id is not None:
        document(db, document_id)
    with snapshot(db) as reader:
        yield from _merged(reader, document_id, since)


def moment_of(text: str) -> str:
    """The time somebody typed, as it is stored; FileRefused for what is no date or time. Without a zone it is UTC.

    >>> moment_of("2026-03-01")
    '2026-03-01T00:00:00.000Z'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise FileRefused(f"{text[:40]!r} is no date or time. Write 2026-03-01 or 2026-03-01T12:00.") from None
    return written(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC))


def _merged(db: Database, document_id: str | None, since: str) -> Iterator[dict]:
    sources = [events(db, source, document_id, since) for source in sources_of(db)]
    return heapq.merge(*sources, key=lambda event: event["at"])


def _entry(event: dict, words: dict[str, str]) -> Entry:
    common = {"at": event["at"], "who": event["who"] or "", "guideline": event.get("guideline")}
    if "op_id" in event:
        op_id = event["op_id"]
        return Entry(group=group_of(event["kind"]), words=words[op_id], op_id=op_id, scheme=event["scheme"], **common)
    group, sentence = SAID[event["kind"]]
    taken = TAKEN.get(event.get("choice"), "")
    beside = {
        "quote": f" on “{event['quote']}”" if event.get("quote") else "",
        "taken": taken.format(coders=" and ".join(event.get("coders", ()))),
        "reason": f", because “{event['reason']}”" if event.get("reason") else "",
    }
    return Entry(group=group, words=sentence.format(**(event | beside)), **common)
