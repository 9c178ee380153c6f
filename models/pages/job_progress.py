"""A job of the worker on the page: how far it is, a way to stop it, what to do where no worker is there."""

import streamlit as st

from labeling.pages.session import as_text, page_database, signed_in_author
from labeling.store.jobs import Job
from labeling.store.jobs import job as stored_job
from labeling.store.leases import lease_held
from labeling.workflow.jobs import stop_job
from models.process import LEASE


def watch(job: Job, doing: str) -> None:
    """`doing` is a noun: training, measuring."""
    _watch(job.id, doing)


@st.fragment(run_every=1)
def _watch(job_id: int, doing: str) -> None:
    """Looked at every second; the page comes back with the new figures when the job ends."""
    db = page_database()
    job = stored_job(db, job_id)
    if job is None or job.state not in ("waiting", "running"):
        st.rerun()
    st.progress(min(1.0, max(0.0, job.progress)), text=as_text(_words(job, doing)))
    if not lease_held(db, LEASE):
        st.warning("No worker is at work on this project. Start one with `sitrep worker`.")
    if st.button(f"Stop the {doing}", key=f"stop {job_id}"):
        stop_job(db, signed_in_author(), job_id)
        st.rerun()


def _words(job: Job, doing: str) -> str:
    if job.state == "waiting":
        return f"{doing.capitalize()}: waiting for the worker …"
    return f"{doing.capitalize()}: {job.message or 'reading the answers'} …"
