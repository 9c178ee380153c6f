"""Scoring articles that are not in the project: shard by shard, joined in the order of the input."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from exports.sources import loadable_files
from exports.whole_file import write_whole
from labeling.core.errors import FileRefused, SitrepError
from labeling.core.plural import n_of
from labeling.core.scheme import Scheme
from labeling.core.written_over import check_written_over
from models.detecting.detector import Detector
from models.scale.cluster import in_cluster
from models.scale.planning import shards_of
from models.scale.processes import in_processes, in_this_process
from models.scale.run_folder import Run, Tally, folder_of
from models.scale.run_lock import only_run
from models.scale.shard import Shard, Source, source_of

FEW = 3  # shards


@dataclass(frozen=True, slots=True)
class Done:
    """How far it is: articles, and the share of all bytes; `_before`: of both, what an earlier run had finished."""

    n: int = 0
    share: float = 0.0
    n_before: int = 0
    share_before: float = 0.0


Progress = Callable[[Done], object]


def screen(
    paths: Iterable[Path],
    out: Path,
    detector: Detector,
    scheme: Scheme,
    progress: Progress = lambda done: None,
    *,
    n_workers: int = 1,
    scheduler: str | None = None,
    partial: bool = False,
    notice: Callable[[str], object] = lambda sentence: None,
) -> dict:
    """Score every article of `paths` into `out`, one JSON object a line; whole or not at all. Returns counts.

    `n_workers` processes of this machine, or the Dask cluster of `scheduler`; the output is the same. What was
    finished before a fault or an end from outside is kept beside `out`, and the next call goes on from there.
    `partial`: articles that cannot be read are left out, and listed in a file beside `out`. `notice` is told what
    is no fault and should be known: files of other kinds in a folder, empty files.
    """
    files, passed_over = loadable_files(paths)
    sources = [source_of(path, key) for path, key in files]
    if out.exists() and any(Path(source.path).samefile(out) for source in sources):
        raise FileRefused(f"{out} is one of the files to read, so nothing was written. Name another file with --out.")
    _check_out(out)
    empty = [f"{source.shown}: this file is empty (0 bytes)." for source in sources if not source.n_bytes]
    for sentence in (*passed_over, *empty):
        notice(sentence)
    with only_run(out, folder_of(out)):
        work = _Work(Run.begin(out, detector, scheme, partial), sources, progress)
        _write(out, work, n_workers, scheduler)
    return {
        "model": detector.id,
        "n": work.n,
        f"n_{detector.positive}": work.n_positive,
        "n_left_out": work.n_left_out,
        "n_before": work.n_before,
    }


def faults_of(out: Path) -> Path:
    """Where it is listed what was left out, a line a fault."""
    return out.with_name(out.name + ".faults.txt")


def _write(out: Path, work: "_Work", n_workers: int, scheduler: str | None) -> None:
    """The output and the list of what was left out; then the folder of the run is gone."""
    run = work.run
    try:
        with closing(_scored(run, work.waiting(), n_workers, scheduler)) as finished:
            for shard in finished:
                work.count(shard)
        if not work.n:
            said = work.why_none()
            run.remove()
            raise FileRefused(said)
        run.deliver(work.names, out)
    except SitrepError as refused:
        said = f"{refused}" if str(out) in str(refused) else f"{refused} {out} was not written."
        raise FileRefused(f"{said}{_kept(run)}") from None
    _write_faults(out, work)
    run.remove()


class _Work:
    """What is counted on the way; `names`: the parts in the order of the input."""

    def __init__(self, run: Run, sources: list[Source], progress: Progress) -> None:
        self.run, self.sources, self.progress = run, sources, progress
        self.n_bytes = max(1, sum(source.n_bytes for source in sources))
        self.names: list[str] = []
        self.n = self.n_positive = self.n_before = self.n_left_out = self.n_bytes_done = self.n_bytes_before = 0

    def waiting(self) -> Iterator[Shard]:
        """The shards that are not finished, ready to be sent; the others are counted."""
        for shard in shards_of(self.sources):
            name = shard.name(self.run.key)
            self.names.append(name)
            if tally := self.run.tally(name):
                self._add(tally, shard)
                self.n_before += tally.n
                self.n_bytes_before += shard.n_bytes
            else:
                yield self.run.put_by(shard)

    def count(self, shard: Shard) -> None:
        self._add(self.run.tally(shard.name(self.run.key)), shard)
        shares = (self.n_bytes_done / self.n_bytes, self.n_bytes_before / self.n_bytes)
        self.progress(Done(self.n, shares[0], self.n_before, shares[1]))

    def faults(self) -> Iterator[str]:
        """Why articles were left out, in the order of the input."""
        return (fault for name in self.names for fault in self.run.tally(name).faults)

    def why_none(self) -> str:
        if not self.n_left_out:
            return "There is no article in these files."
        n, first = n_of(self.n_left_out, "fault"), next(self.faults())
        return f"No article in these files could be read ({n}). The first fault: {first}"

    def _add(self, tally: Tally, shard: Shard) -> None:
        self.n += tally.n
        self.n_positive += tally.n_positive
        self.n_left_out += len(tally.faults)
        self.n_bytes_done += shard.n_bytes


def _scored(run: Run, shards: Iterator[Shard], n_workers: int, scheduler: str | None) -> Iterator[Shard]:
    """Each of these shards when its part is finished; a few are done before a process has loaded its libraries."""
    if scheduler:
        return in_cluster(run, shards, scheduler)
    first = list(islice(shards, FEW))
    shards = chain(first, shards)
    return in_processes(run, shards, n_workers) if n_workers > 1 and len(first) == FEW else in_this_process(run, shards)


def _check_out(out: Path) -> None:
    """Refuse at once what could not be written after hours."""
    if out.is_dir():
        raise FileRefused(f"{out} is a folder; name a file in it, say {out / 'scores.jsonl'}. Nothing was written.")
    check_written_over(out)
    if not os.access(out.absolute().parent, os.W_OK):
        raise FileRefused(f"{out} cannot be written: its folder is missing or may not be written to.")


def _kept(run: Run) -> str:
    """What is said of finished parts; without one there is nothing to keep."""
    n = run.n_finished()
    if not n:
        run.remove()
        return ""
    parts = f"{n_of(n, 'finished part')} {'waits' if n == 1 else 'wait'}"
    return f" {parts} in {run.folder.name}: the same command goes on from there."


def _write_faults(out: Path, work: _Work) -> None:
    if not work.n_left_out:
        faults_of(out).unlink(missing_ok=True)
        return
    write_whole(faults_of(out), (fault.encode("utf-8", "backslashreplace") + b"\n" for fault in work.faults()))
