"""doccano's JSONL, written: a line a layer, spans as [start, end, label], answers as document labels under `cats`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from exports.formats.losses import Loss, count_lost
from exports.formats.offset_units import code_points, units_that_differ
from exports.formats.tool_answers import labels_of
from exports.formats.tool_document import ID, STRINGS, write_document
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document

NO_FIELDS = {ID: None, "date": None, "meta": {}} | dict.fromkeys(STRINGS)
LOSSES = (Loss.ATTRIBUTES, Loss.KINDS, Loss.NOTES, Loss.BACKGROUND, Loss.ORIGINS, Loss.SPAN_IDS)


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """One project's import file. doccano keeps the keys it does not know beside the text and exports them again.

    Every record has every key: doccano fills those that some records lack with NaN, which its database then refuses.
    Offsets count UTF-16 units, as doccano's page does; where that is not the same as code points, the record says so.
    """
    for annotated in documents:
        count_lost(left_out, annotated, LOSSES)
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
        "cats": labels_of(layer.answers) if layer else [],
        "annotator": layer.author if layer else None,
        "state": layer.state if layer else None,
        "offset_unit": "utf16" if differs else None,
    }
    return record | NO_FIELDS | write_document(document)
