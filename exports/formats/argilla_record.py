"""One record of Argilla 2, nested or flat, as responses and suggestions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.formats.label_studio_results import score_of
from exports.formats.label_studio_task import text_key
from exports.formats.reading import Line
from labeling.core.errors import FileRefused

STATUSES = ("submitted", "draft", "discarded")
PARTS = ("responses.users", "responses.status", "responses", "suggestion.score", "suggestion.agent", "suggestion")
NOT_DATA = ("id", "status", "_server_id", "vectors", "score")


@dataclass(frozen=True, slots=True)
class Response:
    """What one user gave to one question; `status` None: the file does not say."""

    question: str
    values: list[Any]
    user: object
    status: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    question: str
    values: list[Any]
    score: float | None
    agent: str


@dataclass(frozen=True, slots=True)
class ArgillaRecord:
    text: object | None
    values: dict[str, Any]
    id: object
    responses: list[Response]
    suggestions: list[Suggestion]


def read_record(value: dict[str, Any], line: Line) -> ArgillaRecord:
    """The record on this line; FileRefused says what has no shape that Argilla writes."""
    nested = isinstance(value.get("fields"), dict)
    data = dict(value["fields"]) if nested else _flat_data(value, line)
    key = text_key({name: inner for name, inner in data.items() if inner is not None}, [], line)
    values = {name: inner for name, inner in data.items() if name != key}
    if nested:
        metadata = value.get("metadata")
        values |= metadata if isinstance(metadata, dict) else {}
        line.leave_out("vectors", len(value["vectors"]) if isinstance(value.get("vectors"), dict) else 0)
    responses, suggestions = (_nested if nested else _flat)(value, line.where)
    return ArgillaRecord(None if key is None else data[key], values, value.get("id"), responses, suggestions)


def _nested(value: dict[str, Any], where: str) -> tuple[list[Response], list[Suggestion]]:
    responses = [
        Response(question, _values(one.get("value")), one.get("user_id"), _status(one.get("status"), where))
        for question, given in _object(value, "responses", where).items()
        for one in _objects(given, question, where)
    ]
    suggestions = [
        Suggestion(question, _values(one.get("value")), score_of(one), _agent(one.get("agent")))
        for question, given in _object(value, "suggestions", where).items()
        for one in _objects([given], question, where)
    ]
    return responses, suggestions


def _flat(value: dict[str, Any], where: str) -> tuple[list[Response], list[Suggestion]]:
    responses, suggestions = [], []
    for key, given in value.items():
        question, part = _part(key)
        if part == "responses" and given is not None:
            users, statuses = (value.get(f"{key}.{name}") for name in ("users", "status"))
            statuses = [None] * len(given) if statuses is None and isinstance(given, list) else statuses
            if not all(isinstance(one, list) for one in (given, users, statuses)) or not (
                len(given) == len(users) == len(statuses)
            ):
                raise FileRefused(f"{where}: `{key[:60]}`, its users and its status are not lists of one length.")
            responses += [
                Response(question, _values(one), user, _status(status, where))
                for one, user, status in zip(given, users, statuses, strict=True)
            ]
        elif part == "suggestion" and given is not None:
            score = score_of({"score": value.get(f"{key}.score")})
            suggestions.append(Suggestion(question, _values(given), score, _agent(value.get(f"{key}.agent"))))
    return responses, suggestions


def _flat_data(value: dict[str, Any], line: Line) -> dict[str, Any]:
    """Fields and metadata, which the flat form mixes; its vectors are lists of numbers."""
    data = {}
    for key, inner in value.items():
        if isinstance(inner, list) and inner and all(isinstance(one, float) for one in inner):
            line.leave_out("vectors")
        elif key not in NOT_DATA and not key.startswith("_") and not _part(key)[1]:
            data[key] = inner
    return data


def _part(key: str) -> tuple[str, str]:
    """The question of a key such as spans.responses.users, and what it says of it; "" for a key of no question."""
    for part in (
        "responses.users",
        "responses.status",
        "responses",
        "suggestion.score",
        "suggestion.agent",
        "suggestion",
    ):
        if key.endswith(f".{part}"):
            return key[: -len(part) - 1], part
    return key, ""


def _values(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _status(status: object, where: str) -> str | None:
    if status is not None and status not in STATUSES:
        raise FileRefused(f"{where}: the status {repr(status)[:60]}; expected one of {', '.join(STATUSES)}.")
    return status


def _agent(agent: object) -> str:
    return agent if isinstance(agent, str) else ""


def _object(value: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    found = value.get(key)
    if not isinstance(found, dict | None):
        raise FileRefused(f"{where}: `{key}` is {repr(found)[:60]}; expected an object, a question a key.")
    return found or {}


def _objects(given: object, question: str, where: str) -> Iterator[dict[str, Any]]:
    for one in given if isinstance(given, list) else [given]:
        if one is None:
            continue
        if not isinstance(one, dict):
            raise FileRefused(f"{where}: {question[:60]!r} holds {repr(one)[:60]}; expected objects with a value.")
        yield one
