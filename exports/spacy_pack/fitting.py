"""How long to train, how often to look, which candidates to weigh: fitted to the data in train.spacy."""

from collections import Counter
from dataclasses import dataclass

ALWAYS_CANDIDATES = 3  # tokens: every length up to this is a candidate, whatever the data
LONGEST_CANDIDATE = 20  # tokens; the span categoriser weighs every run of each length, so cost grows with them
COVERED = 0.99  # of the spans in train are candidates, as far as LONGEST_CANDIDATE allows

# Chosen by trying: docs/benchmarks.md.
STEPS_AN_EPOCH = 50
LEAST_BATCH = 100  # tokens
MOST_BATCH = {"ner": 1_000, "spancat": 1_000, "textcat": 4_000}  # tokens; a bag of words learns from many documents
FEWEST_STEPS, MOST_STEPS = 20, 200  # between two evaluations
EVALUATIONS_OF_PATIENCE = 8
MOST_EPOCHS = 30
SMALL = 50_000  # tokens; a smaller corpus is learned by heart unless more is dropped
DROPOUT, DROPOUT_OF_SMALL = 0.1, 0.3
BAG, SMALL_BAG = 262_144, 32_768  # places for words, spaCy's own and one for corpora under a million tokens


def candidate_sizes(n_by_length: Counter[int]) -> list[int]:
    """The lengths, in tokens, that the span categoriser weighs: all up to the one that covers 99 of 100 spans.

    >>> candidate_sizes(Counter({1: 600, 2: 300, 4: 99, 18: 1}))
    [1, 2, 3, 4]
    """
    wanted, covered, longest = COVERED * n_by_length.total(), 0, ALWAYS_CANDIDATES
    for length in sorted(n_by_length):
        if covered >= wanted:
            break
        covered, longest = covered + n_by_length[length], max(length, longest)
    return list(range(1, min(longest, LONGEST_CANDIDATE) + 1))


@dataclass(frozen=True, slots=True)
class Fit:
    """What of a config depends on the size of the data. A step is one batch of tokens, which grows up to the last."""

    first_batch: int
    last_batch: int
    eval_frequency: int  # steps
    patience: int  # steps
    max_steps: int
    dropout: float
    bag: int  # the length of the text classifier's vectors


def fit(component: str, n_train_tokens: int) -> Fit:
    """The sizes for this many tokens in train.spacy."""
    batch = max(LEAST_BATCH, min(n_train_tokens // STEPS_AN_EPOCH, MOST_BATCH[component]))
    steps_an_epoch = max(1, n_train_tokens // batch)
    every = max(FEWEST_STEPS, min(steps_an_epoch, MOST_STEPS))
    return Fit(
        first_batch=batch if component == "textcat" else LEAST_BATCH,
        last_batch=batch,
        eval_frequency=every,
        patience=EVALUATIONS_OF_PATIENCE * every,
        max_steps=MOST_EPOCHS * max(steps_an_epoch, every),
        dropout=DROPOUT_OF_SMALL if n_train_tokens < SMALL else DROPOUT,
        bag=SMALL_BAG if n_train_tokens < 1_000_000 else BAG,
    )
