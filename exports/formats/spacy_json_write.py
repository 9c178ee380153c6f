"""Writes spaCy's JSON: an array of [text, annotations], as `Example.from_dict` takes them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.apart import apart
from exports.formats.losses import Loss, count_lost
from exports.formats.one_layer import only_layer
from exports.formats.spacy_cats import cats_by_document
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


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """A line a document: all spans in `spans`, the longest that lie apart in `entities`, answers in `cats`."""
    documents = list(documents)
    layers = [only_layer(annotated) for annotated in documents]
    before = "[\n"
    for annotated, layer, cats in zip(documents, layers, cats_by_document(layers), strict=True):
        count_lost(left_out, annotated.annotations, LOSSES)
        pair = [annotated.document.text, _annotations(layer, cats)]
        yield (before + json.dumps(pair, ensure_ascii=False)).encode("utf-8")
        before = ",\n"
    yield b"\n]\n" if documents else b"[]\n"


def _annotations(layer: Annotation | None, cats: dict[str, float]) -> dict[str, object]:
    places = [span.place for span in layer.spans] if layer else []
    found: dict[str, object] = {"entities": sorted(apart(places)), "spans": {SPANS_KEY: places}}
    return found | ({"cats": cats} if cats else {})
