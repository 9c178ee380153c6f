"""Shards scored on this machine: in this process, or in several that each load the detector once."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.synchronize import Event

from labeling.core.errors import FileRefused
from models.scale.run_folder import Run
from models.scale.scoring import score_shard
from models.scale.shard import Shard

WAITING = 2  # shards a process may have, the one it scores among them: what is read ahead stays small
_stopped: Event  # in a process that scores: set when nothing more is wanted of it


def in_this_process(run: Run, shards: Iterable[Shard]) -> Iterator[Shard]:
    """Each shard as soon as its part is finished."""
    for shard in shards:
        score_shard(run, shard)
        yield shard


def in_processes(run: Run, shards: Iterable[Shard], n_processes: int) -> Iterator[Shard]:
    """Each shard as soon as its part is finished, in any order; the first fault ends it."""
    spawn = multiprocessing.get_context("spawn")
    stopped = spawn.Event()
    pool = ProcessPoolExecutor(n_processes, spawn, initializer=_obey, initargs=(stopped,))

    def submit(shard: Shard) -> Future:
        with _without_ctrl_c():  # a process may be started here
            return pool.submit(_score, run, shard)

    try:
        yield from as_finished(shards, submit, most=WAITING * n_processes)
    except BrokenProcessPool:
        raise FileRefused(
            "A process that scores was ended from outside, perhaps because memory ran out. Take fewer --workers."
        ) from None
    finally:
        stopped.set()
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


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """Ctrl+C reaches every process of a terminal; only the parent answers it, and tells the others by `stopped`.

    A process inherits what is blocked where it is started: one that still imports would answer with a traceback. Here
    it is blocked for a moment, and comes afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _obey(stopped: Event) -> None:
    global _stopped
    _stopped = stopped
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed tells nothing, and its processes would wait for their next shard for ever."""
    multiprocessing.parent_process().join()
    os._exit(1)


def _score(run: Run, shard: Shard) -> None:
    score_shard(run, shard, _stopped.is_set)
