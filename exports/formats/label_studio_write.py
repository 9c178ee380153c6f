"""Label Studio's JSON, written: a task a document, an annotation for each finished layer, the others as predictions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exports.formats.handed_over import LOSSES, handed_over
from exports.formats.json_array import json_array
from exports.formats.losses import count_lost, is_unfinished
from exports.formats.tool_answers import named_labels_of
from exports.formats.tool_document import write_document
from labeling.core.annotation import AnnotatedDocument, Annotation

LABELS, TEXT = "label", "text"  # how the project's configuration has to name its <Labels> and its <Text>


def write(documents: Iterable[AnnotatedDocument], *, left_out: Counter[str] | None = None) -> Iterator[bytes]:
    """One array, a task a line."""
    yield from json_array(_tasks(documents, left_out))


def _tasks(documents: Iterable[AnnotatedDocument], left_out: Counter[str] | None) -> Iterator[dict[str, Any]]:
    for annotated in documents:
        count_lost(left_out, annotated, LOSSES)
        yield _task(annotated)


def _task(annotated: AnnotatedDocument) -> dict[str, Any]:
    document = annotated.document
    numbered = list(enumerate(handed_over(annotated)))
    return {
        "data": {"text": document.text} | write_document(document),
        "annotations": [
            {
                "result": _results(layer, number, document.text),
                "was_cancelled": layer.state == "skipped",
                "ground_truth": layer.author_kind == "gold",
                # Label Studio refuses a completed_by that is none of its users; a key it does not know it passes over.
                "annotator": layer.author,
            }
            for number, layer in numbered
            if not is_unfinished(layer)
        ],
        "predictions": [
            {"model_version": layer.author, "result": _results(layer, number, document.text)}
            for number, layer in numbered
            if is_unfinished(layer)
        ],
    }


def _results(layer: Annotation, number: int, text: str) -> list[dict[str, Any]]:
    """The items of one layer; their ids differ within the task."""
    results = []
    for index, span in enumerate(layer.spans):
        place = {"start": span.start, "end": span.end, "text": span.quote(text), "labels": [span.label]}
        results += _region(f"{number}-{index}", place, span.attributes)
    for index, (name, value) in enumerate(named_labels_of(layer.answers)):
        results.append(_item(f"{number}-answer-{index}", name, "choices", {"choices": [value]}))
    return results


def _region(region: str, place: dict[str, Any], attributes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A span, and what is said of it, under one id."""
    yield _item(region, LABELS, "labels", place)
    for name, value in attributes.items():
        kind = "number" if isinstance(value, int) else "choices"
        yield _item(region, name, kind, place | {kind: value if kind == "number" else [value]})


def _item(region: str, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": region, "from_name": name, "to_name": TEXT, "type": kind, "value": value}
