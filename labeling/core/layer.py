"""A layer: what one author's operations on one document add up to. `layer.mjs` is its twin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from labeling.core.annotation import Answer
from labeling.core.operation import UNDOABLE, Operation
from labeling.core.span import Span


@dataclass(slots=True)
class Layer:
    """One author's marks on one document as they stand.

    `spans` maps span_id to Span, in the order they came. `rejected` holds (start, end, label) of suggestions this
    author did not take, `background` (start, end) of stretches that retell older events; code points, end exclusive.
    """

    spans: dict[str, Span] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    note: str = ""
    rejected: set[tuple[int, int, str]] = field(default_factory=set)
    background: set[tuple[int, int]] = field(default_factory=set)
    state: str = "todo"
    seconds: float = 0.0
    submitted_at: str | None = None
    undo: list[str] = field(default_factory=list)
    redo: list[str] = field(default_factory=list)
    undone: frozenset[str] = frozenset()

    def copy(self) -> "Layer":
        """A layer that stays as this one is now; spans and answers themselves never change."""
        held = {name: getattr(self, name).copy() for name in ("spans", "answers", "rejected", "background")}
        return replace(self, **held, undo=[*self.undo], redo=[*self.redo])


def fold(operations: Iterable[Operation]) -> Layer:
    """The layer that these operations, oldest first, add up to; docs/data-model.md has the rules."""
    operations = list(operations)
    layer, undone = Layer(), undone_groups(operations)
    for operation in operations:
        if operation.kind not in UNDOABLE or operation.group_id not in undone:
            apply(layer, operation)
    remember(layer, operations)
    return layer


def first_submitted(operations: Sequence[Operation]) -> Layer:
    """The layer as it was first submitted, or as it is: what somebody mends after they have seen gold is no skill."""
    place = next((n for n, one in enumerate(operations) if one.kind == "work.submit"), len(operations))
    return fold(operations[: place + 1])


def remember(layer: Layer, operations: list[Operation]) -> None:
    """Set what undo and redo would take, from the whole log of the layer."""
    layer.undo, layer.redo = stacks(operations)
    layer.undone = frozenset(undone_groups(operations))


def apply(layer: Layer, operation: Operation) -> None:
    """Let one operation that is not left out act on the layer."""
    payload = operation.payload
    match operation.kind:
        case "span.add":
            if payload["span_id"] not in layer.spans:
                layer.spans[payload["span_id"]] = _new_span(payload)
        case "span.change":
            if span := layer.spans.get(payload["span_id"]):
                changed = {key: payload[key] for key in ("start", "end", "label", "attributes") if key in payload}
                layer.spans[payload["span_id"]] = replace(span, **changed)
        case "span.remove":
            layer.spans.pop(payload["span_id"], None)
        case "answer.set":
            if payload["value"] is None:
                layer.answers.pop(payload["question"], None)
            else:
                layer.answers[payload["question"]] = Answer(payload["value"], payload.get("reason"))
        case "note.set":
            layer.note = payload["text"]
        case "suggestion.reject":
            layer.rejected.add((payload["start"], payload["end"], payload["label"]))
        case "background.set":
            change = layer.background.add if payload["value"] else layer.background.discard
            change((payload["start"], payload["end"]))
        case "work.submit" | "work.skip":
            layer.state = "done" if operation.kind == "work.submit" else "skipped"
            layer.seconds += payload.get("seconds") or 0
            layer.submitted_at = operation.at or None
        case "work.reopen":
            layer.state = "open"
        case "layer.load":
            _load(layer, operation)
    if layer.state == "todo" and operation.kind.startswith(("span.", "answer.", "note.", "background.")):
        layer.state = "open"


def _new_span(payload: dict) -> Span:
    return Span(
        start=payload["start"],
        end=payload["end"],
        label=payload["label"],
        attributes=payload.get("attributes") or {},
        origin=payload.get("origin") or "hand",
        span_id=payload["span_id"],
    )


def _load(layer: Layer, operation: Operation) -> None:
    held = {span.place for span in layer.spans.values()}
    for payload in operation.payload.get("spans", ()):
        span = _new_span(payload)
        if span.place not in held and span.span_id not in layer.spans:
            layer.spans[span.span_id] = span
            held.add(span.place)
    for question, answer in operation.payload.get("answers", {}).items():
        layer.answers[question] = Answer(answer["value"], answer.get("reason"))
    layer.background.update((start, end) for start, end in operation.payload.get("background", ()))
    layer.note = operation.payload.get("note") or layer.note
    layer.state = operation.payload.get("state") or layer.state
    if layer.state in ("done", "skipped"):
        layer.submitted_at = operation.at or None


def undone_groups(operations: Iterable[Operation]) -> set[str]:
    """The groups whose last group.undo or group.redo is an undo."""
    undone: set[str] = set()
    for operation in operations:
        if operation.kind == "group.undo":
            undone.add(operation.payload["target"])
        elif operation.kind == "group.redo":
            undone.discard(operation.payload["target"])
    return undone


def stacks(operations: Iterable[Operation]) -> tuple[list[str], list[str]]:
    """What undo and redo would take next, each with the next one last."""
    order: list[str] = []
    known: set[str] = set()
    redo: list[str] = []
    undone: set[str] = set()
    for operation in operations:
        if operation.kind == "group.undo":
            target = operation.payload["target"]
            if target in known and target not in undone:
                undone.add(target)
                redo.append(target)
        elif operation.kind == "group.redo":
            target = operation.payload["target"]
            undone.discard(target)
            if target in redo:
                redo.remove(target)
        elif operation.kind in UNDOABLE and operation.group_id and operation.group_id not in known:
            known.add(operation.group_id)
            order.append(operation.group_id)
            redo.clear()
    return [group for group in order if group not in undone], redo
