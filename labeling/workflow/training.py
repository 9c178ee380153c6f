"""Training rounds: what somebody submitted first, compared with gold."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.errors import NotAllowed
from labeling.core.layer import first_submitted
from labeling.core.settling.against_gold import Comparison, Score, compare
from labeling.store import training as store
from labeling.store.authors import Author
from labeling.store.documents import document
from labeling.store.operations import operations_of
from labeling.store.projection import stored_layer
from labeling.store.rounds import Round, everybody_of


@dataclass(frozen=True, slots=True)
class Result:
    """One finished document of a training round, compared with its gold layer."""

    round_name: str
    document_id: str
    title: str
    comparison: Comparison


def results_of(db: Database, author: Author) -> list[Result]:
    """Everything this author finished in training rounds, the last one first."""
    rows = store.finished_trainings(db, author.id)
    return [Result(name, key, title, _compared(db, key, author.id, gold)) for name, key, title, gold in rows]


def result_of(db: Database, author: Author, document_id: str) -> Result:
    """One of them; NotAllowed while it is not submitted: gold is seen afterwards only."""
    document(db, document_id)
    for name, key, title, gold in store.finished_trainings(db, author.id):
        if key == document_id:
            return Result(name, key, title, _compared(db, key, author.id, gold))
    raise NotAllowed("You see how it differs from gold after you have submitted it in a training round.")


def scores_by_person(db: Database, one: Round) -> Iterator[tuple[str, int, Score]]:
    """(name, finished documents, score over all of them) of everybody in a training round; for those who lead it."""
    for person, _ in everybody_of(db, one.id):
        rows = [row for row in store.finished_trainings(db, person.id) if row[0] == one.name]
        found = (_compared(db, key, person.id, gold).score for _, key, _, gold in rows)
        yield person.name, len(rows), sum(found, Score())


def _compared(db: Database, document_id: str, author_id: int, gold_id: int) -> Comparison:
    mine = first_submitted(operations_of(db, document_id, author_id))
    gold = stored_layer(db, document_id, gold_id)
    return compare([*mine.spans.values()], [*gold.spans.values()], mine.answers, gold.answers)
