"""The span suggester: which labels it has learned well enough to suggest, and the button that trains it."""

from importlib.util import find_spec

import streamlit as st

from labeling.pages.session import as_text
from labeling.store.jobs import add_job, jobs, open_job
from labeling.store.models import model_versions
from models.chores import TRAIN_SPANS
from models.pages.job_progress import watch
from models.pages.view import View
from models.pages.words import figure

KIND = "spans"
LEARNED, KNOWN = "learned", "dictionary and gazetteer"


def show(view: View) -> None:
    versions = model_versions(view.db, KIND)
    st.markdown("#### Who suggests spans")
    if versions:
        _table(versions[0].id, versions[0].metrics)
    else:
        st.info("The dictionary and the gazetteer suggest all labels. A model of spans learns from what people mark.")
    if find_spec("models.spans"):
        _train(view)


def _table(number: int, metrics: dict) -> None:
    learned = set(metrics.get("model_labels", ()))
    labels = metrics.get("labels", {})
    rows = [
        {
            "Label": name,
            "Suggested by": LEARNED if name in learned else KNOWN,
            "F1": figure(row.get("f1"), row.get("f1_low"), row.get("f1_high")),
            "Precision": figure(row.get("precision")),
            "Recall": figure(row.get("recall")),
            "Spans (n)": row.get("n_spans"),
            "Shown from": _shown(row),
        }
        for name, row in labels.items()
    ]
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch", alt="Figures of the span suggester by label")
    f1 = figure(metrics.get("f1"), metrics.get("f1_low"), metrics.get("f1_high"))
    known = f", dictionary and gazetteer alone {metrics['known_f1']:.2f}" if metrics.get("known_f1") is not None else ""
    st.caption(
        f"Version {number}: F1 {f1}{known}; n = {metrics.get('n', 0):,} documents with {metrics.get('n_spans', 0):,} "
        "spans that it did not see. “Shown from”: the score of a suggestion that is right at least every second time."
    )


def _shown(row: dict) -> str:
    score = (row.get("shown_from") or {}).get("0.5")
    return "–" if score is None else f"{score:.2f}"


def _train(view: View) -> None:
    if running := open_job(view.db, TRAIN_SPANS):
        watch(running, "training of spans")
        return
    if st.button("Train the span suggester"):
        add_job(view.db, TRAIN_SPANS, {"why": "button"})
        st.rerun()
    last = next((job for job in jobs(view.db) if job.kind == TRAIN_SPANS), None)
    if last and last.state == "failed":
        st.error(as_text(f"The last training failed: {last.message}"))
