"""What a CRF is shown: every sentence with a mark, and a share of the others, as CRFsuite takes them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pycrfsuite import ItemSequence

from models.spans.examples import Example

SEED = 7
QUIET_SHARE = 0.7  # of the sentences without a mark are learned from …
MOST_QUIET = 40_000  # … but no more than about this many words of them: they cost time and memory, and say the same


@dataclass(frozen=True)
class Lesson:
    """The chosen sentences of one marked text; `chosen` are their numbers, `items` their features."""

    example: Example
    chosen: np.ndarray
    items: list[ItemSequence]


def lessons_of(examples: Sequence[Example]) -> list[Lesson]:
    """One for each text with marks: a text without any tells nothing of what its words are."""
    marked = [example for example in examples if example.places]
    n_quiet = sum(int(example.lengths[~example.marked_lines()].sum()) for example in marked)
    share = min(QUIET_SHARE, MOST_QUIET / max(n_quiet, 1))
    random = np.random.RandomState(SEED)
    lessons = []
    for example in marked:
        chosen = np.flatnonzero(example.marked_lines() | (random.random_sample(len(example.lengths)) < share))
        lines = example.lines()
        lessons.append(Lesson(example, chosen, [ItemSequence(lines[number]) for number in chosen]))
    return lessons


def sentences_and_tags(lessons: Sequence[Lesson], label: str) -> tuple[list[ItemSequence], list[str]]:
    """What to fit on for one label."""
    sentences, tags = [], []
    for lesson in lessons:
        lines = lesson.example.tags(label)
        sentences += lesson.items
        tags += [lines[number] for number in lesson.chosen]
    return sentences, tags
