"""Documents as the rows of four tables: documents, layers, spans and answers."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from exports.formats.losses import Loss
from exports.formats.tool_document import write_document
from labeling.core.annotation import AnnotatedDocument

LOSSES = (Loss.EMPTY, Loss.SPAN_IDS)
Row = dict[str, Any]


def rows_of(annotated: AnnotatedDocument) -> Iterator[tuple[str, Row]]:
    """(table, row) for all that is known of one document; cells are strings and numbers, objects are JSON."""
    document = annotated.document
    row = write_document(document) | {"text": document.text}
    yield "documents", row | ({"meta": _json(document.meta)} if document.meta else {})
    for layer in annotated.annotations:
        of_layer = {"document_id": document.id, "annotator": layer.author}
        stretches = json.dumps(layer.background) if layer.background else None
        said = {"author_kind": layer.author_kind, "state": layer.state, "note": layer.note, "background": stretches}
        yield "layers", of_layer | said
        for span in layer.spans:
            place = {"start": span.start, "end": span.end, "label": span.label, "quote": span.quote(document.text)}
            said = _json(span.attributes) if span.attributes else None
            yield "spans", of_layer | place | {"attributes": said, "origin": span.origin}
        for question, answer in layer.answers.items():
            yield "answers", of_layer | {"question": question, "value": answer.value, "reason": answer.reason}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, allow_nan=False)
