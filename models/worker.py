"""The worker: trains, scores, prepares documents. It meets the pages in the database alone; one at a time, by lease."""

import argparse
import logging
import secrets
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from labeling.core.errors import DatabaseBusy, DatabaseDamaged, DatabaseMoved, SitrepError
from labeling.core.log_lines import set_up_logs
from labeling.store.database import open_database
from labeling.store.jobs import Job, claim_job, fail_job, finish_job, report_progress
from labeling.store.learned.readings import KIND as SPANS
from labeling.store.serving import serving
from models.chores import (
    MARK_WORDS,
    SNAPSHOT,
    TRAIN,
    Comparer,
    Finder,
    Learner,
    Scorer,
    ask_for_training,
    tokenise_documents,
)
from models.keeping import Keeper
from models.missed_mentions import Searcher
from models.process import step_back
from models.pulse import BEAT, LEASE_SECONDS, Pulse
from models.spans import chores as span_chores
from models.versions.kind import KIND

PAUSE = 0.5  # seconds between two looks for a job
SLOW_PAUSE = 2.0  # between two looks for chores, when the last one found none
REST = 60.0  # seconds that a chore rests after it failed
SCORE = "score_documents"  # a kind of job
log = logging.getLogger("sitrep.worker")


class Interrupted(Exception):
    """The job was cancelled, or the worker has to end."""


class Worker:
    """Does one thing after another. `step` says whether there was anything to do."""

    def __init__(self, path: Path, pulse: Pulse) -> None:
        self.db = open_database(path, create=False)
        self.pulse = pulse
        keeper, finder, scorer = Keeper(), Finder(), Scorer()
        self.between: tuple[Callable, ...] = (finder.find_boilerplate, scorer.score_documents)
        self.chores: tuple[Callable, ...] = (
            keeper.check,
            keeper.back_up,
            finder.find_boilerplate,  # first: the others read what it leaves
            Comparer().find_clusters,  # early: who comes next, and what is locked, depends on it
            tokenise_documents,
            ask_for_training,
            span_chores.ask_for_training,
            scorer.score_documents,
            Learner().learn,  # after what is asked for and seen in the queue: it has much to do in a large project
            span_chores.Reader().read_documents,
            Searcher().search,  # last: it is about what is done already
        )
        self.resting_until: dict[Callable, float] = {}

    def step(self, *, chores: bool = True) -> bool:
        if job := claim_job(self.db, self.pulse.holder, LEASE_SECONDS):
            self._do(job)
            return True
        return chores and any(self._chore(chore) for chore in self.chores)

    def _do(self, job: Job) -> None:
        """Do the job; whatever happens, it ends as done, failed with a sentence, cancelled, or given back."""
        log.info("job %s: %s", job.id, job.kind)
        under_way = self.pulse.jobs
        under_way[job.id] = (job.id, job.progress, job.message)
        try:
            message = JOBS[job.kind](self, job)
        except Interrupted:
            log.info("job %s was interrupted", job.id)
            last = under_way.pop(job.id)
            report_progress(self.db, *last, seconds=0)  # if it was not cancelled, the next worker takes it at once
        except SitrepError as refusal:
            fail_job(self.db, job.id, str(refusal))
        except Exception as error:
            fail_job(self.db, job.id, f"Something went wrong ({_logged(error, job.kind)}). What was there serves on.")
        else:
            finish_job(self.db, job.id, message)
        finally:
            under_way.pop(job.id, None)

    def _reporter(self, job: Job) -> Callable[[float, str], None]:
        def report(share: float, what: str) -> None:
            self.pulse.jobs[job.id] = (job.id, share, what)
            if self.pulse.stopping.is_set() or not self.pulse.renew_jobs(self.db, LEASE_SECONDS):
                raise Interrupted
            if kinds := GO_FIRST.get(job.kind):
                self._let_others_go_first(kinds)
            if job.kind == span_chores.TRAIN:  # minutes: lists and queue would wait as long for their scores
                any(self._chore(chore) for chore in self.between)

        return report

    def _let_others_go_first(self, kinds: Collection[str]) -> None:
        """Do what came meanwhile in the middle of a long job; its memory is held, so only what takes little more."""
        while not self.pulse.stopping.is_set():
            waiting = claim_job(self.db, self.pulse.holder, LEASE_SECONDS, kinds)
            if waiting is None:
                break
            self._do(waiting)
            self.pulse.renew_jobs(self.db, LEASE_SECONDS)

    def _train(self, job: Job) -> str:
        from models.training import train_detector

        version = train_detector(self.db, self._reporter(job))
        metrics, serves = version.metrics, serving(self.db, KIND).model_id == version.id
        said = f"Version {version.id}: F1 {metrics['f1']:.2f} out of fold, n = {metrics['n']:,}."
        return said if serves else f"{said} It is not used: {metrics['why']}"

    def _score(self, job: Job) -> str:
        from models.training import score_documents, serving_detector

        n = score_documents(self.db, serving_detector(self.db), self._reporter(job))
        return f"{n:,} documents scored."

    def _snapshot(self, job: Job) -> str:
        from models.snapshot import take_snapshot

        taken = take_snapshot(self.db)
        return (
            f"Version {taken.model_id}: F1 {taken.metrics['f1']:.2f} on the locked slice, n = {taken.metrics['n']:,}."
        )

    def _mark_words(self, job: Job) -> str:
        from models.word_marking import mark_words

        return f"{mark_words(self.db, job.arguments['document_id']):,} words marked."

    def _train_spans(self, job: Job) -> str:
        from models.spans.serving import train_spans

        version = train_spans(self.db, self._reporter(job))
        metrics, serves = version.metrics, serving(self.db, SPANS).model_id == version.id
        said = f"Version {version.id}: F1 {metrics['f1']:.2f} of exact spans out of fold, n = {metrics['n_spans']:,}."
        return said if serves else f"{said} It is not used: {metrics['why']}"

    def _chore(self, chore: Callable) -> bool:
        """Do one batch of it; a chore that fails rests, and keeps no other from being done."""
        if self.pulse.stopping.is_set() or time.monotonic() < self.resting_until.get(chore, 0):
            return False
        try:
            return chore(self.db)
        except DatabaseDamaged:
            raise
        except DatabaseBusy as busy:
            log.info("%s", busy)
        except SitrepError as refusal:
            log.error("%s", refusal)
        except Exception as error:
            _logged(error, chore.__name__)
        self.resting_until[chore] = time.monotonic() + REST
        return False


JOBS = {
    TRAIN: Worker._train,
    SCORE: Worker._score,
    SNAPSHOT: Worker._snapshot,
    MARK_WORDS: Worker._mark_words,
    span_chores.TRAIN: Worker._train_spans,
}
GO_FIRST = {  # a long job to what somebody waits for: done at the job's next word on how far it is
    span_chores.TRAIN: (MARK_WORDS, SNAPSHOT, SCORE, TRAIN),
    TRAIN: (MARK_WORDS,),
}


def run(path: Path, *, parent: int | None = None, once: bool = False) -> bool:
    """Work until told to stop, until the parent process is gone, or (`once`) until nothing is left to do.

    Where another worker holds the lease: with a parent, wait for one's turn; without, see whether that one is alive
    and return False.
    """
    pulse = Pulse(path, parent)
    worker = Worker(path, pulse)
    with _stopped_by_signals(pulse):
        try:
            return _wait_for_turn(worker) and _work(worker, once)
        finally:
            pulse.end(worker.db)
            worker.db.conn.close()


@contextmanager
def _stopped_by_signals(pulse: Pulse) -> Iterator[None]:
    """SIGTERM and Ctrl+C let the step under way come to its end; a thread that is not the main one hears of neither."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_: pulse.stopping.set())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for_turn(worker: Worker) -> bool:
    pulse, until = worker.pulse, time.monotonic() + LEASE_SECONDS + BEAT
    while not pulse.stopping.is_set() and not pulse.orphaned():
        if pulse.take(worker.db):
            return True
        if pulse.parent is None and time.monotonic() > until:
            return False
        pulse.stopping.wait(PAUSE)
    return True


def _work(worker: Worker, once: bool) -> bool:
    pulse, next_chores = worker.pulse, 0.0
    while not pulse.stopping.is_set() and not pulse.orphaned():
        look = once or time.monotonic() >= next_chores
        if _careful_step(worker, chores=look):
            continue
        if once:
            break
        if look:
            next_chores = time.monotonic() + SLOW_PAUSE
        pulse.stopping.wait(PAUSE)
    return True


def _careful_step(worker: Worker, *, chores: bool) -> bool:
    """A step that no fault of the moment (a full disk, a long lock) ends the worker with."""
    try:
        return worker.step(chores=chores)
    except (DatabaseMoved, DatabaseDamaged) as error:
        log.error("the worker ends: %s", error)
        worker.pulse.stopping.set()
    except SitrepError as error:
        log.warning("%s", error)
    except Exception as error:
        _logged(error, "looking for work")
        worker.pulse.stopping.wait(SLOW_PAUSE)
    return False


def _logged(error: Exception, doing: str) -> str:
    """Log an error nobody expected, whole; returns the id to name to people."""
    error_id = secrets.token_hex(4)
    log.error("error %s in %s", error_id, doing, exc_info=error)
    return f"error {error_id}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m models.worker", description=__doc__)
    parser.add_argument("--db", type=Path, required=True, help="the project's database file")
    parser.add_argument("--parent", type=int, help="end when this process, which must be the parent, is gone")
    arguments = parser.parse_args()
    step_back()
    try:
        worked = run(arguments.db, parent=arguments.parent)
    except SitrepError as refusal:
        parser.exit(1, f"{refusal}\n")
    if not worked:
        log.info("another worker is at work on %s; this one ends", arguments.db)


if __name__ == "__main__":
    set_up_logs()
    main()
