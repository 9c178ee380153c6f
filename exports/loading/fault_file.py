"""Every fault of the files in one file, so that they can be mended one by one."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from exports.formats.reading import Fault
from exports.whole_file import write_whole


def write_faults(path: Path, faults: Iterable[Fault]) -> None:
    """JSONL, a fault a line: `file`, `line` (null: the whole file), `fault`; without any the file is empty."""
    write_whole(path, _lines(faults))


def _lines(faults: Iterable[Fault]) -> Iterator[bytes]:
    for fault in faults:
        shown = {"file": fault.file, "line": fault.line, "fault": fault.message}
        yield json.dumps(shown, ensure_ascii=False).encode("utf-8") + b"\n"
