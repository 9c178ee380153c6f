"""A document of GATE as bdocjs, the JSON of python-gatenlp and GATE's plugin for it."""

from typing import Any

from exports.formats.gate_document import GateDocument, GateMark, Value
from exports.formats.json_values import read_values
from exports.formats.reading import Reading
from labeling.core.errors import FileRefused

SETS, UNIT = "annotation_sets", "offset_type"
UNIT_BY_NAME = {"p": "codepoint", "j": "utf16"}  # Python's, and Java's


def read_gate_json(data: bytes, *, file: str, reading: Reading) -> GateDocument | None:
    """What the one object of the file holds; None where it is not JSON, which is a fault of `reading` then."""
    values = list(read_values(data, file=file, reading=reading))
    if reading.n_faults:
        return None
    if len(values) != 1 or not isinstance(values[0][1].get("text"), str):
        found = f"{len(values)} objects" if len(values) != 1 else "one with " + ", ".join(list(values[0][1])[:8])
        raise FileRefused(
            f"{file}: expected one object with `text` and `{SETS}`; found {found[:200]}. Export it again."
        )
    line, value = values[0]
    return _document(value, line.where)


def _document(value: dict[str, Any], where: str) -> GateDocument:
    unit = value.get(UNIT)
    if unit not in UNIT_BY_NAME:
        raise FileRefused(f"{where}: `{UNIT}` is {repr(unit)[:20]}; expected p (code points) or j (UTF-16 units).")
    features, n_odd = _features(value.get("features"))
    found = GateDocument(value["text"], UNIT_BY_NAME[unit], features=features, n_odd=n_odd)
    found.name = value["name"] if isinstance(value.get("name"), str) else ""
    for key, one in _objects(value.get(SETS), where).items():
        marks = one.get("annotations", [])
        if not isinstance(marks, list) or not all(isinstance(mark, dict) for mark in marks):
            raise FileRefused(f"{where}: the annotations of {key[:40]!r} are no list of objects. Export it again.")
        found.sets[key] = [_mark(mark) for mark in marks]
    return found


def _objects(sets: Any, where: str) -> dict[str, dict]:
    if not isinstance(sets, dict) or not all(isinstance(one, dict) for one in sets.values()):
        raise FileRefused(f"{where}: `{SETS}` is no object of objects. Export it again.")
    return sets


def _mark(mark: dict[str, Any]) -> GateMark:
    features, n_odd = _features(mark.get("features"))
    return GateMark(mark.get("type"), mark.get("start"), mark.get("end"), features, n_odd)


def _features(features: Any) -> tuple[dict[str, Value], int]:
    """Those that are a text or a whole number, and how many are not."""
    features = features if isinstance(features, dict) else {}
    found = {name: value for name, value in features.items() if type(value) in (str, int)}
    return found, len(features) - len(found)
