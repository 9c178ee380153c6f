"""The files of other tools beside the project, with what their manifest says they hold."""

import json
from collections.abc import Callable
from pathlib import Path

from exports.formats import FORMATS
from exports.formats.reading import Beside, Reading
from tests.exports.conftest import ROOT
from tests.exports.test_round_trip import SCHEME

CONFORMANCE = ROOT.parent / "shared" / "formats"


def entries(wanted: Callable[[dict], bool], folder: Path = CONFORMANCE) -> list[dict]:
    """The lines of the manifest that are wanted; none where the collection is not there."""
    manifest = folder / "manifest.jsonl"
    lines = manifest.read_text("utf-8").splitlines() if manifest.exists() else []
    return [entry for entry in map(json.loads, lines) if wanted(entry)]


def read_entry(key: str, entry: dict, folder: Path = CONFORMANCE) -> Reading:
    """The file of this entry, read in place, with the files beside it."""
    path = folder / entry["file"]
    return FORMATS[key].read(path.read_bytes(), file=path.name, scheme=SCHEME, beside=beside(path))


def beside(path: Path) -> Beside:
    def bytes_of(name: str) -> bytes | None:
        other = path.with_name(name)
        return other.read_bytes() if other.is_file() else None

    return bytes_of


def n_spans(reading: Reading) -> int:
    return sum(len(layer.spans) for one in reading.documents for layer in one.annotations)


def n_left_out(reading: Reading, *words: str) -> int:
    """How many things whose kind ends with one of these words were left out."""
    return sum(n for (_, kind), n in reading.not_carried.items() if kind.endswith(words))


def first_line(reading: Reading) -> int | None:
    """The line of the first fault; also checks that every message names its file."""
    for fault in reading.faults:
        assert fault.file in fault.message, fault
        assert "Traceback" not in fault.message
    return reading.faults[0].line if reading.faults else None
