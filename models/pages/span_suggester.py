"""The span suggester: which labels it has learned well enough to suggest, and the button that trains it."""

from collections.abc import Mapping

import streamlit as st

from labeling.core.plural import n_of
from labeling.pages.session import as_text, signed_in_author
from labeling.store.jobs import newest_job, open_job
from labeling.store.learned.models import model_versions
from labeling.store.learned.readings import KIND, n_finished_with_spans
from labeling.store.serving import serving
from labeling.workflow.jobs import ask_worker
from labeling.workflow.suggesting.precision import precision
from models.pages.job_progress import watch
from models.pages.shown_suggestions import shown_suggestions, words
from models.pages.view import View
from models.pages.words import figure
from models.spans.chores import FIRST, TRAIN

LEARNED, KNOWN = "learned", "dictionary and gazetteer"


def show(view: View) -> str:
    versions, chosen = model_versions(view.db, KIND), serving(view.db, KIND)
    version = next((one for one in versions if chosen and one.id == chosen.model_id), None)
    at_least = precision(view.db)
    st.markdown("#### Who suggests spans")
    if version:
        _table(version.id, version.metrics, at_least)
        if versions[0].id != version.id:
            st.caption(as_text(f"Version {versions[0].id} is newer and not in use: {versions[0].metrics.get('why')}"))
    else:
        st.info("The dictionary and the gazetteer suggest all labels. A model of spans learns from what people mark.")
    _train(view)
    shown_suggestions(view.db, version)
    return f"sitrep train spans\nsitrep suggestions --right {precision(view.db):g}"


def _table(number: int, metrics: Mapping, at_least: float) -> None:
    learned = set(metrics.get("model_labels", ()))
    labels = metrics.get("labels", {})
    rows = []
    for name, row in labels.items():
        least = (row.get("shown_from") or {}).get(str(at_least)) if name in learned else None
        rows.append(
            {
                "Label": name,
                "Suggested by": KNOWN if least is None else LEARNED,
                "Shown from": "–" if least is None else f"{least:.2f}",
                "F1": figure(row.get("f1"), row.get("f1_low"), row.get("f1_high")),
                "F1 of dictionary and gazetteer": figure(row.get("known_f1")),
                "Precision": figure(row.get("precision")),
                "Recall": figure(row.get("recall")),
                "Spans (n)": row.get("n_spans"),
            }
        )
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch", alt="Figures of the span suggester by label")
    f1 = figure(metrics.get("f1"), metrics.get("f1_low"), metrics.get("f1_high"))
    n_marked, n_finished = metrics.get("n_marked", 0), metrics.get("n_finished", 0)
    some = f" It learned from {n_marked:,} of {n_finished:,} finished documents with marks." * (n_marked < n_finished)
    known = f", dictionary and gazetteer alone {metrics['known_f1']:.2f}" if metrics.get("known_f1") is not None else ""
    st.caption(
        f"Version {number}: F1 {f1}{known}; n = {metrics.get('n', 0):,} documents with {metrics.get('n_spans', 0):,} "
        "spans that it did not see; F1, precision and recall are of what was learned. “Shown from”: the score from "
        f"which that is right at least {words(at_least)}. Where it never is, or is no better, dictionary and gazetteer "
        f"suggest.{some}"
    )


def _train(view: View) -> None:
    if running := open_job(view.db, TRAIN):
        watch(running, "training of spans")
        return
    n_marked = n_finished_with_spans(view.db)
    if not n_marked:
        st.caption("No finished document has marks yet, so there is nothing to learn from.")
        st.link_button("Go on marking", "/annotate")
        return
    if st.button("Train the span suggester"):
        ask_worker(view.db, signed_in_author(), TRAIN, {"why": "button", "n_marked": n_marked})
        st.rerun()
    st.caption(
        f"{n_of(n_marked, 'finished document')} with marks; it trains by itself from {FIRST} on, and as more come."
    )
    last = newest_job(view.db, TRAIN)
    if last and last.state == "failed":
        st.error(as_text(f"The last training failed: {last.message}"))
