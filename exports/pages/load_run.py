"""The load itself on the Load page: progress, the time left, and a button that stops it."""

import time
from collections.abc import Callable

import streamlit as st
from sqlite_utils import Database

from exports.load_figures import summary
from exports.loading import whole
from exports.pages.load_check import forget
from labeling.pages.session import signed_in_author

DONE, RUNNING = "load.done", "load.running"


def run(db: Database, checked: whole.Checked) -> None:
    """Write what was checked; then the page starts anew.

    Stop, or anything else that runs the page again, ends it at the next step of the bar with an exception of
    Streamlit's, which undoes the transaction: then nothing was loaded, and the page says so.
    """
    st.session_state[RUNNING] = True
    st.button("Stop", key="load.stop")
    report = whole.load(db, checked, progress=_bar(), author=signed_in_author())
    st.session_state[DONE] = summary(report, checked.left_out)
    _end()
    st.session_state["load.round"] += 1  # a new uploader: the files that were loaded are gone from the page
    st.rerun()


def show_last() -> None:
    """What became of the load before."""
    if st.session_state.pop(RUNNING, False):
        forget()
        st.warning("The loading was stopped. Nothing was loaded.")
    if said := st.session_state.pop(DONE, None):
        st.success(said)
        annotate, documents, _ = st.columns([1, 1, 4])
        annotate.link_button("Annotate", "/annotate", type="primary", width="stretch")
        documents.link_button("Documents", "/documents", width="stretch")


def refused() -> None:
    """The load ended by a refusal, which is shown by itself."""
    _end()


def time_left(seconds: float) -> str:
    """
    >>> time_left(3), time_left(200)
    ('3 s left', '3 min left')
    """
    return f"{seconds:.0f} s left" if seconds < 90 else f"{seconds / 60:.0f} min left"


def _end() -> None:
    st.session_state.pop(RUNNING, None)
    forget()


def _bar() -> Callable[[int, int], None]:
    bar, began = st.progress(0.0, "Writing …"), time.monotonic()

    def progress(n: int, n_all: int) -> None:
        share = n / max(n_all, 1)
        left = time_left((time.monotonic() - began) * (1 - share) / max(share, 0.001))
        bar.progress(share, f"Writing {n:,} of {n_all:,} layers, {left}")

    return progress
