"""What happened to accounts, for admins, for each person what is their own, and for whoever holds the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.account_event import in_words
from labeling.store.accounts.account_events import (
    AccountEvent,
    account_events_since,
    n_account_events,
    newest_account_events,
)
from labeling.store.authors import Author
from labeling.store.database import snapshot
from labeling.workflow.accounts.people import person_named
from labeling.workflow.accounts.permission import check_allowed

OWN = 20  # events that the account page shows
NOBODY_KNOWN = "somebody unknown"
COMMAND_LINE = "the command line"


@dataclass(frozen=True, slots=True)
class Line:
    """An event as it is read; `person` is "" where it is about nobody in particular, or about whoever did it."""

    at: str
    who: str
    kind: str
    words: str
    person: str


def account_lines(
    db: Database, author: Author, name: str | None = None, *, most: int = -1, skip: int = 0
) -> tuple[int, list[Line]]:
    """How many there are, and those of one page, the newest first. `name`: only what this person did or met with."""
    check_allowed(db, author, "administer")
    person_id = person_named(db, name).id if name else None
    found = newest_account_events(db, person_id, most=most, skip=skip)
    return n_account_events(db, person_id), [_line(event) for event in found]


def own_account_lines(db: Database, author: Author) -> list[Line]:
    """The newest OWN of what this person did to their account or met with, the newest first."""
    return [_line(event) for event in newest_account_events(db, author.id, most=OWN, is_own=True)]


def all_account_events(db: Database, *, since: str = "") -> Iterator[dict]:
    """Every event as an object for a line of JSON, the oldest first, of one moment."""
    with snapshot(db) as reader:
        for event in account_events_since(reader, since):
            yield {"at": event.at, "who": event.who, "about": event.person, "kind": event.kind, **event.details}


def _line(event: AccountEvent) -> Line:
    at_the_door = event.kind in ("session.miss", "session.wait")
    who = event.who or (NOBODY_KNOWN if at_the_door else COMMAND_LINE)
    person = event.person if event.person != event.who else ""
    return Line(event.at, who, event.kind, in_words(event.kind, event.details), person or "")
