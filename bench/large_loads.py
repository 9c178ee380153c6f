"""Loading a file too large for memory: the peak of memory, and documents a second, in a process of its own.

The default is 200 MB; SITREP_BENCH_LOAD_MB=1024 measures 1 GB, which takes minutes.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import corpus
from exports.loading.inputs import LARGE

MEGABYTE = 10**6
LOAD = """
import resource, sys
from pathlib import Path
from click.testing import CliRunner
from exports.commands.load import load
from exports.loading import inputs
inputs.LARGE = int(sys.argv[3])
result = CliRunner().invoke(load, [sys.argv[2], "--annotator", "bench", "--json"], obj=Path(sys.argv[1]))
print(result.stdout, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, sep="", end="")
"""


def lines() -> list[str]:
    n_megabytes = int(os.environ.get("SITREP_BENCH_LOAD_MB", "200"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "corpus.jsonl")
        write(file, n_megabytes * MEGABYTE)
        seconds, figures, peak = load(file, Path(folder, "project.db"))
    n = figures["n_documents"]
    return [
        f"load {n_megabytes:,} MB JSONL, {n:,} documents, {figures['n_spans']:,} spans: {peak:.0f} MB peak, "
        f"{n / seconds:,.0f} documents/s ({seconds:.0f} s, 1 run)"
    ]


def write(path: Path, n_bytes: int) -> None:
    """At least this many bytes of different records, made from some hundred."""
    records = corpus.documents(400)
    n_written = number = 0
    with path.open("w", encoding="utf-8") as file:
        while n_written < n_bytes:
            record = records[number % len(records)]
            mark = f" {number}"
            line = json.dumps(record | {"id": f"r{number}", "text": record["text"] + mark}, ensure_ascii=False) + "\n"
            file.write(line)
            n_written += len(line.encode("utf-8"))
            number += 1


def load(file: Path, database: Path, *, large_from: int = LARGE) -> tuple[float, dict, float]:
    """Seconds, figures and peak of memory in MB of `sitrep load`, which reads in portions from so many bytes on."""
    began = time.perf_counter()
    command = [sys.executable, "-c", LOAD, database, file, str(large_from)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return time.perf_counter() - began, json.loads(shown[0]), int(shown[1]) * 1024 / MEGABYTE
