"""What may be added to a layer: an operation that would change nothing, or spoil it, is refused."""

from labeling.core.errors import OperationError
from labeling.core.layer import Layer
from labeling.core.operation import UNDOABLE, Operation
from labeling.core.scheme import Scheme
from labeling.core.span import Span


def check_applies(layer: Layer, operation: Operation, scheme: Scheme) -> None:
    """Raise OperationError where a new operation would change nothing, or spoil the layer: its sender hears of it."""
    payload, span_id = operation.payload, operation.payload.get("span_id")
    if operation.kind in UNDOABLE and operation.group_id in layer.undone:
        raise OperationError("What this belongs to was undone. Send it with a new group_id.")
    if operation.kind == "span.add" and span_id in layer.spans:
        raise OperationError(f"A span {span_id} is there already.")
    if operation.kind in ("span.change", "span.remove") and span_id not in layer.spans:
        raise OperationError("This span is gone: it was removed or undone, perhaps in another tab.")
    if operation.kind == "span.change":
        _check_changed(layer.spans[span_id], payload, scheme)
    if operation.kind in ("span.add", "span.change"):
        _check_place(layer, operation)
    if operation.kind == "group.undo" and payload["target"] not in layer.undo:
        raise OperationError("There is nothing of that to undo.")
    if operation.kind == "group.redo" and payload["target"] not in layer.redo:
        raise OperationError("There is nothing of that to redo.")


def check_unique(layer: Layer) -> None:
    """Raise OperationError where two spans mark the same characters with the same label."""
    places = [span.place for span in layer.spans.values()]
    if len(set(places)) < len(places):
        start, end, label = next(place for place in places if places.count(place) > 1)
        raise OperationError(f"Characters {start}–{end} are marked {label} already.")


def _check_place(layer: Layer, operation: Operation) -> None:
    """A new or changed span may not mark what another one marks with the same label."""
    payload, span_id = operation.payload, operation.payload["span_id"]
    before = layer.spans.get(span_id)
    place = tuple(payload[key] if key in payload else getattr(before, key) for key in ("start", "end", "label"))
    if any(span.place == place for other, span in layer.spans.items() if other != span_id):
        raise OperationError(f"Characters {place[0]}–{place[1]} are marked {place[2]} already.")


def _check_changed(span: Span, payload: dict, scheme: Scheme) -> None:
    """The attributes that a changed span ends up with must be those of the label it ends up with."""
    label = payload.get("label", span.label)
    of_label = scheme.label(label)
    for name, value in payload.get("attributes", span.attributes).items():
        attribute = of_label.attribute(name) if of_label else None
        if attribute is None or not attribute.allows(value):
            raise OperationError(f"{label} cannot have {name} {value!r}. Send `attributes` that fit the label.")
