"""Writes spaCy's JSON: an array of [text, annotations], as `Example.from_dict` takes them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.answers_given import AnswersGiven, with_answers_given
from exports.formats.apart import apart
from exports.formats.docbin_write import SPANS_KEY
from exports.formats.json_array import json_array
from exports.formats.losses import Loss, count_lost
from exports.formats.one_layer import only_layer
from exports.formats.spacy_cats import cats_of
from labeling.core.annotation import AnnotatedDocument, Annotation

LOSSES = (
    Loss.IDS,
    Loss.TITLES,
    Loss.SOURCES,
    Loss.ATTRIBUTES,
    Loss.REASONS,
    Loss.SHARED_VALUES,
    Loss.ONE_LAYER,
    Loss.AUTHORS,
    Loss.STATES,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)


def write(
    documents: Iterable[AnnotatedDocument],
    *,
    left_out: Counter[str] | None = None,
    answers_given: AnswersGiven | None = None,
) -> Iterator[bytes]:
    """A line a document: all spans in `spans`, the longest that lie apart in `entities`, answers in `cats`."""
    yield from json_array(_pairs(*with_answers_given(documents, answers_given), left_out))


def _pairs(
    documents: Iterable[AnnotatedDocument], answers_given: AnswersGiven, left_out: Counter[str] | None
) -> Iterator[list]:
    for annotated in documents:
        layer = only_layer(annotated)
        count_lost(left_out, annotated, LOSSES)
        yield [annotated.document.text, _annotations(layer, cats_of(layer, answers_given) if layer else {})]


def _annotations(layer: Annotation | None, cats: dict[str, float]) -> dict[str, object]:
    places = [span.place for span in layer.spans] if layer else []
    found: dict[str, object] = {"entities": sorted(apart(places)), "spans": {SPANS_KEY: places}}
    return found | ({"cats": cats} if cats else {})
