"""Every fault of the files in one file, so that they can be mended one by one."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from exports.formats.reading import Fault
from exports.whole_file import write_whole
from labeling.core.errors import FileRefused
from labeling.core.written_over import check_written_over


def check_fault_file(path: Path, read: Iterable[Path]) -> None:
    """FileRefused, before anything is read, where the faults would be written over a file that is to be read."""
    check_written_over(path)
    if path.exists() and any(file.exists() and file.samefile(path) for file in read):
        raise FileRefused(f"{path} is one of the files to load. Name another file with --faults. Nothing was loaded.")


def write_faults(path: Path, faults: Iterable[Fault]) -> None:
    """JSONL, a fault a line: `file`, `line` (null: the whole file), `fault`; without any the file is empty."""
    write_whole(path, _lines(faults))


def _lines(faults: Iterable[Fault]) -> Iterator[bytes]:
    for fault in faults:
        shown = {"file": fault.file, "line": fault.line, "fault": fault.message}
        yield json.dumps(shown, ensure_ascii=False).encode("utf-8") + b"\n"
