"""Asking the worker for something, and stopping it."""

from sqlite_utils import Database

from labeling.store import jobs as store
from labeling.store.authors import Author
from labeling.workflow.accounts.permission import check_allowed


def ask_worker(db: Database, author: Author | None, kind: str, arguments: dict, *, action: str = "train") -> int:
    """Add a job and return its id. `action`: what somebody must be allowed to do; everybody may train."""
    check_allowed(db, author, action)
    return store.add_job(db, kind, arguments)


def stop_job(db: Database, author: Author | None, job_id: int) -> None:
    """The worker notices at its next report."""
    check_allowed(db, author, "train")
    store.cancel_job(db, job_id)
