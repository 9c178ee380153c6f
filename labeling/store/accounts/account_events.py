"""What happened to accounts, as a log: rows are added, never changed or deleted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from labeling.core.clock import now


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """`who` did it (None: the command line, or somebody unknown at the door), `person` is whom it is about."""

    number: int
    at: str
    kind: str
    who: str | None
    person: str | None
    details: dict[str, Any] = field(hash=False)


def add_account_event(
    db: Database, kind: str, *, author_id: int | None, person_id: int | None, **details: object
) -> None:
    """Call it inside `write`, beside what it tells of. `details` hold no password, no token, no name that was typed."""
    db.execute(
        "INSERT INTO account_events (at, kind, author_id, person_id, details) VALUES (?, ?, ?, ?, ?)",
        (now(), kind, author_id, person_id, json.dumps(details, ensure_ascii=False)),
    )


def n_account_events(db: Database, person_id: int | None = None) -> int:
    """All, or those about one person and by them."""
    return db.execute(f"SELECT count(*) FROM account_events WHERE {_OF_PERSON}", {"person": person_id}).fetchone()[0]


def newest_account_events(
    db: Database, person_id: int | None = None, *, most: int = -1, skip: int = 0, is_own: bool = False
) -> list[AccountEvent]:
    """The newest first; `most` < 0: all. `is_own`: only what is about the person, not what they did to others."""
    chosen = "person_id = :person" if is_own else _OF_PERSON
    rows = db.execute(
        f"{_ROWS} WHERE {chosen} ORDER BY number DESC LIMIT :most OFFSET :skip",
        {"person": person_id, "most": most, "skip": skip},
    )
    return [_event(row) for row in rows]


def account_events_since(db: Database, since: str = "") -> Iterator[AccountEvent]:
    """The oldest first, from this time on."""
    for row in db.execute(f"{_ROWS} WHERE at >= ? ORDER BY number", (since,)):
        yield _event(row)


def is_wait_known(db: Database, person_id: int | None, address: str, since: str) -> bool:
    """Whether it was written since then that this person, or an unknown one at this address, was made to wait."""
    return (
        db.execute(
            "SELECT 1 FROM account_events WHERE person_id IS :person AND kind = 'session.wait' AND at >= :since"
            " AND (:person IS NOT NULL OR json_extract(details, '$.address') = :address) LIMIT 1",
            {"person": person_id, "address": address, "since": since},
        ).fetchone()
        is not None
    )


def _event(row: tuple) -> AccountEvent:
    *plain, details = row
    return AccountEvent(*plain, json.loads(details))


_ROWS = (
    "SELECT number, at, account_events.kind, doer.name, about.name, details FROM account_events"
    " LEFT JOIN authors AS doer ON doer.id = account_events.author_id"
    " LEFT JOIN authors AS about ON about.id = person_id"
)
_OF_PERSON = "(:person IS NULL OR person_id = :person OR account_events.author_id = :person)"
