"""Whether there are answers enough to train the detector, told without reading any text."""

from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.scheme import Question
from labeling.store.answers import n_answers_to_learn_from, n_texts_by_value

FEWEST = 3  # different documents of each answer


@dataclass(frozen=True, slots=True)
class Readiness:
    """`n_answers`: answered documents outside the locked slice; `missing`: what to answer first; empty: nothing."""

    n_answers: int
    missing: str


def readiness(db: Database, question: Question) -> Readiness:
    counts = n_texts_by_value(db, question.name)
    found = {value: counts.get(value, 0) for value in (question.positive, question.negative)}
    return Readiness(n_answers_to_learn_from(db, question.name), missing(found))


def missing(found: dict[str, int]) -> str:
    """What to answer before training; `found` maps the two values to their number of different documents.

    >>> missing({"yes": 5, "no": 1})
    'The detector needs 3 different documents of each answer and there are 5 “yes” and 1 “no”. Answer 2 more with “no”.'
    >>> missing({"yes": 5, "no": 3})
    ''
    """
    short = [f"{FEWEST - n} more with “{value}”" for value, n in found.items() if n < FEWEST]
    if not short:
        return ""
    there = " and ".join(f"{n} “{value}”" for value, n in found.items())
    return (
        f"The detector needs {FEWEST} different documents of each answer and there are {there}. "
        f"Answer {' and '.join(short)}."
    )
