"""What is written for another tool has the keys and the types of that tool's own files, at every depth."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from exports.formats import FORMATS
from tests.exports.conformance import CONFORMANCE, entries
from tests.exports.test_losses import ONE_OF_EACH

SAMPLES = {"prodigy": "prodigy-jsonl", "label-studio": "label-studio-json", "doccano": "doccano-jsonl"}
# Places that a tool leaves to its users: any key may stand there.
FREE = {"prodigy": ("meta",), "label-studio": ("data",), "doccano": ("", "meta")}
# Keys of ours that no sample has, and why the tool takes them.
OURS = {
    "prodigy": {
        **dict.fromkeys(("document_id", "title", "date", "source", "url", "language"), "passed through, as any other"),
        "spans[].attributes": "passed through with its span",
    },
    "label-studio": {
        "annotations[].annotator": "passed over; a `completed_by` that is none of its users would be refused",
        **{
            f"annotations[].result[].number.value.{key}": "the region that it is about, as choices of a region have it"
            for key in ("start", "end", "text", "labels")
        },
    },
    "doccano": {},
}
# Keys that every sample has and ours need not have.
NOT_NEEDED = {
    "prodigy": {},
    "label-studio": {"annotations[].result[].number.origin": "the page adds it"},
    "doccano": {},
}
SAME = ("predictions[].result", "annotations[].result")  # a prediction has the shape of an annotation
NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}


@dataclass(slots=True)
class Place:
    """What stands in one place of all records: its types, and the keys that every object there has."""

    types: set[str] = field(default_factory=set)
    keys: set[str] | None = None


def places_of(records: Iterable[object]) -> dict[str, Place]:
    """Place ("spans[].start") -> what stands there. Items of a list that have a `type` are told apart by it."""
    found: dict[str, Place] = {}
    for record in records:
        _add(found, "", record)
    return found


def _add(found: dict[str, Place], at: str, value: object) -> None:
    place = found.setdefault(at, Place())
    place.types.add(NAMES.get(type(value), "null"))
    if isinstance(value, dict):
        place.keys = set(value) if place.keys is None else place.keys & set(value)
        for key, inner in value.items():
            _add(found, f"{at}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for inner in value:
            kind = f".{inner['type']}" if isinstance(inner, dict) and "type" in inner else ""
            _add(found, f"{at}[]{kind}".replace(*SAME), inner)


def records_in(data: bytes) -> list[dict]:
    text = data.decode()
    if text.lstrip().startswith("["):
        return json.loads(text)
    try:
        return [json.loads(line) for line in text.split("\n") if line]
    except json.JSONDecodeError:  # one object over many lines
        return [json.loads(text)]


def theirs(key: str) -> dict[str, Place]:
    files = [CONFORMANCE / entry["file"] for entry in entries(lambda entry: entry["format"] == SAMPLES[key])]
    return places_of(record for file in files for record in records_in(file.read_bytes()))


def ours(key: str) -> dict[str, Place]:
    return places_of(records_in(b"".join(FORMATS[key].write(ONE_OF_EACH))))


@pytest.mark.parametrize("key", SAMPLES)
def test_a_value_has_a_type_that_the_tool_writes_there(shared, key):
    known = theirs(key)
    for at, place in ours(key).items():
        if at in known:
            assert place.types <= known[at].types, at


@pytest.mark.parametrize("key", SAMPLES)
def test_a_key_that_the_tool_does_not_write_is_in_a_free_place_or_listed_with_a_reason(shared, key):
    new = {at for at in ours(key) if at not in theirs(key) and not _is_free(at, key)}
    new = {at for at in new if not any(at.startswith((f"{listed}.", f"{listed}[")) for listed in OURS[key])}
    assert new == set(OURS[key])


@pytest.mark.parametrize("key", SAMPLES)
def test_every_key_that_all_files_of_the_tool_have_is_there(shared, key):
    mine, known = ours(key), theirs(key)
    missing = {
        f"{at}.{name}".lstrip(".")
        for at, place in mine.items()
        if place.keys is not None and at in known and at not in FREE[key]
        for name in (known[at].keys or set()) - place.keys
    }
    assert missing == set(NOT_NEEDED[key])


def _is_free(at: str, key: str) -> bool:
    """Whether this is directly in a free place, or anywhere below it (of the top: the key itself)."""
    return any(at.startswith(f"{place}.") if place else "." not in at and "[" not in at for place in FREE[key])
