"""What a CRF is shown: the sentences with a mark, and a share of the others, in arrays until CRFsuite takes them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from models.spans.crf import Sentence
from models.spans.examples import Example
from models.spans.features import Features
from models.spans.progress import Tell, followed

SEED = 7
QUIET_SHARE = 0.7  # of the sentences without a mark are learned from …
MOST_QUIET = 40_000  # … but no more than about this many words of them: they cost time and memory, and say the same
MOST_MARKED = 200_000  # words of sentences with a mark: of 1,300 documents of MUC-4 they have 104,000


@dataclass(frozen=True, slots=True)
class Lesson:
    """The chosen sentences of one marked text.

    `chosen` are their numbers, `lengths` their words; `terms` the places of all features in `names`, word by word, and
    `n_terms` how many each word has. `names` is shared by all lessons.
    """

    example: Example
    chosen: np.ndarray
    lengths: np.ndarray
    terms: np.ndarray
    n_terms: np.ndarray
    names: Sequence[bytes]

    def sentences(self) -> Iterator[Sentence]:
        """As CRFsuite takes them, made anew: they are many times as large."""
        said = [self.names[term] for term in self.terms.tolist()]
        ends = np.cumsum(self.n_terms).tolist()
        words = [said[end - n : end] for end, n in zip(ends, self.n_terms.tolist(), strict=True)]
        first = 0
        for length in self.lengths.tolist():
            yield words[first : first + length]
            first += length

    def tags(self, label: str) -> list[str]:
        lines = self.example.tags(label)
        return [lines[number] for number in self.chosen]


def sentences(lessons: Iterable[Lesson]) -> Iterator[Sentence]:
    for lesson in lessons:
        yield from lesson.sentences()


def tags(lessons: Iterable[Lesson], label: str) -> Iterator[str]:
    """Those of each of these sentences."""
    for lesson in lessons:
        yield from lesson.tags(label)


def lessons_of(examples: Sequence[Example], tell: Tell = lambda share: None) -> list[Lesson]:
    """One for each text with marks: a text without any tells nothing of what its words are."""
    marked = [example for example in examples if example.places]
    n_marked = sum(int(example.lengths[example.marked_lines()].sum()) for example in marked)
    n_quiet = sum(int(example.lengths[~example.marked_lines()].sum()) for example in marked)
    share_quiet = min(QUIET_SHARE, MOST_QUIET / max(n_quiet, 1))
    share_marked = min(1.0, MOST_MARKED / max(n_marked, 1))
    random = np.random.RandomState(SEED)
    lessons, place_by_name = [], {}
    names: list[bytes] = []
    for example in followed(marked, tell):
        drawn = random.random_sample(len(example.lengths))
        chosen = np.flatnonzero(drawn < np.where(example.marked_lines(), share_marked, share_quiet))
        lines = example.lines()
        words = [word for number in chosen for word in lines[number]]
        terms = _places(words, place_by_name, names)
        n_terms = np.array([len(word) for word in words], dtype=np.int32)
        lessons.append(Lesson(example, chosen, example.lengths[chosen], terms, n_terms, names))
    return lessons


def _places(words: Sequence[Features], place_by_name: dict[str, int], names: list[bytes]) -> np.ndarray:
    places = []
    for word in words:
        for name in word:
            place = place_by_name.setdefault(name, len(names))
            if place == len(names):
                names.append(name.encode())
            places.append(place)
    return np.array(places, dtype=np.int32)
