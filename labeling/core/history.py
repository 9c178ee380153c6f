"""The history of a layer: what each operation did, in plain words, and the layer as it stood then."""

from collections.abc import Iterable, Iterator
from typing import Any

from labeling.core.layer import Layer, apply, fold, undone_groups
from labeling.core.operation import UNDOABLE, Operation
from labeling.core.plural import n_of

QUOTE_CHARACTERS = 80
# How people look for changes: the group of a kind of operation, by how it begins.
GROUPS = {
    "span": "marks",
    "suggestion": "suggestions",
    "answer": "answers",
    "note": "notes",
    "background": "background",
    "work": "submitted, skipped",
    "group": "undo, redo",
    "layer": "loads",
}


def group_of(kind: str) -> str:
    """
    >>> group_of("span.add")
    'marks'
    """
    return GROUPS[kind.split(".")[0]]


def states(log: Iterable[Operation]) -> Iterator[tuple[Operation, Layer, Layer]]:
    """(operation, the layer before it, the layer after it) for a log in its order; the layers are not to be changed.

    The layer after an operation is the fold of the log up to it.
    """
    done: list[Operation] = []
    undone: set[str] = set()
    layer = Layer()
    for operation in log:
        done.append(operation)
        before = layer
        if operation.kind.startswith("group."):
            layer, undone = fold(done), undone_groups(done)
        elif operation.kind not in UNDOABLE or operation.group_id not in undone:
            layer = before.copy()
            apply(layer, operation)
        yield operation, before, layer


def in_words(log: Iterable[Operation], text: str) -> list[str]:
    """What each operation of a layer did, as the end of a sentence that begins with a name.

    >>> log = [Operation("1", "answer.set", {"question": "attack_report", "value": "yes"}, "g"),
    ...        Operation("2", "group.undo", {"target": "g"})]
    >>> in_words(log, "Rockets hit.")
    ['answered attack report: yes', 'undid: answered attack report: yes']
    """
    said: dict[str, list[str]] = {}  # by group
    words = []
    for operation, before, _ in states(log):
        if operation.kind.startswith("group."):
            verb = "undid" if operation.kind == "group.undo" else "did again"
            words.append(f"{verb}: {_some(said.get(operation.payload['target'], ['something']))}")
            continue
        words.append(_words(operation, before, text))
        if operation.group_id:
            said.setdefault(operation.group_id, []).append(words[-1])
    return words


def _words(operation: Operation, before: Layer, text: str) -> str:
    payload = operation.payload
    match operation.kind:
        case "span.add":
            how = {"hand": "", "mention": ", with its other mentions"}.get(
                payload.get("origin", "hand"), ", as suggested"
            )
            return f"marked {_quoted(text, payload)} as {payload['label']}{how}"
        case "span.change":
            return _change(payload, before, text)
        case "span.remove":
            span = before.spans.get(payload["span_id"])
            return f"removed {span.label} from {_quote(span.quote(text))}" if span else "removed a mark that was gone"
        case "answer.set":
            return _answer(payload)
        case "note.set":
            return f"wrote the note {_quote(payload['text'])}" if payload["text"] else "cleared the note"
        case "suggestion.reject":
            return f"rejected the suggestion {payload['label']} for {_quoted(text, payload)}"
        case "background.set":
            what = "said that it is background" if payload["value"] else "said that it is no background"
            return f"{what}: {_quoted(text, payload)}"
        case "layer.load":
            return _load(payload)
    return {"work.submit": "submitted the article", "work.skip": "skipped the article"}.get(
        operation.kind, "opened the article again"
    )


def _change(payload: dict[str, Any], before: Layer, text: str) -> str:
    span = before.spans.get(payload["span_id"])
    if span is None:
        return "changed a mark that was gone"
    changes = []
    if payload.get("label", span.label) != span.label:
        changes.append(f"changed {_quote(span.quote(text))} from {span.label} to {payload['label']}")
    if (payload.get("start", span.start), payload.get("end", span.end)) != (span.start, span.end):
        changes.append(f"changed the edges of {span.label} from {_quote(span.quote(text))} to {_quoted(text, payload)}")
    if "attributes" in payload:
        now = payload["attributes"]
        told = [f"{name} {value}" for name, value in now.items() if span.attributes.get(name) != value]
        told += [f"no {name}" for name in span.attributes if name not in now]
        if told:
            changes.append(f"said of {payload.get('label', span.label)} {_quote(span.quote(text))}: {', '.join(told)}")
    return "; ".join(changes) or f"left {span.label} {_quote(span.quote(text))} as it was"


def _answer(payload: dict[str, Any]) -> str:
    question = payload["question"].replace("_", " ")
    if payload["value"] is None:
        return f"took back the answer to {question}"
    reason = f" ({payload['reason'].replace('_', ' ')})" if payload.get("reason") else ""
    return f"answered {question}: {payload['value']}{reason}"


def _load(payload: dict[str, Any]) -> str:
    n_spans, answers = len(payload.get("spans", ())), payload.get("answers", {})
    told = [n_of(n_spans, "mark")] if n_spans else []
    told += [f"{question.replace('_', ' ')}: {answer['value']}" for question, answer in answers.items()]
    told += ["a note"] if payload.get("note") else []
    return "came from a file with " + (", ".join(told) or "nothing marked")


def _some(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{words[0]}, and {len(words) - 1} more"


def _quoted(text: str, payload: dict[str, Any]) -> str:
    return _quote(text[payload["start"] : payload["end"]])


def _quote(words: str) -> str:
    words = " ".join(words.split())
    short = words if len(words) <= QUOTE_CHARACTERS else f"{words[: QUOTE_CHARACTERS - 20]} … {words[-16:]}"
    return f"“{short}”"
