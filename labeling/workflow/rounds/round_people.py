"""Who takes part in a running round: somebody is added or removed, and what nobody has begun is dealt again.

What a change would do is said before it is done, by `round_people_preview`. A lead is None at the command line.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.errors import RoundRefused
from labeling.core.rounds.dealing import deal
from labeling.store import assignments as given
from labeling.store import round_gold
from labeling.store import rounds as store
from labeling.store.assignments import Assignment
from labeling.store.authors import Author
from labeling.store.database import write
from labeling.store.round_choice import read_by
from labeling.store.rounds import DEALT, Round
from labeling.workflow.reading.round_gold import deal_all_items
from labeling.workflow.rounds.round_plan import person_named
from labeling.workflow.rounds.rounds import check_lead, member, open_round, pairs

Dealt = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Removal:
    """What becomes of one person's documents: `forgotten` nobody began, `released` they did; `dealt` says to whom."""

    author: Author
    n_submitted: int
    forgotten: list[str]
    released: list[str]
    dealt: Dealt


def add_person(db: Database, lead: Author | None, name: str, person: str) -> None:
    """Let somebody take part from now on; of a dealt round what nobody has begun is dealt anew among all."""
    check_lead(db, lead)
    author = person_named(db, person)
    with write(db):
        one = open_round(db, name)
        store.add_people(db, one.id, [author.id])
        if one.way == DEALT:
            _deal_again(db, one)
        else:
            deal_all_items(db, one, [author.id])


def deal_again(db: Database, lead: Author | None, name: str) -> None:
    """Deal what nobody has begun anew, so that everybody has as much to do as the others; what is begun stays."""
    check_lead(db, lead)
    with write(db):
        _deal_again(db, open_round(db, name))


def remove_person(db: Database, lead: Author | None, name: str, person: str) -> int:
    """Let somebody take part no more; how many documents went back.

    What they submitted stays theirs and stays in the round. What they did not is dealt to the others, or free to
    claim; what they marked in it stays as their layer. They stay as blind as they were.
    """
    check_lead(db, lead)
    with write(db):
        one = open_round(db, name)
        found = removal(db, one, person)
        given.forget(db, one.id, [(document_id, found.author.id) for document_id in found.forgotten])
        for document_id in found.released:
            given.release(db, one.id, document_id, found.author.id)
        round_gold.release_items(db, one.id, found.author.id)
        store.remove_person(db, one.id, found.author.id)
        given.give(db, one.id, pairs(found.dealt, {other.name: other.id for other in store.people_of(db, one.id)}))
    return len(found.forgotten) + len(found.released)


def removal(db: Database, one: Round, person: str) -> Removal:
    """What would become of this person's documents; RoundRefused where nobody would be left. Nothing is written."""
    author, held = member(db, one, person), given.assignments_of(db, one.id)
    others = [other for other in store.people_of(db, one.id) if other != author]
    if not others:
        raise RoundRefused(f"{author.name} is the only one in “{one.name}”. Add somebody first, or close the round.")
    theirs = [row for row in held if row.author_id == author.id and row.state in ("todo", "open")]
    forgotten = [row.document_id for row in theirs if not _is_begun(row)]
    released = [row.document_id for row in theirs if _is_begun(row)]
    n_submitted = sum(row.author_id == author.id and row.state == "done" for row in held)
    dealt: Dealt = {}
    if one.way == DEALT:
        needs = dict.fromkeys((*forgotten, *released), 1)
        had = _had(db, one, {other.id: other.name for other in others}, needs)
        dealt = deal(needs, [other.name for other in others], one.seed, had=had, loads=_left(held, others))
    return Removal(author, n_submitted, forgotten, released, dealt)


def _deal_again(db: Database, one: Round) -> None:
    people = store.people_of(db, one.id)
    unbegun, dealt = dealt_again(db, one, people)
    given.forget(db, one.id, unbegun)
    given.give(db, one.id, pairs(dealt, {author.name: author.id for author in people}))
    deal_all_items(db, one)


def dealt_again(db: Database, one: Round, people: Sequence[Author]) -> tuple[list[tuple[str, int]], Dealt]:
    """(document id, author id) of what nobody has begun, and to whom it would be dealt among these people."""
    held, needs = given.assignments_of(db, one.id), store.needs_of(db, one.id)
    unbegun = [row for row in held if not _is_begun(row) and row.state == "todo"]
    begun = [row for row in held if _is_begun(row) or row.state != "todo"]
    for row in begun:
        needs[row.document_id] -= row.state != "skipped"
    forgotten = {(row.document_id, row.author_id) for row in unbegun}
    had = _had(db, one, {author.id: author.name for author in people}, needs, forgotten)
    needs = {document_id: max(0, n) for document_id, n in needs.items()}
    names = [author.name for author in people]
    return sorted(forgotten), deal(needs, names, one.seed, had=had, loads=_left(begun, people))


def _had(
    db: Database,
    one: Round,
    name_by_id: dict[int, str],
    document_ids: dict[str, int],
    forgotten: set[tuple[str, int]] | frozenset = frozenset(),
) -> dict[str, set[str]]:
    """Document id to the names of those it cannot be given to, since they had or read it; `forgotten` counts not."""
    had: dict[str, set[str]] = {}
    for document_id, author_ids in given.people_who_had(db, one.id).items():
        if document_id in document_ids:
            names = {name_by_id[who] for who in author_ids & name_by_id.keys() if (document_id, who) not in forgotten}
            had.setdefault(document_id, set()).update(names)
    for document_id, author_id, _ in read_by(db, document_ids, name_by_id):
        had.setdefault(document_id, set()).add(name_by_id[author_id])
    return had


def _left(held: Sequence[Assignment], people: Sequence[Author]) -> Counter[str]:
    """Name to what this person has to do of what is held."""
    names = {author.id: author.name for author in people}
    loads = Counter(dict.fromkeys(names.values(), 0))
    loads.update(names[row.author_id] for row in held if row.author_id in names and row.state in ("todo", "open"))
    return loads


def _is_begun(row: Assignment) -> bool:
    return row.has_begun or row.state == "open"
