"""Writes spaCy's JSON: an array of [text, annotations], as `Example.from_dict` takes them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.answers_given import AnswersGiven, with_answers_given
from exports.formats.apart import apart
from exports.formats.losses import Loss, count_lost
from exports.formats.one_layer import only_layer
from exports.formats.spacy_cats import cats_of
from labeling.core.annotation import AnnotatedDocument, Annotation

SPANS_KEY = "sc"  # spaCy's own name for what span categorisation reads

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
    documents, answers_given = with_answers_given(documents, answers_given)
    before = "[\n"
    for annotated in documents:
        layer = only_layer(annotated)
        count_lost(left_out, annotated, LOSSES)
        pair = [annotated.document.text, _annotations(layer, cats_of(layer, answers_given) if layer else {})]
        yield (before + json.dumps(pair, ensure_ascii=False)).encode("utf-8")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _annotations(layer: Annotation | None, cats: dict[str, float]) -> dict[str, object]:
    places = [span.place for span in layer.spans] if layer else []
    found: dict[str, object] = {"entities": sorted(apart(places)), "spans": {SPANS_KEY: places}}
    return found | ({"cats": cats} if cats else {})
