"""The Detector page: is the model worth using yet, what to do next, what changed."""

import streamlit as st

from labeling.core.scheme import Question
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in
from labeling.store.jobs import Job, add_job, cancel_job, jobs, open_job
from labeling.store.leases import lease_held
from labeling.store.models import ModelVersion, model_versions
from labeling.store.schemes import current_scheme
from labeling.store.suggestions import n_scored
from labeling.workflow.readiness import Readiness, readiness
from models.pages import plots

JOB, KIND, LEASE = "train_detector", "detector", "worker"


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
        st.markdown(f"**{as_text(_verdict(versions, question))}**")
        _train(readiness(db, question), versions)
        if versions:
            _figures(versions, question)
            _scores(n_scored(db, versions[0].id))
            _versions(versions)
    command_line("sitrep train detector")


def _verdict(versions: list[ModelVersion], question: Question) -> str:
    """Whether the newest version is worth using, in one sentence."""
    if not versions:
        return f"No detector yet. It learns from your answers to “{question.text}”."
    figures = versions[0].metrics
    better = figures["f1"] - figures["all_yes_f1"]
    measured = f"F1 {figures['f1']:.2f} against {figures['all_yes_f1']:.2f}, out of fold, n = {figures['n']:,}"
    if figures["n"] < 50:
        return f"Too early to tell: {measured}. Below 50 answers figures jump; keep answering."
    if better > 0.02:
        return f"Finds reports better than answering “{question.positive}” to everything: {measured}."
    return f"Not better yet than answering “{question.positive}” to everything: {measured}. More answers help most."


def _train(ready: Readiness, versions: list[ModelVersion]) -> None:
    db = page_database()
    running = open_job(db, JOB)
    if running:
        _watch(running.id)
        return
    since = ready.n_answers - (versions[0].metrics.get("n_answers", 0) if versions else 0)
    clicked = st.button("Train the detector", type="primary", disabled=bool(ready.missing))
    if ready.missing:
        st.caption(as_text(ready.missing))
        st.link_button("Go on answering", "/annotate")
    elif versions:
        st.caption(f"{since:,} answers since the newest version; after 25 it trains by itself.")
    else:
        st.caption(f"{ready.n_answers:,} documents are answered.")
    if clicked:
        add_job(db, JOB, {"why": "button"})
        st.rerun()
    _last_failure(db)


def _last_failure(db) -> None:
    last = next((job for job in jobs(db) if job.kind == JOB), None)
    if last and last.state == "failed":
        st.error(as_text(f"The last training failed: {last.message}"))


@st.fragment(run_every=1)
def _watch(job_id: int) -> None:
    db = page_database()
    job = open_job(db, JOB)
    if job is None or job.id != job_id:
        st.rerun()
    st.progress(min(1.0, job.progress), text=as_text(_progress_words(job)))
    if not lease_held(db, LEASE):
        st.warning("No worker is at work. Start one with: sitrep worker")
    if st.button("Stop"):
        cancel_job(db, job_id)
        st.rerun()


def _progress_words(job: Job) -> str:
    if job.state == "waiting":
        return "Waiting for the worker …"
    return f"Training: {job.message or 'reading the answers'} …"


def _figures(versions: list[ModelVersion], question: Question) -> None:
    now, before = versions[0].metrics, versions[1].metrics if len(versions) > 1 else {}
    n = f"n = {now['n']:,}: {now['n_positive']:,} {question.positive}, {now['n_negative']:,} {question.negative}"
    shown = (
        ("Average precision", "average_precision", "normal", "How well reports rank above the rest; 1 is perfect."),
        ("Macro-F1", "macro_f1", "normal", "F1 of both answers, averaged: blind guessing cannot win it."),
        ("Brier", "brier", "inverse", "Mean squared error of the probabilities; lower is better, .25 is a coin."),
        ("F1 of all-yes", "all_yes_f1", "off", "What answering yes to everything would get: the trap to beat."),
        ("F1", "f1", "normal", f"F1 of “{question.positive}” from the threshold {now['threshold']:.2f} on."),
    )
    for column, (name, key, colour, meaning) in zip(st.columns(len(shown)), shown, strict=True):
        delta = None if key not in before or key == "all_yes_f1" else round(now[key] - before[key], 3)
        column.metric(name, f"{now[key]:.3f}", delta, delta_color=colour, help=f"{meaning} Out of fold, {n}.")
    st.caption(f"{now['method']}, {n}" + ("; changes against the version before." if before else "."))
    left, right = st.columns(2)
    with left:
        st.subheader("More answers, better figures?")
        if now["learning_curve"]:
            held_out = now["learning_curve"][0]["n_held_out"]
            st.caption(f"Trained on part of the answers, measured on {held_out:,} others; mean of 2 draws.")
            st.altair_chart(plots.learning_curve(now["learning_curve"]), width="stretch")
        else:
            st.caption("With more answers a learning curve comes up here.")
    with right:
        st.subheader("Does a score mean what it says?")
        st.caption("On the line, documents scored 70 % are reports 7 times in 10. Size: number of documents.")
        st.altair_chart(plots.calibration(now["calibration"]), width="stretch")


def _scores(n: int) -> None:
    st.caption(f"{n:,} documents carry a score of the newest version.")
    st.link_button("See those it is least sure of", "/documents?sort=uncertain")


def _versions(versions: list[ModelVersion]) -> None:
    st.subheader("Versions")
    rows = [
        {
            "Version": version.id,
            "Trained": version.trained_at[:16].replace("T", " "),
            "n": version.metrics["n"],
            "AP": version.metrics["average_precision"],
            "Macro-F1": version.metrics["macro_f1"],
            "F1": version.metrics["f1"],
            "All-yes F1": version.metrics["all_yes_f1"],
            "Brier": version.metrics["brier"],
            "Threshold": version.metrics["threshold"],
            "Data": version.trained_on[:8],
        }
        for version in versions
    ]
    number = st.column_config.NumberColumn(format="%.3f")
    names = ("AP", "Macro-F1", "F1", "All-yes F1", "Brier", "Threshold")
    data = st.column_config.TextColumn(help="Fingerprint of the answers it was trained on")
    st.dataframe(rows, hide_index=True, width="stretch", column_config=dict.fromkeys(names, number) | {"Data": data})
