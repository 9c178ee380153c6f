"""The threshold as a choice people understand: find so many of the reports, read so many of the documents."""

import streamlit as st

from labeling.core.plural import n_of
from labeling.pages.session import as_text, signed_in_author
from labeling.store.learned.models import threshold_for
from models.pages import curve_plots
from models.pages.view import View
from models.pages.words import finding, of_100
from models.versions.at_threshold import AtThreshold, at_threshold
from models.versions.choice import choose

BALANCE = None


def show(view: View) -> str | None:
    metrics, offers = view.metrics, view.metrics.get("offers", ())
    if not offers or not view.rows:
        st.info("This version is from before thresholds were measured. Train again to choose one.")
        return "sitrep train detector"
    st.markdown("#### How many of the reports should it find?")
    recalls = [BALANCE, *(offer["recall"] for offer in offers)]
    in_use = view.recall if view.recall in recalls else BALANCE
    chosen = st.select_slider(
        "Reports to find",
        recalls,
        value=in_use,
        format_func=finding,
        key=f"recall of {view.version.id}",
        label_visibility="collapsed",
    )
    found = at_threshold(view.rows, threshold_for(metrics, chosen), view.offer(chosen))
    if found is None:
        st.info("None of the answered documents is a report, so there is nothing to find.")
        return None
    st.markdown(_sentence(view, chosen, found))
    _use(view, chosen, in_use)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown("##### Read, and found")
        chart = curve_plots.workload(metrics["recall_by_reading"], (found.read, found.recall.share))
        st.altair_chart(chart, width="stretch", alt="Share of reports found by share of documents read")
    with right:
        st.markdown("##### Found, and right")
        point = (found.recall.share, found.precision.share) if found.precision else None
        chart = curve_plots.precision_by_recall(metrics["precision_by_recall"], point)
        st.altair_chart(chart, width="stretch", alt="Precision by recall")
    st.caption(
        f"n = {found.n:,} documents, {found.recall.n:,} of them reports, out of fold; “find …” counts documents "
        "without an answer too, by their scores. The bands are 95 % intervals; the dot is the choice."
    )
    return f"sitrep versions --find {chosen:g}" if chosen else f"sitrep versions --use {view.version.id}"


def _sentence(view: View, chosen: float | None, found: AtThreshold) -> str:
    aim = "For the best balance" if chosen is None else f"To find {chosen * 100:.0f} % of the reports"
    recall = found.recall
    finds = f"It finds {of_100(recall.share, recall.low, recall.high)} of 100 reports"
    right = "nothing is called a report"
    if found.precision:
        right = (
            f"{of_100(found.precision.share, found.precision.low, found.precision.high)} of 100 it brings are reports"
        )
    offer = view.offer(chosen)
    doubt = ""
    if offer and offer["promised"] < chosen - 0.005:
        doubt = f" With {n_of(recall.n, 'report')} known, no more than {offer['promised'] * 100:.0f} % can be promised."
    return f"**{aim}, read {found.read * 1000:.0f} of 1,000 documents.** {finds}; {right}.{doubt}"


def _use(view: View, chosen: float | None, in_use: float | None) -> None:
    """Dragging only looks; the queue, the lists and screening follow when it is taken into use."""
    if chosen == in_use:
        st.caption("In use: the queue, the list of documents and screening say yes from this threshold on.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(f"Use “{finding(chosen)}”", key="use threshold"):
            why = f"The threshold was set: {finding(chosen)}."
            choose(view.db, None, recall=chosen, why=why, author=signed_in_author())
            st.rerun()
        st.caption(as_text(f"Until then “{finding(in_use)}” is in use by the queue, the lists and screening."))
