"""The worker: trains, scores and tokenises. It meets the pages in the database only; one at a time, by a lease."""

import argparse
import logging
import os
import secrets
import signal
import threading
import time
from pathlib import Path

from labeling.core.errors import DatabaseBusy, SitrepError
from labeling.store.answers import n_answers
from labeling.store.database import open_database
from labeling.store.jobs import Job, add_job, claim_job, fail_job, finish_job, jobs, open_job, report_progress
from labeling.store.leases import release_lease, take_lease
from labeling.store.models import model_versions
from labeling.store.schemes import current_scheme
from labeling.store.tokens import documents_without_tokens, write_tokens
from labeling.workflow.readiness import readiness
from models.process import LEASE

PAUSE = 0.5  # seconds between two looks at the database
LEASE_SECONDS = 15
TOKEN_BATCH = 50
RETRAIN_AFTER = 25  # answers
NICENESS = 5
log = logging.getLogger("sitrep.worker")


class Cancelled(Exception):
    """Somebody stopped the job that is under way."""


class Worker:
    """One pass after another over what there is to do. `step` does one thing and says whether there was any."""

    def __init__(self, path: Path) -> None:
        self.db = open_database(path, create=False)
        self.path = path
        self.holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        self.stopped = threading.Event()
        self.detector = None  # the version that was loaded last

    def begin(self) -> bool:
        """Take the lease and keep it from a thread of its own, however long a job takes; False if it is taken."""
        if not take_lease(self.db, LEASE, self.holder, LEASE_SECONDS):
            return False
        threading.Thread(target=self._keep_lease, daemon=True).start()
        return True

    def end(self) -> None:
        self.stopped.set()
        release_lease(self.db, LEASE, self.holder)
        self.db.close()

    def step(self) -> bool:
        if job := claim_job(self.db, self.holder):
            self._do(job)
            return True
        return self._tokenise() or self._ask_for_training() or self._score()

    def _keep_lease(self) -> None:
        db = open_database(self.path, create=False)
        while not self.stopped.wait(LEASE_SECONDS / 5):
            try:
                if not take_lease(db, LEASE, self.holder, LEASE_SECONDS):
                    self.stopped.set()  # this process was asleep for so long that another one took over
            except DatabaseBusy:
                log.warning("the database was busy; the lease is renewed at the next turn")
            except SitrepError as error:
                log.error("the worker ends: %s", error)
                self.stopped.set()

    def _do(self, job: Job) -> None:
        try:
            finish_job(self.db, job.id, KINDS[job.kind](self, job))
        except Cancelled:
            log.info("job %s was stopped", job.id)
        except SitrepError as refusal:
            fail_job(self.db, job.id, str(refusal))
        except Exception as error:
            error_id = secrets.token_hex(4)
            log.error("error %s in job %s (%s)", error_id, job.id, job.kind, exc_info=error)
            fail_job(
                self.db,
                job.id,
                f"Something went wrong in the worker (error {error_id}). The model from before serves on.",
            )

    def _reporter(self, job: Job):
        def report(share: float, what: str) -> None:
            if not report_progress(self.db, job.id, share, what) or self.stopped.is_set():
                raise Cancelled

        return report

    def _train(self, job: Job) -> str:
        from models.training import train_detector

        version = train_detector(self.db, self._reporter(job))
        metrics = version.metrics
        return f"Version {version.id}: F1 {metrics['f1']:.2f} out of fold, n = {metrics['n']:,}."

    def _score_job(self, job: Job) -> str:
        from models.training import newest_detector, score_documents

        n = score_documents(self.db, newest_detector(self.db), self._reporter(job))
        return f"{n:,} documents scored."

    def _tokenise(self) -> bool:
        rows = documents_without_tokens(self.db, TOKEN_BATCH)
        if rows:
            from labeling.nlp.tokens import tokenise

            ids = [document_id for document_id, _ in rows]
            write_tokens(self.db, zip(ids, tokenise(text for _, text in rows), strict=True))
        return bool(rows)

    def _ask_for_training(self) -> bool:
        """Add a training job after each RETRAIN_AFTER answers, and once as soon as there are enough for the first."""
        question = current_scheme(self.db).detector_question
        if question is None or open_job(self.db, "train_detector"):
            return False
        n_now, versions = n_answers(self.db, question.name), model_versions(self.db, "detector")
        if versions:
            due = n_now - versions[0].metrics.get("n_answers", 0) >= RETRAIN_AFTER
        else:
            due = n_now >= RETRAIN_AFTER and not readiness(self.db, question).missing and not self._tried(n_now)
        if due:
            add_job(self.db, "train_detector", {"why": "answers", "n_answers": n_now})
        return due

    def _tried(self, n_now: int) -> bool:
        """Whether a first training failed on nearly the same answers: it is not asked for again at once."""
        last = next((job for job in jobs(self.db) if job.kind == "train_detector"), None)
        return last is not None and n_now - last.arguments.get("n_answers", n_now) < RETRAIN_AFTER

    def _score(self) -> bool:
        """Score a batch of documents that the newest version has not scored."""
        versions = model_versions(self.db, "detector")
        if not versions:
            return False
        from models.training import newest_detector, score_batch

        if self.detector is None or self.detector.id != versions[0].id:
            self.detector = newest_detector(self.db)
        return score_batch(self.db, self.detector) > 0


KINDS = {"train_detector": Worker._train, "score_documents": Worker._score_job}


def run(path: Path, *, parent: int | None = None, once: bool = False) -> bool:
    """Work until told to stop, until the parent process is gone, or (`once`) until nothing is left to do.

    False where another worker holds the lease.
    """
    worker = Worker(path)
    if not worker.begin():
        worker.db.close()
        return False
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: worker.stopped.set())
        signal.signal(signal.SIGINT, lambda *_: worker.stopped.set())
    try:
        while not worker.stopped.is_set():
            if parent is not None and os.getppid() != parent:
                break
            if not _careful_step(worker):
                if once:
                    break
                time.sleep(PAUSE)
    finally:
        worker.end()
    return True


def _careful_step(worker: Worker) -> bool:
    try:
        return worker.step()
    except DatabaseBusy as busy:
        log.warning("%s", busy)
        time.sleep(PAUSE)
        return True
    except SitrepError as refusal:
        log.error("%s", refusal)
        time.sleep(10 * PAUSE)
        return False


def main() -> None:
    parser = argparse.ArgumentParser(prog="models.worker", description=__doc__)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--parent", type=int)
    arguments = parser.parse_args()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    run(arguments.db, parent=arguments.parent)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    main()
