"""Mentions that were likely missed: phrases marked nearly wherever people saw them, unmarked in a finished layer."""

import time
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from labeling.core.boilerplate.boilerplate import masked
from labeling.core.layer import Layer
from labeling.core.suggesting.dictionary import Dictionary
from labeling.core.suggesting.gazetteer import Gazetteer
from labeling.core.suggesting.suggesting import suggest
from labeling.core.suggesting.suggestion import Suggestion, open_suggestions
from labeling.store.boilerplate import ranges_of
from labeling.store.learned.missed_mentions import Missed, searched_until, write_missed_mentions
from labeling.store.learned.phrases import dictionary, layers_with_spans, learned_until
from labeling.store.schemes import current_scheme

LEAST_SHARE = 0.75  # of the times it was seen, this place counted as one where it was not marked
MOST = 1_000  # that are kept, the surest
SLICE = 1.0  # seconds of looking at a time
REST = 20  # times as long as looking took
NOTHING_KNOWN = Gazetteer("", "", ())


class Searcher:
    """Looks through the finished layers after the dictionary was learned, a slice at a time, and stores what it found.

    Seconds where there are thousands of documents: so the worker does it, after everything else.
    """

    def __init__(self) -> None:
        self.places: Iterator[list[Missed]] | None = None
        self.found: list[Missed] = []
        self.until = 0
        self.seconds = 0.0
        self.resting_until = 0.0

    def search(self, db: Database) -> bool:
        """One slice; False where nothing was learned since the last time, or it is too early to look again."""
        begun = time.monotonic()
        if self.places is None:
            self.until, before = learned_until(db), searched_until(db)
            if begun < self.resting_until or self.until == (before or 0):
                return False
            self.places, self.found, self.seconds = missed_by_layer(db), [], 0.0
        places, self.places = self.places, None  # where it fails it begins anew
        for of_layer in places:
            self.found += of_layer
            if time.monotonic() - begun > SLICE:
                self.places = places
                break
        self.seconds += time.monotonic() - begun
        if self.places is None:
            write_missed_mentions(db, surest(self.found), self.until)
            self.resting_until = time.monotonic() + REST * self.seconds
        return True


def missed_by_layer(db: Database) -> Iterator[list[Missed]]:
    """What was likely missed in each finished layer outside the locked slice; not what was rejected there."""
    learned, labels = dictionary(db), [label.name for label in current_scheme(db).labels]
    for document_id, text, layer in layers_with_spans(db):
        if layer.state == "done":
            open_ones = _open(masked(text, ranges_of(db, document_id)), layer, learned, labels)
            yield [
                Missed(document_id, one.start, one.end, one.label, text[one.start : one.end], one.score)
                for one in open_ones
            ]


def surest(found: Iterable[Missed]) -> list[Missed]:
    """The surest first, each place once, MOST at most."""
    ranked = sorted(set(found), key=lambda one: (-one.share, one.document_id, one.start, one.label))
    return ranked[:MOST]


def _open(text: str, layer: Layer, learned: Dictionary, labels: list[str]) -> Iterator[Suggestion]:
    for one in open_suggestions(suggest(text, NOTHING_KNOWN, learned, labels), layer):
        if one.source == "dictionary" and one.score >= LEAST_SHARE:
            yield one
