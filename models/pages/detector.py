"""The Detector page: is the model worth using yet, what to do next, what changed."""

import streamlit as st
from sqlite_utils import Database

from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in
from labeling.store.documents import n_documents
from labeling.store.jobs import Job, add_job, cancel_job, jobs, open_job
from labeling.store.leases import lease_held
from labeling.store.models import ModelVersion, model_versions
from labeling.store.schemes import current_scheme
from labeling.store.suggestions import n_scored
from labeling.workflow.readiness import Readiness, readiness
from models.chores import KIND, RETRAIN_AFTER, TRAIN
from models.pages.verdict import verdict
from models.process import LEASE


def show() -> None:
    signed_in()
    st.title("Detector")
    db = page_database()
    question = current_scheme(db).detector_question
    if question is None:
        st.info("The scheme has no question with a positive and a negative value, so there is nothing to detect.")
        return
    with plain_errors():
        versions = model_versions(db, KIND)
        st.markdown(f"**{as_text(verdict(versions[0].metrics if versions else None, question))}**")
        _training(db, readiness(db, question), versions)
        if versions:
            from models.pages.figures import show_figures, show_versions

            show_figures(versions, question)
            _scores(n_scored(db, versions[0].id), n_documents(db))
            show_versions(versions)
    command_line("sitrep train detector")


def _training(db: Database, ready: Readiness, versions: list[ModelVersion]) -> None:
    """The button, or what it waits for, or how far the training is."""
    if running := open_job(db, TRAIN):
        _watch(running.id)
        return
    clicked = st.button("Train the detector", type="primary", disabled=bool(ready.missing))
    if ready.missing:
        st.caption(as_text(ready.missing))
        st.link_button("Go on answering", "/annotate")
    elif versions:
        since = max(0, ready.n_answers - versions[0].metrics.get("n_answers", 0))
        came = f"{since:,} answers came" if since != 1 else "1 answer came"
        st.caption(f"{came} since version {versions[0].id}; after {RETRAIN_AFTER} it trains by itself.")
    else:
        st.caption(f"{ready.n_answers:,} documents are answered. This takes seconds.")
    if clicked:
        add_job(db, TRAIN, {"why": "button", "n_answers": ready.n_answers})
        st.rerun()
    last = next((job for job in jobs(db) if job.kind == TRAIN), None)
    if last and last.state == "failed":
        st.error(as_text(f"The last training failed: {last.message}"))


@st.fragment(run_every=1)
def _watch(job_id: int) -> None:
    """The open training, looked at every second; the page comes back with the new figures when it ends."""
    db = page_database()
    job = open_job(db, TRAIN)
    if job is None or job.id != job_id:
        st.rerun()
    st.progress(min(1.0, max(0.0, job.progress)), text=as_text(_progress_words(job)))
    if not lease_held(db, LEASE):
        st.warning("No worker is at work on this project. Start one with `sitrep worker`.")
    if st.button("Stop the training"):
        cancel_job(db, job_id)
        st.rerun()


def _progress_words(job: Job) -> str:
    if job.state == "waiting":
        return "Waiting for the worker …"
    return f"Training: {job.message or 'reading the answers'} …"


def _scores(n: int, n_all: int) -> None:
    behind = "" if n >= n_all else " The others follow within seconds while a worker is at work."
    st.caption(f"{n:,} of {n_all:,} documents carry a score of the newest version.{behind}")
    st.link_button("See those it is least sure of", "/documents?sort=uncertain")
