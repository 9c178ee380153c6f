"""`sitrep screen` over many articles as people run it, on every core: python -m bench.long_screening 1000000

The word is the number of articles. Told are its memory and, by the way, what bare scikit-learn does.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from bench import corpus
from bench.process_tree import memory
from bench.screening import N_TRAINING, screen_bare, write_articles
from bench.training import Bare
from exports.sources import read_paths
from labeling.store.database import open_database
from labeling.store.schemes import current_scheme
from labeling.workflow.load import load_documents
from models.detecting.one_thread import one_thread
from models.scale.run_folder import folder_of
from models.scale.shard import SHARD_BYTES
from models.training import train_detector

LOOK = 1.0  # seconds between two looks
MARKS = range(10, 101, 10)  # per cent; at each the bare library scores N_BARE articles beside the run
N_BARE = 2_000


def lines(n_documents: int) -> Iterator[str]:
    """A line at each of MARKS, and one of the whole; the rate of a core is by processor time, so load matters less."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database, articles, out = folder / "bench.db", folder / "articles.jsonl", folder / "scores.jsonl"
        bare = _trained(database, folder / "answered.jsonl")
        write_articles(articles, n_documents)
        few = folder / "few.jsonl"
        with articles.open("rb") as all_lines:
            few.write_bytes(b"".join(islice(all_lines, N_BARE)))
        before = _child_seconds()
        command = [sys.executable, "cli.py", "--db", database, "screen", articles, "--out", out, "--json"]
        running = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, text=True)
        begin, bare_seconds = time.perf_counter(), []
        for share, largest, together in _watched(running, out, articles.stat().st_size):
            seconds = time.perf_counter() - begin
            bare_seconds.append(_processor_seconds(few, folder / "bare.jsonl", bare))
            yield (
                f"{share:4.0%} after {seconds:6,.0f} s: largest process {largest:,.0f} MB so far, all together "
                f"{together:,.0f} MB now; bare {N_BARE / bare_seconds[-1]:,.0f} a second; load {os.getloadavg()[0]:.1f}"
            )
        told = json.loads(running.stdout.read())
        assert running.wait() == 0
        n, n_lines = told["n"], sum(1 for _ in out.open("rb"))
        assert n == n_lines == n_documents
        per_core, of_bare = n / (_child_seconds() - before), N_BARE / float(np.median(bare_seconds))
        yield (
            f"screen {n:,} articles, {articles.stat().st_size / 1e9:.2f} GB: {told['seconds']:,.0f} s, "
            f"{told['documents_a_second']:,.0f} a second; {per_core:,.0f} for each second of processor, bare "
            f"{of_bare:,.0f} (median of {len(bare_seconds)}), ratio {per_core / of_bare:.2f}"
        )


def _trained(database: Path, file: Path) -> Bare:
    """The bare library's model; Sitrep's goes into the database."""
    records = corpus.documents(N_TRAINING)
    db = open_database(database)
    corpus.write(file, records)
    load_documents(db, read_paths([file], scheme=current_scheme(db), annotator="bench").documents)
    train_detector(db)
    db.conn.close()
    bare = Bare()
    bare.fit(tuple(one["text"] for one in records), np.array([one["attack_report"] == "yes" for one in records], int))
    return bare


def _watched(running: subprocess.Popen, out: Path, n_bytes: int) -> Iterator[tuple[float, float, float]]:
    """(share that is finished, MB of the largest process, MB together) at each of MARKS; the last at the end."""
    marks, n_shards = list(MARKS), -(-n_bytes // SHARD_BYTES)
    largest = together = 0.0
    while running.poll() is None:
        peak, now = memory(running.pid)
        if peak:
            largest, together = max(largest, peak), now
        share = sum(1 for _ in folder_of(out).glob("*.json")) / n_shards
        if len(marks) > 1 and share * 100 >= marks[0]:
            yield share, largest, together
            marks = [mark for mark in marks[:-1] if mark > share * 100] + marks[-1:]
        time.sleep(LOOK)
    yield 1.0, largest, together


def _processor_seconds(few: Path, out: Path, bare: Bare) -> float:
    begin = time.process_time()
    with one_thread():
        screen_bare(few, out, bare)
    return time.process_time() - begin


def _child_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    for line in lines(int(sys.argv[1])):
        print(line, flush=True)
