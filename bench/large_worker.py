"""The worker on a project with very many documents, a part of them finished: python -m bench.large_worker 10000 2000

Its chores and trainings one after the other in this process, until nothing is left to do: processor time, the longest
that a click would have waited, and the peak of memory.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bench.process_tree import KB_PER_MB
from bench.recombined import documents
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.store.database import open_database
from labeling.store.jobs import Job, add_job
from labeling.workflow.load import load_documents
from models import worker as work
from models.chores import TRAIN
from models.pulse import Pulse
from models.spans.chores import TRAIN as SPANS

WORTH_TELLING = 0.05  # seconds of a chore that found nothing to do
CLICK_AT = 0.5  # the share of the training of spans that is done when somebody clicks on Train


@dataclass
class Effort:
    """Seconds of processor time: in all, and the longest stretch without a look for what somebody asked for.

    `peak`: MB of the process when it was done last.
    """

    n_steps: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    peak: float = 0.0

    def add(self, seconds: float) -> None:
        self.n_steps, self.seconds, self.longest = self.n_steps + 1, self.seconds + seconds, max(self.longest, seconds)
        self.peak = peak()


def lines(n_documents: int, n_finished: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "project.db")
        fill(path, n_documents, n_finished)
        yield f"{n_documents:,} documents, {n_finished:,} of them finished, loaded: {peak():,.0f} MB peak"
        yield from _told(path)


def fill(path: Path, n_documents: int, n_finished: int) -> None:
    """A project of these documents; every so many of them is answered, and marked where it has marks."""
    every = n_documents // n_finished
    made = [
        AnnotatedDocument(Document(one.id, one.text), (_layer(one.marks),) if number % every == 0 else ())
        for number, one in enumerate(documents(n_documents))
    ]
    db = open_database(path)
    load_documents(db, made)
    db.conn.close()


def _layer(marks: list[tuple[int, int, str]]) -> Annotation:
    answer = Answer("yes" if marks else "no")
    return Annotation("Amal", tuple(Span(*mark) for mark in marks), {"attack_report": answer})


def _told(path: Path) -> Iterator[str]:
    worker, effort_by_name = work.Worker(path, Pulse(path)), {}
    worker.chores = tuple(_timed(chore, effort_by_name) for chore in worker.chores)
    looks = _Looks(effort_by_name)
    work.report_progress, work.finish_job = looks.before(work.report_progress), looks.before(work.finish_job)
    looked = work.claim_job
    work.claim_job = looks.after(looked)
    try:
        while worker.step():
            pass
    finally:
        work.claim_job = looked
        worker.db.conn.close()
    for name, effort in effort_by_name.items():
        yield (
            f"{name:<60} {effort.n_steps:>6,} steps {effort.seconds:>8.1f} s, the longest {effort.longest:>6.2f} s, "
            f"{effort.peak:,.0f} MB peak"
        )
    yield f"a click on Train in the middle of the training of spans was taken up after {looks.waited}"
    yield f"the worker in all: {peak():,.0f} MB peak"


def _timed(chore: Callable[[Database], bool], effort_by_name: dict[str, Effort]) -> Callable[[Database], bool]:
    name = chore.__qualname__

    def timed(db: Database) -> bool:
        begun = time.process_time()
        is_done, seconds = chore(db), time.process_time() - begun
        if is_done or seconds > WORTH_TELLING:
            effort_by_name.setdefault(name, Effort()).add(seconds)
        return is_done

    timed.__name__ = name
    return timed


class _Looks:
    """The time between two words of a job on how far it is, by what it said last; and one click, right after a look."""

    def __init__(self, effort_by_name: dict[str, Effort]) -> None:
        self.effort_by_name, self.kinds = effort_by_name, {}
        self.at, self.what = 0.0, ""
        self.clicked_at: float | None = None
        self.share, self.waited = 0.0, ""  # of the training of spans

    def after(self, look: Callable) -> Callable:
        def looked(db: Database, *given: object) -> object:
            job = look(db, *given)
            if job is not None:
                self._begin(job)
            elif self.share > CLICK_AT and self.clicked_at is None:
                add_job(db, TRAIN, {})
                self.clicked_at = time.process_time()
            return job

        return looked

    def _begin(self, job: Job) -> None:
        self.kinds[job.id] = job.kind
        self.at, self.what = time.process_time(), f"{job.kind}: begin"
        if self.clicked_at is not None and not self.waited:
            self.waited = f"{self.at - self.clicked_at:.2f} s"

    def before(self, call: Callable) -> Callable:
        def told(db: Database, number: int, *given: object, **named: object) -> object:
            now = time.process_time()
            self.effort_by_name.setdefault(self.what, Effort()).add(now - self.at)
            result = call(db, number, *given, **named)
            self.at, self.what = now, f"{self.kinds[number]}: {given[-1]}"
            if self.kinds[number] == SPANS:
                self.share = given[0] if len(given) > 1 else 0.0
            return result

        return told


def peak() -> float:
    """MB of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB


if __name__ == "__main__":
    for line in lines(*map(int, sys.argv[1:3])):
        print(line, flush=True)
