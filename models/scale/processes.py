"""Shards scored on this machine: in this process, or in several that each load the detector once."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from labeling.core.errors import FileRefused
from models.scale.run_folder import Run
from models.scale.scoring import score_shard
from models.scale.shard import Shard

WAITING = 2  # shards a process may have, the one it scores among them: what is read ahead stays small


def in_this_process(run: Run, shards: Iterable[Shard]) -> Iterator[Shard]:
    """Each shard as soon as its part is finished."""
    for shard in shards:
        score_shard(run, shard)
        yield shard


def in_processes(run: Run, shards: Iterable[Shard], n_processes: int) -> Iterator[Shard]:
    """Each shard as soon as its part is finished, in any order; the first fault ends it."""
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(n_processes, spawn, initializer=_leave_ending_to_the_parent)
    try:
        yield from as_finished(shards, lambda shard: pool.submit(score_shard, run, shard), most=WAITING * n_processes)
    except BrokenProcessPool:
        raise FileRefused(
            "A process that scores was ended from outside, perhaps because memory ran out. Take fewer --workers."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def as_finished(shards: Iterable[Shard], submit: Callable[[Shard], Future], *, most: int) -> Iterator[Shard]:
    """Submit up to `most` at a time, give each when it is done."""
    waiting: dict[Future, Shard] = {}
    for shard in shards:
        waiting[submit(shard)] = shard
        if len(waiting) >= most:
            yield from _finished(waiting)
    while waiting:
        yield from _finished(waiting)


def _finished(waiting: dict[Future, Shard]) -> Iterator[Shard]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        future.result()
        yield waiting.pop(future)


def _leave_ending_to_the_parent() -> None:
    """Ctrl+C reaches every process of a terminal; the parent lets the shards at hand be finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
