"""Folds for measuring: near-duplicates stay together, and both answers are on either side of each fold."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import StratifiedKFold

SEED = 7
MOST_FOLDS = 5
Fold = tuple[np.ndarray, np.ndarray]


def answer_by_text(y: Sequence[int], groups: Sequence[str]) -> dict[str, int]:
    """Each group's answer, by majority of its documents (a tie is positive).

    >>> answer_by_text([1, 0, 0], ["a", "a", "b"])
    {'a': 1, 'b': 0}
    """
    votes: dict[str, Counter] = {}
    for answer, group in zip(y, groups, strict=True):
        votes.setdefault(group, Counter())[int(answer)] += 1
    return {group: int(counts[1] >= counts[0]) for group, counts in votes.items()}


def folds_of(y: np.ndarray, groups: Sequence[str]) -> list[Fold]:
    """(inside, outside): row numbers to learn from and to measure on, up to MOST_FOLDS pairs, the same every time.

    y: shape (n,). `groups[i]` is equal for near-duplicates; two groups of each answer are needed.
    """
    answers = answer_by_text(y, groups)
    names, values = list(answers), np.array(list(answers.values()))
    n_folds = min(MOST_FOLDS, int(np.bincount(values, minlength=2).min()))
    fold_of = {}
    splitter = StratifiedKFold(n_folds, shuffle=True, random_state=SEED)
    for number, (_, outside) in enumerate(splitter.split(names, values)):
        fold_of |= {names[place]: number for place in outside}
    of_row = np.array([fold_of[group] for group in groups])
    return [(np.flatnonzero(of_row != number), np.flatnonzero(of_row == number)) for number in range(n_folds)]
