"""Rounds: a lead gives documents to people, takes them back, pauses and closes.

A lead is None at the command line: whoever has the file may do everything. How the round stands is asked inside
`write`, since another lead may be changing it.
"""

from sqlite_utils import Database

from labeling.core.closest import did_you_mean
from labeling.core.errors import RoundRefused
from labeling.store import assignments as given
from labeling.store import round_gold
from labeling.store import rounds as store
from labeling.store.authors import Author, author_named
from labeling.store.database import write
from labeling.store.learned.phrases import forget_phrases
from labeling.store.round_choice import read_by, rounds_by_document
from labeling.store.rounds import CLOSED, PAUSED, RUNNING, TRAINING, Round
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.reading.round_gold import deal_all_items
from labeling.workflow.rounds.round_plan import Plan, outline, person_named


def start_round(db: Database, lead: Author | None, plan: Plan) -> Round:
    """Make the round and give out its documents; NotAllowed or RoundRefused, and nothing was changed."""
    check_lead(db, lead)
    planned = outline(db, plan)
    name, is_blind = plan.name.strip(), plan.is_blind or plan.kind == TRAINING
    row = {
        "name": name,
        "kind": plan.kind,
        "way": plan.way,
        "is_blind": is_blind,
        "n_coders": plan.n_coders,
        "share": plan.share,
        "share_coders": plan.share_coders,
        "chosen": plan.choice.words,
        "seed": plan.seed,
        "deadline": plan.deadline,
    }
    with write(db):
        if store.round_named(db, name) or rounds_by_document(db, planned.needs):
            raise RoundRefused("Somebody made a round of these documents a moment ago. Look at Rounds, then try again.")
        round_id = store.add_round(db, row, list(planned.needs.items()), lead.id if lead else None)
        id_by_name = {one: person_named(db, one).id for one in plan.people}
        store.add_people(db, round_id, id_by_name.values())
        for dealt in (planned.finished, planned.dealt):
            given.give(db, round_id, pairs(dealt, id_by_name))
        if is_blind:
            forget_phrases(db)  # it may have been learned from these very documents
        started = store.round_named(db, name)
        round_gold.forget_items_among(db, round_id)
        deal_all_items(db, started)
    return started


def pause_round(db: Database, lead: Author | None, name: str) -> None:
    """Give out nothing of it until it is resumed; what is begun can be finished, and it stays blind."""
    _move(db, lead, name, RUNNING, PAUSED, "pause")


def resume_round(db: Database, lead: Author | None, name: str) -> None:
    _move(db, lead, name, PAUSED, RUNNING, "resume")


def close_round(db: Database, lead: Author | None, name: str) -> None:
    """End it for good: what was blind may be seen, what is not done is free for others. Layers stay as they are."""
    check_lead(db, lead)
    with write(db):
        one = open_round(db, name)
        store.set_state(db, one.id, CLOSED)
        round_gold.forget_items(db, one.id)  # what nobody came to can be dealt again
        if one.is_blind:
            forget_phrases(db)  # its documents may be learned from now


def release(
    db: Database,
    lead: Author | None,
    name: str,
    *,
    person: str | None = None,
    document_id: str | None = None,
    to: str | None = None,
) -> int:
    """Take back what this person has not finished, what of this document is not, or both; how many were taken back.

    They go to `to`, or to whoever of the round has nothing left. What the person marked stays as their layer.
    """
    check_lead(db, lead)
    if person is None and document_id is None:
        raise RoundRefused("Name the person or the document that is taken back.")
    with write(db):
        one = open_round(db, name)
        from_id, receiver = member(db, one, person).id if person else None, member(db, one, to) if to else None
        found = [
            held
            for held in given.assignments_of(db, one.id)
            if from_id in (None, held.author_id) and document_id in (None, held.document_id) and held.state != "done"
        ]
        if not found:
            raise RoundRefused(f"Nothing unfinished of “{one.name}” is there to take back. Nothing was changed.")
        if receiver:
            _check_receives(db, one, receiver, [held.document_id for held in found])
        for held in found:
            given.release(db, one.id, held.document_id, held.author_id)
        if from_id is not None and document_id is None:
            round_gold.release_items(db, one.id, from_id)
        if receiver:
            given.give(db, one.id, [(held.document_id, receiver.id) for held in found])
    return len(found)


def allow_free_reading(db: Database, lead: Author | None, is_allowed: bool) -> None:
    """Whether people whose part is done, or who are in no round, read on as the queue gives it."""
    check_lead(db, lead)
    store.set_free_reading(db, is_allowed)


def known_round(db: Database, name: str) -> Round:
    """The round of this name, or RoundRefused with those there are."""
    one = store.round_named(db, name)
    if one is None:
        names = [known.name for known in store.rounds(db)]
        known = f" Rounds: {', '.join(names)}." if names else ""
        raise RoundRefused(f"There is no round {name!r}.{did_you_mean(name, names)}{known}")
    return one


def open_round(db: Database, name: str) -> Round:
    """The round of this name that is not closed, or RoundRefused."""
    one = known_round(db, name)
    if one.state == CLOSED:
        raise RoundRefused(f"The round “{one.name}” was closed on {one.closed_at[:10]}. Make a new one.")
    return one


def _move(db: Database, lead: Author | None, name: str, before: str, after: str, what: str) -> None:
    check_lead(db, lead)
    with write(db):
        one = open_round(db, name)
        if one.state != before:
            raise RoundRefused(f"The round “{one.name}” is {one.state}; there is nothing to {what}.")
        store.set_state(db, one.id, after)


def check_lead(db: Database, lead: Author | None) -> None:
    if lead is not None:
        check_allowed(db, lead, "lead")


def member(db: Database, one: Round, name: str) -> Author:
    """Who takes part under this name, or RoundRefused with those who do."""
    people = store.people_of(db, one.id)
    author = author_named(db, name)
    if author not in people:
        names = [known.name for known in people]
        raise RoundRefused(
            f"{name} is not in the round “{one.name}”.{did_you_mean(name, names)} It has {', '.join(names)}."
        )
    return author


def _check_receives(db: Database, one: Round, receiver: Author, documents: list[str]) -> None:
    has = {row.document_id for row in given.assignments_of(db, one.id) if row.author_id == receiver.id}
    has |= {document_id for document_id, _, state in read_by(db, documents, [receiver.id]) if state == "done"}
    twice = [document_id for document_id in documents if document_id in has or documents.count(document_id) > 1]
    if twice:
        raise RoundRefused(
            f"{receiver.name} has document {twice[0]!r} already, and nobody reads one twice. Nothing was changed."
        )


def pairs(dealt: dict[str, tuple[str, ...]], id_by_name: dict[str, int]) -> list[tuple[str, int]]:
    """(document id, author id) of what is dealt by name."""
    return [(document_id, id_by_name[name]) for document_id, names in dealt.items() for name in names]
