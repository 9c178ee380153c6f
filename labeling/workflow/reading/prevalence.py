"""How many of all documents are reports, estimated from those that were drawn at random."""

from collections import Counter
from dataclasses import dataclass
from math import sqrt

from sqlite_utils import Database

from labeling.core.scheme import Question
from labeling.store.answers import votes as given_votes
from labeling.store.honest_sample import honest_sample

Z = 1.96  # 95 %


@dataclass(frozen=True, slots=True)
class Prevalence:
    """`share` of positives among `n` clear answers, with its interval."""

    share: float
    low: float
    high: float
    n: int


def prevalence(db: Database, question: Question) -> Prevalence | None:
    """None where no document of the sample has a clear answer; where people disagree the majority counts."""
    votes: dict[str, Counter] = {}
    for document_id, _, value in given_votes(db, question.name):
        votes.setdefault(document_id, Counter())[value] += 1
    clear = []
    for document_id in honest_sample(db, question.name):
        (value, most), *rest = votes[document_id].most_common()
        if value in (question.positive, question.negative) and not (rest and rest[0][1] == most):
            clear.append(value == question.positive)
    return estimated(sum(clear), len(clear)) if clear else None


def estimated(n_positive: int, n: int) -> Prevalence:
    """With Wilson's interval, which holds for few and for rare ones too.

    >>> found = estimated(2, 40)
    >>> round(found.share, 3), round(found.low, 3), round(found.high, 3)
    (0.05, 0.014, 0.165)
    """
    share = n_positive / n
    middle, half = share + Z**2 / (2 * n), Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    below = 1 + Z**2 / n
    return Prevalence(share, max((middle - half) / below, 0.0), min((middle + half) / below, 1.0), n)
