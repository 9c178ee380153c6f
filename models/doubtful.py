"""Answers and spans that are likely wrong, to be looked at again; what became of each is kept."""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from sqlite_utils import Database

from labeling.store.answers import votes as given_votes
from labeling.store.authors import Author
from labeling.store.blindness import blind_ids
from labeling.store.learned.missed_mentions import Missed, is_still_missed
from labeling.store.learned.out_of_fold import OutOfFold
from labeling.store.learned.second_looks import (
    ANSWER,
    CHANGED,
    KEPT,
    SPAN,
    SecondLook,
    add_second_looks,
    second_looks,
    settle_second_look,
    span_outcome,
)
from labeling.workflow.accounts.permission import check_allowed
from models.suspects import AT_A_TIME, Suspect, suspects

TIED = ""  # where as many people say one as another


def answers_today(db: Database, question: str) -> dict[str, str]:
    """Document id to the answer most people gave; TIED where there is no such answer."""
    votes: dict[str, Counter] = {}
    for document_id, _, value in given_votes(db, question):
        votes.setdefault(document_id, Counter())[value] += 1
    found = {}
    for document_id, counts in votes.items():
        (value, most), *rest = counts.most_common()
        found[document_id] = TIED if rest and rest[0][1] == most else value
    return found


def doubted_answers(
    db: Database, rows: Sequence[OutOfFold], question: str, values: tuple[str, str]
) -> tuple[list[Suspect], int]:
    """(the next ones to look at, how many there are in all); values: the negative, then the positive one.

    Those with another answer by now, those that somebody kept as they are, and those in blind rounds are left out.
    """
    today, blind = answers_today(db, question), blind_ids(db)
    kept = {(look.document_id, look.was) for look in second_looks(db) if look.kind == ANSWER and look.outcome == KEPT}
    open_rows = [
        row
        for row in rows
        if today.get(row.document_id) == values[row.is_positive]
        and row.document_id not in blind
        and (row.document_id, today[row.document_id]) not in kept
    ]
    found = suspects(open_rows)
    add_second_looks(db, [SecondLook(ANSWER, one.document_id, values[one.is_positive]) for one in found])
    return found, len(suspects(open_rows, limit=len(open_rows)))


def doubted_spans(db: Database, missed: Sequence[Missed]) -> list[Missed]:
    """Of all missed mentions the next ones to look at.

    Left out are those that somebody kept as they are, or marked or rejected since they were found, and all in blind
    rounds.
    """
    blind = blind_ids(db)
    kept = {place_of(look) for look in second_looks(db) if look.kind == SPAN and look.outcome == KEPT}
    looks = (
        (one, SecondLook(SPAN, one.document_id, one.label, one.start, one.end))
        for one in missed
        if one.document_id not in blind
    )
    still_open = (pair for pair in looks if place_of(pair[1]) not in kept and is_still_missed(db, pair[0]))
    found = list(islice(still_open, AT_A_TIME))
    add_second_looks(db, [look for _, look in found])
    return [one for one, _ in found]


def keep_as_it_is(db: Database, author: Author, look: SecondLook) -> None:
    """Somebody looked again and leaves it as it is; NotAllowed unless they may see what others marked."""
    check_allowed(db, author, "review")
    settle_second_look(db, look, KEPT, author.name)


def place_of(look: SecondLook) -> tuple[str, int, int, str]:
    return (look.document_id, look.start, look.end, look.was)


def settle_changed(db: Database, question: str) -> None:
    """Write down which doubts were settled in the article: another answer, the span marked, the span rejected."""
    today = answers_today(db, question)
    for look in second_looks(db):
        if look.outcome is not None:
            continue
        if look.kind == ANSWER:
            outcome = None if today.get(look.document_id) == look.was else CHANGED
        else:
            outcome = span_outcome(db, look)
        if outcome:
            settle_second_look(db, look, outcome)
