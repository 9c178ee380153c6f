"""doccano's JSONL, written: a line a layer, spans as [start, end, label], answers as document labels under `cats`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from exports.formats.offset_units import code_points, units_that_differ
from exports.formats.tool_answers import labels_of
from exports.formats.tool_document import write_document
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document


def write(documents: Iterable[AnnotatedDocument]) -> Iterator[bytes]:
    """One project's import file. doccano keeps the keys it does not know beside the text and exports them again.

    Offsets count UTF-16 units, as doccano's page does; where that is not the same as code points, the record says so.
    """
    for annotated in documents:
        for layer in annotated.annotations or (None,):
            record = _record(annotated.document, layer)
            yield json.dumps(record, ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n"


def _record(document: Document, layer: Annotation | None) -> dict[str, Any]:
    text = document.text
    differs = bool(units_that_differ(text))
    places = {at: offset for offset, at in enumerate(code_points(text, "utf16"))} if differs else range(len(text) + 1)
    spans = layer.spans if layer else ()
    record: dict[str, Any] = {
        "text": text,
        "label": [[places[span.start], places[span.end], span.label] for span in spans],
    }
    if layer and layer.answers:
        record["cats"] = labels_of(layer.answers)
    if layer:
        record |= {"annotator": layer.author, "state": layer.state}
    return record | ({"offset_unit": "utf16"} if differs else {}) | write_document(document)
