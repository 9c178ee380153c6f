"""Training the span suggester: CRFs a label, judged out of fold, so that scores mean what they say."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from labeling.core.gazetteer import Gazetteer
from models.spans.candidates import Candidate, Knowledge, candidates, learn
from models.spans.crf import Weights, fit_crf
from models.spans.examples import Example, labels_of
from models.spans.judging import Judged, judge
from models.spans.ranking import fit_ranking
from models.spans.suggester import SpanSuggester

SEED = 7
FOLDS = 4
QUIET_SHARE = 0.7  # of the sentences without a mark are learned from
Progress = Callable[[float, str], object]


@dataclass(frozen=True)
class Trained:
    """A suggester, and how each label did out of fold."""

    suggester: SpanSuggester
    judged: dict[str, Judged]


def train_suggester(
    examples: Sequence[Example],
    labels: Collection[str],
    gazetteer: Gazetteer,
    progress: Progress = lambda share, what: None,
) -> Trained:
    """Learn from examples; labels nobody marked are left out.

    Texts without any mark teach what a text without marks looks like, not what its words are.
    """
    labels = labels_of(examples, labels)
    found: list[dict[str, list[Candidate]]] = [{} for _ in examples]
    folds = folds_of(examples)
    for number, outside in enumerate(folds):
        progress(number / (len(folds) + 1), f"Reading marks, part {number + 1} of {len(folds) + 1}")
        held = set(outside)
        knowledge = _learn([one for at, one in enumerate(examples) if at not in held], labels)
        for at in outside:
            found[at] = candidates(examples[at], knowledge)
    progress(len(folds) / (len(folds) + 1), f"Reading marks, part {len(folds) + 1} of {len(folds) + 1}")
    rankings, judged = {}, {}
    for label in labels:
        of_label = [one.get(label, []) for one in found]
        marked = [example.places.get(label, set()) for example in examples]
        rankings[label] = fit_ranking(of_label, marked)
        judged[label] = judge(rankings[label], of_label, marked)
    return Trained(SpanSuggester(_learn(examples, labels), rankings, gazetteer), judged)


def folds_of(examples: Sequence[Example]) -> list[np.ndarray]:
    """Numbers of the examples outside each fold; near-duplicates stay together."""
    groups = list(dict.fromkeys(example.group for example in examples))
    order = np.random.RandomState(SEED).permutation(len(groups))
    fold_of = {groups[place]: number % FOLDS for number, place in enumerate(order)}
    of_example = np.array([fold_of[example.group] for example in examples])
    return [np.flatnonzero(of_example == number) for number in range(FOLDS) if (of_example == number).any()]


def _learn(examples: Sequence[Example], labels: Sequence[str]) -> dict[str, Knowledge]:
    marked = [example for example in examples if example.places]
    return {label: learn(marked, label, _fit(marked, label)) for label in labels}


def _fit(examples: Sequence[Example], label: str) -> Weights:
    random = np.random.RandomState(SEED)
    sentences, tags = [], []
    for example in examples:
        for items, line in zip(example.items, example.tags(label), strict=True):
            if line.strip("O") or random.random_sample() < QUIET_SHARE:
                sentences.append(items)
                tags.append(line)
    return fit_crf(sentences, tags)
