"""Adjudicating: see what coders differ in, and take the operations that settle it into the gold layer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import Range
from labeling.core.details import Details, details_of
from labeling.core.document import Document
from labeling.core.errors import AdjudicationRefused, OperationError
from labeling.core.layer import Layer, fold
from labeling.core.operation import Operation
from labeling.core.scheme import Scheme
from labeling.core.settling.adjudication import GOLD, Decision, read_decision
from labeling.core.settling.differences import Comparison, compare
from labeling.core.tokens import Tokens
from labeling.store import adjudications as store
from labeling.store.assignments import still_coded
from labeling.store.authors import Author, add_author, author_named
from labeling.store.boilerplate import ranges_of
from labeling.store.database import write
from labeling.store.documents import document
from labeling.store.operations import operations_of
from labeling.store.projection import stored_layer
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.annotate import Outcome, newest_seq, take_operations, tokens_of, unmarked
from labeling.workflow.blindness import check_sees_others

CHANGED = "Somebody changed their marks after this was settled."


@dataclass(frozen=True, slots=True)
class Coder:
    """One person's finished layer; `newest` is the op_id of their newest change, "" where a file brought all of it."""

    name: str
    layer: Layer
    newest: str


@dataclass(slots=True)
class Settling:
    """A document as its adjudicator finds it; `decisions` maps `seq` of gold's operations to (who, what and why)."""

    document: Document
    tokens: Tokens
    scheme: Scheme
    coders: list[Coder]
    comparison: Comparison
    operations: list[Operation]
    decisions: Mapping[int, tuple[str, Decision]]
    gold: Layer
    details: Details
    boilerplate: list[Range]
    is_changed: bool

    @property
    def version(self) -> int:
        return newest_seq(self.operations)


def open_settling(db: Database, document_id: str, author: Author) -> Settling:
    """The document with the layers of its coders, how they differ, and gold; raises as `check_may_settle` does."""
    found = document(db, document_id)
    check_may_settle(db, found.id, author)
    scheme, people = current_scheme(db), coders(db, found.id)
    operations = gold_operations(db, found.id)
    gold = fold(operations)
    return Settling(
        document=found,
        tokens=tokens_of(db, found),
        scheme=scheme,
        coders=people,
        comparison=comparison_of(people, scheme),
        operations=operations,
        decisions=store.adjudications_of(db, found.id),
        gold=gold,
        details=details_of(found.text, gold, scheme),
        boilerplate=unmarked(ranges_of(db, found.id), gold),
        is_changed=is_changed(db, found.id, gold),
    )


def settle(
    db: Database,
    document_id: str,
    author: Author,
    messages: Sequence[object],
    *,
    version: int = 0,
    scheme_id: str | None = None,
) -> Outcome:
    """Take operations into the gold layer, and keep beside each who made it and its `from`: the decision.

    What is said of `take_operations` holds; raises as `check_may_settle` does.
    """
    check_may_settle(db, document(db, document_id).id, author)
    return write_gold(db, document_id, author, messages, version=version, scheme_id=scheme_id)


def write_gold(
    db: Database,
    document_id: str,
    author: Author,
    messages: Sequence[object],
    *,
    version: int = 0,
    scheme_id: str | None = None,
) -> Outcome:
    """As `settle`, for an author who was found to be allowed."""
    gold = ensure_gold(db)
    read, decisions, refused = [], {}, []
    for message in messages:
        try:
            bare, decision = _parted(message)
        except OperationError as error:
            op_id = message.get("op_id")
            refused.append((op_id if isinstance(op_id, str) else "", str(error)))
            continue
        read.append(bare)
        if isinstance(bare, dict) and isinstance(bare.get("op_id"), str):
            decisions[bare["op_id"]] = decision

    def beside(operation: Operation) -> None:
        decision = decisions[operation.op_id]
        if operation.kind == "work.submit" and not decision.seen:
            decision = replace(decision, seen=store.newest_changes(db, document_id))
        store.add_adjudication(db, operation.seq, author.id, decision)

    outcome = take_operations(db, document_id, gold, read, version=version, scheme_id=scheme_id, beside=beside)
    outcome.refused = refused + outcome.refused
    return outcome


def check_may_settle(db: Database, document_id: str, author: Author) -> None:
    """Raise NotAllowed without the role, AdjudicationRefused where there is nothing, or not for this person."""
    check_allowed(db, author, "review")
    check_sees_others(db, author, document_id)
    people = store.finished_coders(db, document_id)
    if not people:
        raise AdjudicationRefused(
            "Nobody has finished this document yet, so there is nothing to settle. Wait until somebody submits it."
        )
    if [person.name for person in people] == [author.name]:
        raise AdjudicationRefused(
            "You are the only one who finished this document, and nobody settles their own work alone. "
            "Let somebody else code it too, or let another adjudicator settle it."
        )
    if not is_ready(db, document_id):
        raise AdjudicationRefused(
            "Somebody is still coding this document, and nobody sees the work of others before. "
            "Wait until all have submitted it."
        )


def is_ready(db: Database, document_id: str) -> bool:
    """Whether the layers of a document may be seen side by side: nobody who was given it still codes it."""
    return document_id not in not_ready(db)


def not_ready(db: Database) -> set[str]:
    """Ids of all documents of which that is not so."""
    return still_coded(db)


def coders(db: Database, document_id: str) -> list[Coder]:
    """The people who finished this document, in the order they came to the project, with what they made."""
    newest = store.newest_changes(db, document_id)
    return [
        Coder(person.name, stored_layer(db, document_id, person.id), newest.get(person.name, ""))
        for person in store.finished_coders(db, document_id)
    ]


def comparison_of(people: Sequence[Coder], scheme: Scheme) -> Comparison:
    return compare({coder.name: coder.layer for coder in people}, [question.name for question in scheme.questions])


def is_changed(db: Database, document_id: str, gold: Layer) -> bool:
    """Whether gold was submitted on other work than stands now: a coder changed something, or another one finished."""
    if gold.state != "done":
        return False
    seen = store.seen_at_submission(db, document_id)
    if seen is None:
        return False  # gold that a file brought: what it was made from is not known
    newest = store.newest_changes(db, document_id)
    people = store.finished_coders(db, document_id)
    return any(seen.get(person.name, "") != newest.get(person.name, "") for person in people)


def gold_author(db: Database) -> Author | None:
    """The author of gold; None where nothing was settled yet. AdjudicationRefused where a person has that name."""
    found = author_named(db, GOLD)
    if found and found.kind != GOLD:
        raise AdjudicationRefused(
            f"Somebody here is called “{GOLD}”, which is the name of the layer that adjudication makes. "
            "Nothing can be settled in this project under that name."
        )
    return found


def ensure_gold(db: Database) -> Author:
    """The author of gold, made where there is none."""
    if found := gold_author(db):
        return found
    with write(db):
        return add_author(db, GOLD, GOLD)


def gold_operations(db: Database, document_id: str) -> list[Operation]:
    author = gold_author(db)
    return operations_of(db, document_id, author.id) if author else []


def _parted(message: object) -> tuple[object, Decision]:
    """The operation as the gold layer takes it, and the decision beside it."""
    if not isinstance(message, dict):
        return message, Decision()
    return {key: value for key, value in message.items() if key != "from"}, read_decision(message.get("from"))
