"""How a round stands: for those who lead it."""

from collections import Counter
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.store.assignments import Assignment, assignments_of
from labeling.store.rounds import Round, everybody_of, needs_of


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """Documents given to one person: all, finished, begun, skipped; `n_left`: neither finished nor skipped.

    `left_at`: when they were removed from the round; what they had submitted stays theirs.
    """

    name: str
    n_given: int
    n_done: int
    n_begun: int
    n_skipped: int
    n_left: int
    left_at: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`n_done`: documents that all of their coders have finished. `n_free`: places that nobody holds.

    `unfinished`: who holds what and has not finished it, by name and document, what is begun first.
    """

    n_documents: int
    n_done: int
    n_free: int
    people: list[PersonStanding]
    unfinished: list[tuple[str, Assignment]]


def standing(db: Database, one: Round) -> Standing:
    held = assignments_of(db, one.id)  # first: whoever has something is among the people who are read then
    needs, people = needs_of(db, one.id), everybody_of(db, one.id)
    done = Counter(row.document_id for row in held if row.state == "done")
    holders = Counter(row.document_id for row in held if row.state != "skipped")
    name_by_id = {person.id: person.name for person, _ in people}
    unfinished = [(name_by_id[row.author_id], row) for row in held if row.state != "done"]
    return Standing(
        n_documents=len(needs),
        n_done=sum(done[document_id] >= n for document_id, n in needs.items()),
        n_free=sum(max(0, n - holders[document_id]) for document_id, n in needs.items()),
        people=[
            _of(person.name, [row for row in held if row.author_id == person.id], left_at) for person, left_at in people
        ],
        unfinished=sorted(unfinished, key=lambda pair: (not pair[1].has_begun, pair[0], pair[1].document_id)),
    )


def _of(name: str, held: list[Assignment], left_at: str | None) -> PersonStanding:
    states = Counter(row.state for row in held)
    n_done, n_skipped = states["done"], states["skipped"]
    n_begun = sum(row.has_begun and row.state in ("todo", "open") for row in held)
    return PersonStanding(name, len(held), n_done, n_begun, n_skipped, len(held) - n_done - n_skipped, left_at)
