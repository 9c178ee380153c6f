"""The training configs: spaCy's own, fitted to the size of the data and the length of its spans."""

from collections.abc import Iterable

from spacy.cli.init_config import init_config
from thinc.api import Config

from exports.spacy_pack.docs import LONGEST_CANDIDATE

WORDS_A_STEP = 1_000  # of spaCy's default batcher, once it is warm
EVALUATIONS_OF_PATIENCE = 8


def make_config(component: str, *, n_train_tokens: int, lengths: Iterable[int] = (), answered: bool = False) -> Config:
    """A config for one component ("ner", "spancat", "textcat"), on CPU, ready for `python -m spacy train`.

    n_train_tokens: of train.spacy; sets how often it is evaluated and how long it waits for progress.
    lengths: in tokens, of the spans; the span categoriser's candidates have these lengths.
    answered: read the files that hold only documents with an answer, see `pack.py`.
    """
    config = init_config(lang="en", pipeline=[component], optimize="efficiency", gpu=False)
    part = "{}_answered.spacy" if answered else "{}.spacy"
    config["paths"] |= {"train": part.format("train"), "dev": part.format("dev")}
    steps_an_epoch = max(1, n_train_tokens // WORDS_A_STEP)
    every = min(200, max(20, steps_an_epoch))
    config["training"] |= {"eval_frequency": every, "patience": EVALUATIONS_OF_PATIENCE * every, "seed": 7}
    if component == "spancat":
        config["components"]["spancat"]["suggester"]["sizes"] = candidate_sizes(lengths)
    return config


def candidate_sizes(lengths: Iterable[int]) -> list[int]:
    """The lengths, in tokens, that the span categoriser looks at.

    >>> candidate_sizes([1, 3, 3, 40])
    [1, 3]
    """
    return sorted({length for length in lengths if length <= LONGEST_CANDIDATE}) or [1]
