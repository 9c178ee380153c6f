"""The layers of one JSONL record: flat (one annotator's marks beside the text) or full (`annotations`)."""

import unicodedata
from typing import Any

from exports.formats.jsonl_document import answer_keys
from exports.formats.jsonl_spans import read_spans, write_spans
from exports.formats.losses import Loss
from exports.formats.reading import Line
from labeling.core.annotation import STATES, Annotation, Answer
from labeling.core.closest import did_you_mean
from labeling.core.errors import OperationError, SitrepError
from labeling.core.operation import check_answer, check_note
from labeling.core.scheme import Scheme
from labeling.core.span import check_offsets

FLAT_LOSSES = (
    Loss.ONE_LAYER,
    Loss.AUTHORS,
    Loss.STATES,
    Loss.NOTES,
    Loss.BACKGROUND,
    Loss.ORIGINS,
    Loss.SPAN_IDS,
)
AUTHOR_KINDS = ("person", "import", "gold")
KEYS = ("author", "author_kind", "state", "answers", "note", "spans", "background")
NAME_CHARACTERS = 60
NOBODY = "import"  # whose layer a flat record makes where no annotator is named


def read_layers(
    record: dict[str, Any], text: str, *, scheme: Scheme, annotator: str | None, line: Line
) -> tuple[Annotation, ...]:
    """The layers of this record; faults go to `line`."""
    flat = sorted(key for key in ("spans", *answer_keys(scheme)) if record.get(key) is not None)
    if record.get("annotations") is None:
        return _read_flat(record, text, scheme, annotator, line) if flat else ()
    if flat:
        line.fault(f"{line.where}: both `annotations` and `{flat[0]}` are there. Use the full shape or the flat one.")
        return ()
    if not isinstance(record["annotations"], list):
        line.fault(f"{line.where}: `annotations` is {repr(record['annotations'])[:60]}; expected a list of objects.")
        return ()
    layers: dict[str, Annotation] = {}
    for value in record["annotations"]:
        try:
            layer = _read_full(value, text, scheme, line)
            if layer.author in layers:
                raise OperationError(f"{line.where}: two annotations by {layer.author!r}. One author has one layer.")
        except SitrepError as refused:
            line.fault(str(refused))
        else:
            layers[layer.author] = layer
    return tuple(layers.values())


def write_full(layer: Annotation, text: str) -> dict[str, Any]:
    """The layer as one object of `annotations`; `background` is there only where a stretch is marked so."""
    stretches = {"background": [list(stretch) for stretch in layer.background]} if layer.background else {}
    return stretches | {
        "author": layer.author,
        "author_kind": layer.author_kind,
        "state": layer.state,
        "answers": {name: {"value": a.value, "reason": a.reason} for name, a in layer.answers.items()},
        "note": layer.note,
        "spans": write_spans(layer.spans, text, whole=True),
    }


def write_flat(layer: Annotation | None, text: str, scheme: Scheme) -> dict[str, Any]:
    """The keys that hold one layer beside the text; without a layer the answers are null and the spans empty."""
    found: dict[str, Any] = {}
    for question in scheme.questions:
        answer = layer.answers.get(question.name) if layer else None
        found[question.name] = answer.value if answer else None
        if answer and answer.reason:
            found[f"{question.name}_reason"] = answer.reason
    return found | {"spans": write_spans(layer.spans, text, whole=False) if layer else []}


def _read_flat(
    record: dict[str, Any], text: str, scheme: Scheme, annotator: str | None, line: Line
) -> tuple[Annotation, ...]:
    answers: dict[str, Answer] = {}
    for question in scheme.questions:
        value, reason = record.get(question.name), record.get(f"{question.name}_reason")
        try:
            _check_pair(question.name, value, reason, scheme, line)
        except OperationError as refused:
            line.fault(str(refused))
        else:
            if value is not None:
                answers[question.name] = Answer(value, reason)
    spans = read_spans(record.get("spans"), text, scheme=scheme, line=line)
    if not answers and not spans:
        return ()
    kind = "import" if annotator is None else "person"
    return (Annotation(annotator or NOBODY, spans, answers, author_kind=kind),)


def _read_full(value: object, text: str, scheme: Scheme, line: Line) -> Annotation:
    where = line.where
    if not isinstance(value, dict):
        raise OperationError(f"{where}: an annotation is {repr(value)[:60]}; expected an object with an author.")
    for key in value.keys() - KEYS:
        line.notice(f"the key {key[:40]!r} of an annotation is not kept.{did_you_mean(key[:40], KEYS)}")
    author, kind, state = value.get("author"), value.get("author_kind", "person"), value.get("state", "done")
    check_author(author, where=where)
    for key, found, allowed in (("author_kind", kind, AUTHOR_KINDS), ("state", state, STATES)):
        if found not in allowed:
            raise OperationError(f"{where}: `{key}` is {repr(found)[:60]}; expected one of {', '.join(allowed)}.")
    note = value.get("note")
    if note is not None:
        check_note(note, where=where)
    answers = _full_answers(value.get("answers"), scheme, line)
    spans = read_spans(value.get("spans"), text, scheme=scheme, line=line)
    background = read_background(value.get("background"), text, line)
    return Annotation(author, spans, answers, note or None, state, kind, background)


def read_background(values: object, text: str, line: Line) -> tuple[tuple[int, int], ...]:
    """The [start, end] stretches of a layer that retell older events."""
    if values is None:
        return ()
    if not isinstance(values, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in values):
        raise OperationError(f"{line.where}: `background` is {repr(values)[:60]}; expected a list of [start, end].")
    for start, end in values:
        check_offsets(start, end, text, where=f"{line.where}: this background stretch")
    return tuple(sorted({(start, end) for start, end in values}))


def _full_answers(values: object, scheme: Scheme, line: Line) -> dict[str, Answer]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise OperationError(f"{line.where}: `answers` is {repr(values)[:60]}; expected an object.")
    answers = {}
    for question, given in values.items():
        given = given if isinstance(given, dict) else {"value": given}
        value, reason = given.get("value"), given.get("reason")
        _check_pair(question, value, reason, scheme, line)
        if value is not None:
            answers[question] = Answer(value, reason)
    return answers


def _check_pair(question: str, value: object, reason: object, scheme: Scheme, line: Line) -> None:
    check_answer(question, value, reason, scheme, where=line.where)
    if value is None and reason is not None:
        raise OperationError(f"{line.where}: {question} has a reason and no value. Give both or neither.")


def check_author(name: object, *, where: str) -> None:
    """Raise OperationError unless a person could sign in under this name."""
    if not isinstance(name, str) or not is_name(name):
        raise OperationError(
            f"{where}: the author is {repr(name)[:80]}; expected a name, at most {NAME_CHARACTERS} visible characters."
        )


def is_name(name: str) -> bool:
    """Whether a person could sign in under this name."""
    visible = not any(unicodedata.category(character).startswith("C") for character in name)
    return visible and name == name.strip() and 0 < len(name) <= NAME_CHARACTERS
