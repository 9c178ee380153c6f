"""An operation: one change somebody makes to their layer of a document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from labeling.core.closest import did_you_mean
from labeling.core.document import check_characters
from labeling.core.errors import DocumentError, OperationError
from labeling.core.scheme import Scheme
from labeling.core.span import check_offsets, check_quote

IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
NOTE_CHARACTERS = 10_000
UNDOABLE = (
    "span.add", "span.change", "span.remove", "answer.set", "note.set", "suggestion.reject", "background.set",
)  # fmt: skip
# What each kind carries besides op_id, group_id and kind: key -> needed or not.
KEYS = {
    "span.add": {"span_id": True, "start": True, "end": True, "quote": True, "label": True}
    | {"attributes": False, "origin": False},
    "span.change": {"span_id": True, "start": False, "end": False, "quote": False, "label": False, "attributes": False},
    "span.remove": {"span_id": True},
    "answer.set": {"question": True, "value": True, "reason": False},
    "note.set": {"text": True},
    "suggestion.reject": {"label": True, "start": True, "end": True},
    "background.set": {"start": True, "end": True, "value": True},
    "work.submit": {"seconds": False},
    "work.skip": {"seconds": False},
    "work.reopen": {},
    "group.undo": {"target": True},
    "group.redo": {"target": True},
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the log. `payload` holds the keys of its kind (`KEYS`); `seq` is 0 until it is stored."""

    op_id: str
    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict, hash=False)
    group_id: str | None = None
    seq: int = field(default=0, compare=False)
    at: str = field(default="", compare=False)

    def as_message(self) -> dict:
        """The operation as the page and the API show it."""
        message = {"seq": self.seq, "op_id": self.op_id, "group_id": self.group_id, "kind": self.kind, "at": self.at}
        return message | dict(self.payload)


def read_operation(message: object, text: str, scheme: Scheme) -> Operation:
    """Read one operation as a client sends it and check it against the text and the scheme.

    Raises OperationError, SpanOutOfText, QuoteMismatch or DocumentError with a sentence for people.
    """
    if not isinstance(message, dict):
        raise OperationError("An operation is an object with op_id, group_id, kind and the keys of its kind.")
    kind = message.get("kind")
    if not isinstance(kind, str) or kind not in KEYS:
        raise OperationError(f"No kind of operation is called {str(kind)[:40]!r}. Known: {', '.join(KEYS)}.")
    op_id, group_id = message.get("op_id"), message.get("group_id")
    _check_identifier("op_id", op_id)
    if group_id is not None:
        _check_identifier("group_id", group_id)
    payload = {key: value for key, value in message.items() if key not in ("op_id", "group_id", "kind", "seq", "at")}
    _check_payload(kind, payload)
    _check_marks(kind, payload, text, scheme)
    return Operation(op_id, kind, payload, group_id)


def _check_payload(kind: str, payload: dict) -> None:
    for key, needed in KEYS[kind].items():
        if needed and key not in payload:
            raise OperationError(f"{kind} needs `{key}`.")
    for key in payload:
        if key not in KEYS[kind]:
            raise OperationError(f"{kind} has no key {key!r}.{did_you_mean(key, KEYS[kind])}")
    for key in ("span_id", "target", "origin"):
        if key in payload:
            _check_identifier(key, payload[key])
    if "seconds" in payload:
        seconds = payload["seconds"]
        if type(seconds) not in (int, float) or not 0 <= seconds < 10**7:
            raise OperationError("`seconds` is a number from 0 up.")


def _check_marks(kind: str, payload: dict, text: str, scheme: Scheme) -> None:
    if "label" in payload:
        check_label(payload["label"], scheme, where="This span")
    if "start" in payload or "end" in payload:
        if not ("start" in payload and "end" in payload):
            raise OperationError("`start` and `end` come together.")
        check_offsets(payload["start"], payload["end"], text, where="This span")
        if kind.startswith("span."):
            if not isinstance(payload.get("quote"), str):
                raise OperationError("A span needs `quote`, the characters it marks, so that a shift is noticed.")
            check_quote(payload["start"], payload["end"], payload["quote"], text, where="This span")
    elif "quote" in payload:
        raise OperationError("`quote` comes with `start` and `end`.")
    if "attributes" in payload and "label" in payload:
        check_attributes(payload["attributes"], payload["label"], scheme, where="This span")
    elif "attributes" in payload:
        _check_some_attributes(payload["attributes"], scheme)
    if kind == "answer.set":
        check_answer(payload["question"], payload["value"], payload.get("reason"), scheme, where="This answer")
    if kind == "note.set":
        check_note(payload["text"], where="This note")
    if kind == "background.set" and type(payload["value"]) is not bool:
        raise OperationError("`value` of background.set is true or false.")


def check_label(label: object, scheme: Scheme, *, where: str) -> None:
    """Raise OperationError unless the scheme has this label."""
    if not isinstance(label, str) or scheme.label(label) is None:
        names = [known.name for known in scheme.labels]
        hint = did_you_mean(label, names) if isinstance(label, str) else ""
        raise OperationError(f"{where}: the scheme has no label {label!r}.{hint} It has {', '.join(names)}.")


def check_attributes(attributes: object, label: str, scheme: Scheme, *, where: str) -> None:
    """Raise OperationError unless each attribute is one of the label's, with a value it allows."""
    if not isinstance(attributes, dict):
        raise OperationError(f"{where}: `attributes` is an object.")
    of_label = scheme.label(label)
    for name, value in attributes.items():
        attribute = of_label.attribute(name)
        if attribute is None:
            names = [known.name for known in of_label.attributes]
            raise OperationError(f"{where}: {label} has no attribute {name!r}.{did_you_mean(name, names)}")
        if not attribute.allows(value):
            raise OperationError(f"{where}: {label} {name} is {value!r}; expected {attribute.expected}.")


def check_answer(question: object, value: object, reason: object, scheme: Scheme, *, where: str) -> None:
    """Raise OperationError unless the scheme asks this and offers this value and reason (None clears)."""
    asked = scheme.question(question)
    if asked is None:
        raise OperationError(f"{where}: the scheme has no question {question!r}.")
    if value is None:
        return
    offered = asked.value(value)
    if offered is None:
        raise OperationError(
            f"{where}: {question} is {value!r}; expected one of {', '.join(known.name for known in asked.values)}."
        )
    if reason is not None and reason not in offered.reasons:
        raise OperationError(f"{where}: {value!r} has no reason {reason!r}.")


def check_note(text: object, *, where: str) -> None:
    """Raise OperationError unless `text` can be stored as a note."""
    if not isinstance(text, str) or len(text) > NOTE_CHARACTERS:
        raise OperationError(f"{where}: a note is text of at most {NOTE_CHARACTERS:,} characters.")
    try:
        check_characters(text, where=where)
    except DocumentError as error:
        raise OperationError(str(error)) from None


def _check_some_attributes(attributes: object, scheme: Scheme) -> None:
    """A change of attributes alone: which label they belong to is known when the layer is."""
    if not isinstance(attributes, dict):
        raise OperationError("`attributes` is an object.")
    known = {attribute.name for label in scheme.labels for attribute in label.attributes}
    for name in attributes:
        if name not in known:
            raise OperationError(f"No label has an attribute {name!r}.{did_you_mean(name, known)}")


def _check_identifier(key: str, value: object) -> None:
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise OperationError(f"`{key}` is {str(value)[:40]!r}; expected an identifier, such as a UUID.")
