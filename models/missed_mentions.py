"""Mentions that were likely missed: phrases marked nearly wherever people saw them, unmarked in a finished layer."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from labeling.core.boilerplate import masked
from labeling.core.dictionary import Dictionary
from labeling.core.gazetteer import Gazetteer
from labeling.core.layer import Layer
from labeling.core.suggesting import suggest
from labeling.core.suggestion import Suggestion, open_suggestions
from labeling.store.boilerplate import ranges_of
from labeling.store.phrases import dictionary, layers_with_spans
from labeling.store.schemes import current_scheme
from models.suspects import AT_A_TIME

LEAST_SHARE = 0.75  # of the times it was seen, this place counted as one where it was not marked
NOTHING_KNOWN = Gazetteer("", "", ())


@dataclass(frozen=True, slots=True)
class Missed:
    """A place in a document (code points) that others of its kind say is a span; `share`: how often they were."""

    document_id: str
    start: int
    end: int
    label: str
    quote: str
    share: float


def missed_mentions(db: Database, *, limit: int = AT_A_TIME) -> list[Missed]:
    """The surest first, of all finished layers outside the locked slice; what was rejected there is not told again."""
    learned, labels = dictionary(db), [label.name for label in current_scheme(db).labels]
    found: dict[tuple[str, int, int, str], Missed] = {}
    for document_id, text, layer in layers_with_spans(db):
        if layer.state == "done":
            for one in _open(masked(text, ranges_of(db, document_id)), layer, learned, labels):
                missed = Missed(document_id, one.start, one.end, one.label, text[one.start : one.end], one.score)
                found[document_id, one.start, one.end, one.label] = missed
    ranked = sorted(found.values(), key=lambda one: (-one.share, one.document_id, one.start))
    return ranked[:limit]


def _open(text: str, layer: Layer, learned: Dictionary, labels: list[str]) -> Iterator[Suggestion]:
    for one in open_suggestions(suggest(text, NOTHING_KNOWN, learned, labels), layer):
        if one.source == "dictionary" and one.score >= LEAST_SHARE:
            yield one
