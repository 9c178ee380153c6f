"""The locked test slice on the page: what versions got on it, when, and the seldom-pressed button to look again."""

import streamlit as st

from labeling.core.clock import minute
from labeling.core.plural import n_of
from labeling.pages.session import as_text, signed_in_author
from labeling.store.jobs import newest_job, open_job
from labeling.store.learned.snapshots import snapshots
from labeling.store.locked_slice import locked_ids
from labeling.workflow.jobs import ask_worker
from models.chores import FEWEST_LOCKED, SNAPSHOT
from models.doubtful import answers_today
from models.pages.job_progress import watch
from models.pages.view import View
from models.pages.words import bounds, figure


def locked_slice(view: View) -> None:
    st.markdown("#### On the locked test slice")
    locked = locked_ids(view.db, before=view.version.trained_at)
    if not locked:
        st.info(
            "No document was locked before this version was trained. From 50 documents on a fifth of what is loaded "
            "is, but no samples and nothing that comes with labels. Load, train again, and measure here."
        )
        return
    taken = snapshots(view.db)
    _table(taken)
    if running := open_job(view.db, SNAPSHOT):
        watch(running, "measuring")
        return
    today = answers_today(view.db, view.question.name)
    clear = [today[one] for one in locked if today.get(one) in (view.question.positive, view.question.negative)]
    if len(clear) < FEWEST_LOCKED or len(set(clear)) < 2:
        st.caption(
            f"{len(clear):,} of {n_of(len(locked), 'locked document')} answered; to measure, {FEWEST_LOCKED} "
            "answers are needed, both kinds among them. The queue deals locked documents among the random ones."
        )
        st.link_button("Go on answering", "/annotate")
        return
    if st.button("Measure on the locked slice"):
        ask_worker(view.db, signed_in_author(), SNAPSHOT, {}, action="lead")
        st.rerun()
    st.caption(
        f"{n_of(len(clear), 'answer')} to measure on. Look seldom, before a decision: who changes things after each "
        f"look fits them to the slice. Looks so far: {len(taken)}."
    )
    last = newest_job(view.db, SNAPSHOT)
    if last and last.state == "failed":
        st.error(as_text(f"The last measuring failed: {last.message}"))


def _table(taken: list) -> None:
    if not taken:
        return
    rows = [
        {
            "Measured (UTC)": minute(one.at),
            "Version": one.model_id,
            "n": one.metrics["n"],
            "Reports": one.metrics["n_positive"],
            "Average precision": figure(one.metrics["average_precision"], *bounds(one.metrics, "average_precision")),
            "Brier": figure(one.metrics["brier"], *bounds(one.metrics, "brier")),
            "Says yes from": f"{one.metrics['threshold']:.2f}",
            "F1": figure(one.metrics["f1"], *bounds(one.metrics, "f1")),
            "Found (recall)": figure(_share(one.metrics, "false_negatives"), *bounds(one.metrics, "recall")),
            "Right (precision)": figure(_share(one.metrics, "false_positives"), *bounds(one.metrics, "precision")),
        }
        for one in taken
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt="Figures on the locked test slice by date")
    st.caption(
        "Drawn at random from what was loaded and never learned from. F1, recall and precision are at the threshold in "
        "use at the time, so another choice of threshold changes them; average precision and Brier stay."
    )


def _share(metrics: dict, wrong: str) -> float | None:
    """What was rightly called a report, among that and what was wrong."""
    n = metrics["true_positives"] + metrics[wrong]
    return metrics["true_positives"] / n if n else None
