"""What an author has to read in rounds, in which order, and how far that is."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from labeling.core.clock import now
from labeling.core.due import due
from labeling.store.assignments import states_of
from labeling.store.authors import Author
from labeling.store.claims import n_free
from labeling.store.round_gold import items_of, n_turns
from labeling.store.rounds import Round, any_running, may_read_freely, removed_from, round_with, running_rounds_of
from labeling.workflow.reading.claims import claim_ahead
from labeling.workflow.reading.round_gold import n_ahead


@dataclass(frozen=True, slots=True)
class Part:
    """An author's part of a running round. `n_left`: what they have to do, and what they may claim besides.

    Gold items are counted as what they seem to be, documents of the round: these numbers are for their reader.

    `due`: the deadline in words, empty where there is none.
    """

    name: str
    kind: str
    due: str
    n_done: int
    n_left: int

    @property
    def reason(self) -> str:
        """Why a document of it comes now, in plain words."""
        return f"{self.kind.replace('normal', 'round').capitalize()} “{self.name}”{self.due and f', {self.due}'}: " + (
            f"{self.n_left} left."
        )


def given(db: Database, author: Author, *, n: int, skip: tuple[str, ...], opened: str | None) -> list[tuple[str, str]]:
    """(document id, reason) of what the author has to read in running rounds, in reading order."""
    own = claim_ahead(db, author, n, skip, opened)
    reasons = {one.id: part_of(db, one, author).reason for one in running_rounds_of(db, author.id)} if own else {}
    return [(one.document_id, reasons[one.round_id]) for one in own if one.round_id in reasons]  # else closed since


def part_of(db: Database, one: Round, author: Author) -> Part:
    states, items = states_of(db, one.id, author.id), items_of(db, one.id, author.id)
    n_others = states["todo"] + n_free(db, one.id, author.id)
    if items:
        states.update(item.state for item in items if item.state != "todo")
        n_others += n_ahead(items, n_turns(db, one.id, author.id), n_others)
    today = date.fromisoformat(now()[:10])
    return Part(one.name, one.kind, due(one.deadline, today), states["done"], n_others + states["open"])


def parts(db: Database, author: Author) -> list[Part]:
    """The author's part of each running round, by deadline."""
    return [part_of(db, one, author) for one in running_rounds_of(db, author.id)]


def part_with(db: Database, document_id: str, author: Author) -> Part | None:
    """The author's part of the running round in which they have this document."""
    one = round_with(db, document_id, author.id)
    return part_of(db, one, author) if one else None


def reads_freely(db: Database) -> bool:
    """Whether people read on beyond rounds: where none is running, or where a lead allowed it."""
    return not any_running(db) or may_read_freely(db)


def removed(db: Database, author: Author) -> list[str]:
    """What somebody reads who was removed from rounds that are still open: a sentence each, the last one first."""
    days = [(name, date.fromisoformat(at[:10])) for name, at in removed_from(db, author.id)]
    return [
        f"You were removed from the round “{name}” on {day.day} {day:%B}. What you submitted stays; what you had not "
        "submitted went back. Ask your lead what comes next."
        for name, day in days
    ]


def nothing_left(db: Database, author: Author) -> str:
    """What an author reads who has nothing to do in rounds and may not read freely; else empty."""
    if reads_freely(db):
        return ""
    mine, removals = parts(db, author), removed(db, author)
    if not mine and removals:
        return removals[0]
    if not mine:
        return "A round is running and you are not in it. Ask its lead to add you."
    names = " and ".join(f"“{one.name}”" for one in mine)
    return f"You have finished your part of {names}. Ask your lead what comes next."
