"""Training the span suggester: CRFs a label, judged out of fold, so that scores mean what they say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from labeling.core.errors import TrainingRefused
from labeling.core.suggesting.gazetteer import Gazetteer
from models.spans.best_spans import Mark, spans_of
from models.spans.candidates import NONE, Candidates, Knowledge, candidates, learn
from models.spans.crf import fit_crf, strength_for
from models.spans.examples import Example, labels_of
from models.spans.figures import figures
from models.spans.judging import Judged, judge
from models.spans.lessons import Lesson, lessons_of, sentences, tags
from models.spans.progress import Progress, Tell, followed, part_of
from models.spans.ranking import fit_ranking, spans_out_of_fold
from models.spans.relevance import learn_relevance
from models.spans.suggester import SpanSuggester

SEED = 7
FOLDS = 4
MANY = 200  # texts, from which on two folds are enough
NOTHING = (
    "None of the {n:,} marks in finished documents has a label of the scheme and begins and ends with a word, so there "
    "is nothing to learn from. Until then the dictionary and the gazetteer suggest."
)


@dataclass(frozen=True)
class Trained:
    """A suggester, and how each label did out of fold; `metrics` are its figures, see `figures.py`.

    `held_out`: id of a text to what would be suggested there by models that did not see it.
    """

    suggester: SpanSuggester
    judged: dict[str, Judged]
    metrics: dict
    held_out: dict[str, list[Mark]]


def train_suggester(
    examples: Sequence[Example],
    labels: Collection[str],
    gazetteer: Gazetteer,
    progress: Progress = lambda share, what: None,
    telling: Collection[str] = (),
) -> Trained:
    """Learn from examples; labels nobody marked are left out. `telling`: words that speak for a report.

    Texts without any mark teach what a text without marks looks like, not what its words are. TrainingRefused where no
    mark is of one of these labels with words at its edges.
    """
    labels = labels_of(examples, labels)
    if not labels:
        n_marks = sum(one.n_off + sum(map(len, one.places.values())) for one in examples)
        raise TrainingRefused(NOTHING.format(n=n_marks))
    found: list[dict[str, Candidates]] = [{} for _ in examples]
    folds = folds_of(examples)
    lessons = lessons_of(examples, lambda share: progress(0.0, "Choosing sentences"))
    strength = strength_for(len(lessons))
    for number, outside in enumerate(folds):
        fitting, weighing, reading = _steps(progress, number, len(folds) + 1)
        held = {examples[at].id for at in outside}
        knowledge = _learn([one for one in lessons if one.example.id not in held], labels, strength, telling, fitting)
        relevance = learn_relevance([one for one in examples if one.id not in held], weighing)
        for at in followed(outside, reading):
            found[at] = candidates(examples[at], knowledge, relevance.of(examples[at]))
    fitting, weighing, _ = _steps(progress, len(folds), len(folds) + 1)
    rankings, said, judged = {}, {}, {}
    for label in labels:
        fitting(0.0)
        of_label = [one.get(label, NONE) for one in found]
        marked = [example.places.get(label, set()) for example in examples]
        rankings[label] = fit_ranking(of_label, marked)
        said[label] = spans_out_of_fold(of_label, marked, folds)
        judged[label] = judge(said[label], of_label, marked)
    metrics = figures(judged, [example.group for example in examples])
    held_out = {
        one.id: spans_of(one, found[at], {label: of_label[at] for label, of_label in said.items()}, metrics)
        for at, one in enumerate(examples)
    }
    found.clear()
    knowledge = _learn(lessons, labels, strength, telling, fitting)
    suggester = SpanSuggester(knowledge, rankings, learn_relevance(examples, weighing), gazetteer)
    return Trained(suggester, judged, metrics, held_out)


def folds_of(examples: Sequence[Example]) -> list[np.ndarray]:
    """Numbers of the examples outside each fold; near-duplicates stay together."""
    n_folds = FOLDS if len(examples) < MANY else 2
    groups = list(dict.fromkeys(example.group for example in examples))
    order = np.random.RandomState(SEED).permutation(len(groups))
    fold_of = {groups[place]: number % n_folds for number, place in enumerate(order)}
    of_example = np.array([fold_of[example.group] for example in examples])
    return [np.flatnonzero(of_example == number) for number in range(n_folds) if (of_example == number).any()]


def _learn(
    lessons: Sequence[Lesson], labels: Sequence[str], strength: float, telling: Collection[str], tell: Tell
) -> dict[str, Knowledge]:
    marked, learned = [lesson.example for lesson in lessons], {}
    for number, label in enumerate(labels):
        tell_label = part_of(tell, number, len(labels))
        tell_label(0.0)
        weights = fit_crf(sentences(lessons), tags(lessons, label), strength=strength, tell=tell_label)
        learned[label] = learn(marked, label, weights, telling)
    return learned


def _steps(progress: Progress, number: int, n_parts: int) -> tuple[Tell, Tell, Tell]:
    """What tells of the three steps of a part; the first takes about half of it."""
    what = f"Reading marks, part {number + 1} of {n_parts}"
    tell = part_of(lambda share: progress(share, what), number, n_parts)
    return part_of(tell, 0, 2), part_of(tell, 2, 4), part_of(tell, 3, 4)
