"""Writes spaCy's JSON: an array of [text, annotations], as `Example.from_dict` takes them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from exports.formats.apart import apart
from exports.formats.one_layer import count, only_layer
from exports.formats.spacy_cats import cats_by_document
from labeling.core.annotation import AnnotatedDocument, Annotation

SPANS_KEY = "sc"  # spaCy's own name for what span categorisation reads


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """A line a document: all spans in `spans`, the longest that lie apart in `entities`, answers in `cats`."""
    documents = list(documents)
    layers = [only_layer(annotated, left_out) for annotated in documents]
    before = "[\n"
    for annotated, layer, cats in zip(documents, layers, cats_by_document(layers), strict=True):
        count(left_out, "reasons of answers", sum(bool(a.reason) for a in layer.answers.values()) if layer else 0)
        count(left_out, "attributes", sum(len(span.attributes) for span in layer.spans) if layer else 0)
        pair = [annotated.document.text, _annotations(layer, cats)]
        yield (before + json.dumps(pair, ensure_ascii=False)).encode("utf-8")
        before = ",\n"
    yield b"\n]\n" if documents else b"[]\n"


def _annotations(layer: Annotation | None, cats: dict[str, float]) -> dict[str, object]:
    places = [span.place for span in layer.spans] if layer else []
    found: dict[str, object] = {"entities": sorted(apart(places)), "spans": {SPANS_KEY: places}}
    return found | ({"cats": cats} if cats else {})
