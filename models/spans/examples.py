"""What the suggesters learn from: texts read once, with the places that are marked in them."""

import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.phrases import longest
from labeling.core.suggesting.suggesting import known_finds
from models.spans.features import Features, features_of
from models.spans.sentences import read_text
from models.spans.tags import tags_of

Place = tuple[int, int]  # first token, end token


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A finished text with its marks, (start, end, label) in code points; `group` is one for near-duplicates."""

    id: str
    text: str
    marks: Sequence[tuple[int, int, str]]
    group: str = ""


class ReadText:
    """A text as the suggesters see it. Tokens are numbered through all sentences; empty lines are no tokens."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text, self.gazetteer = text, gazetteer
        self.read = read = read_text(text)
        self.lengths = np.array([len(line) for line in read.lines], dtype=int)
        places = [token.place for line in read.lines for token in line]
        words = read.words
        self.keys = [sys.intern(token.key) for line in read.lines for token in line]
        self.starts = array("l", [words.starts[place] for place in places])
        self.ends = array("l", [words.ends[place] for place in places])
        token_of = {place: token for token, place in enumerate(places)}
        self.known: dict[str, dict[Place, str]] = {}
        for first, end, label, source in known_finds(text, words, gazetteer):
            if first in token_of and end - 1 in token_of:
                self.known.setdefault(label, {})[token_of[first], token_of[end - 1] + 1] = source

    def lines(self) -> list[list[Features]]:
        """The features of each sentence's tokens, made anew: those of all texts together would fill the memory."""
        return features_of(self.text, self.read, self.gazetteer)

    def key(self, place: Place) -> str:
        return " ".join(self.keys[place[0] : place[1]])


class Example(ReadText):
    """A read text with its marks; those whose edges are inside a word are counted in `n_off` and not learned from.

    Thousands are held, so how it was read is not kept: for its features it is read anew.
    """

    def __init__(self, marked: MarkedText, gazetteer: Gazetteer) -> None:
        super().__init__(marked.text, gazetteer)
        del self.read
        self.id, self.group = marked.id, marked.group or marked.id
        first_at = {start: token for token, start in enumerate(self.starts)}
        end_at = {end: token + 1 for token, end in enumerate(self.ends)}
        self.places: dict[str, set[Place]] = {}
        self.n_off = 0
        for start, end, label in marked.marks:
            if start in first_at and end in end_at:
                self.places.setdefault(label, set()).add((first_at[start], end_at[end]))
            else:
                self.n_off += 1

    def lines(self) -> list[list[Features]]:
        return features_of(self.text, read_text(self.text), self.gazetteer)

    def tags(self, label: str) -> list[str]:
        return tags_of(longest(self.places.get(label, ())), self.lengths)

    def marked_lines(self) -> np.ndarray:
        """For each sentence, whether a mark of any label is in it."""
        line_of = np.repeat(np.arange(len(self.lengths)), self.lengths)
        found = np.zeros(len(self.lengths), dtype=bool)
        for places in self.places.values():
            found[[line_of[first] for first, _ in places]] = True
        return found


def labels_of(examples: Iterable[Example], labels: Collection[str]) -> list[str]:
    """Those of the scheme's labels, in its order, that are marked anywhere."""
    used = {label for example in examples for label in example.places}
    return [label for label in labels if label in used]


def as_dictionary(examples: Iterable[Example], label: str) -> Mapping[str, tuple[int, int]]:
    """Each phrase marked as this label to how often it was marked, and how often it stood there."""
    examples = list(examples)
    marked: dict[str, int] = {}
    for example in examples:
        for place in example.places.get(label, ()):
            if place[1] - place[0] <= MOST_WORDS:
                key = example.key(place)
                marked[key] = marked.get(key, 0) + 1
    lengths = lengths_by_word(marked)
    seen = dict.fromkeys(marked, 0)
    for example in examples:
        for place in occurrences(example.keys, lengths, marked):
            seen[example.key(place)] += 1
    return {key: (n, seen[key]) for key, n in marked.items()}


MOST_WORDS = 8  # of a phrase that is looked for elsewhere


def lengths_by_word(keys: Iterable[str]) -> dict[str, set[int]]:
    """The first word of each key to how many words such keys have."""
    lengths: dict[str, set[int]] = {}
    for key in keys:
        words = key.split(" ")
        lengths.setdefault(words[0], set()).add(len(words))
    return lengths


def occurrences(keys: Sequence[str], lengths: Mapping[str, set[int]], phrases: Collection[str]) -> Iterable[Place]:
    """Where in a text's words one of the phrases stands."""
    for first, word in enumerate(keys):
        for length in lengths.get(word, ()):
            if first + length <= len(keys) and " ".join(keys[first : first + length]) in phrases:
                yield first, first + length
