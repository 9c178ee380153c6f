"""The finished documents that may be learned from, as little of each as it takes to choose among thousands."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.locked_slice import LOCKED


@dataclass(frozen=True, slots=True)
class Finished:
    """`number` is its place in load order; `finished_at`: when somebody finished it last, "" where nobody knows."""

    number: int
    id: str
    n_characters: int
    has_spans: bool
    finished_at: str


def finished_documents(db: Database) -> Iterator[Finished]:
    """Those that somebody finished, outside the locked slice, in load order."""
    rows = db.execute(
        "SELECT number, id, length(text), EXISTS (SELECT 1 FROM spans WHERE spans.document_id = documents.id),"
        " (SELECT coalesce(max(submitted_at), '') FROM work WHERE work.document_id = documents.id AND state = 'done')"
        " FROM documents WHERE EXISTS (SELECT 1 FROM work WHERE work.document_id = documents.id AND state = 'done')"
        f" AND NOT {LOCKED} ORDER BY number"
    )
    for number, document_id, n_characters, has_spans, finished_at in rows:
        yield Finished(number, document_id, n_characters, bool(has_spans), finished_at)
