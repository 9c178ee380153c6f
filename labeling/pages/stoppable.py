"""Work on many documents at once, under a bar and a button that stops it between two of them."""

from collections.abc import Callable

import streamlit as st

from labeling.core.errors import SitrepError

Progress = Callable[[int, int], None]


def run_stoppable(name: str, note: object, doing: str, work: Callable[[Progress], str]) -> None:
    """Do the work under a bar and a button Stop; then the page starts anew, and `ended(name)` gives what `work` said.

    Stop, or anything else that runs the page again, ends it at the next step of the bar with an exception of
    Streamlit's: between two documents, so that each is done or not begun. Then `stopped(name)` gives the note.
    """
    st.session_state[f"{name} running"] = note
    with st.container(border=True):
        st.button("Stop", key=f"{name}.stop")
        bar = st.progress(0.0, f"{doing} …")
        try:
            said = work(lambda n, n_all: bar.progress(n / n_all, f"{doing}: {n:,} of {n_all:,} documents …"))
        except SitrepError as refusal:
            said = str(refusal)
    del st.session_state[f"{name} running"]
    st.session_state[f"{name} ended"] = said
    st.rerun()


def stopped(name: str) -> object | None:
    """The note of work that was stopped, once."""
    return st.session_state.pop(f"{name} running", None)


def ended(name: str) -> str | None:
    """What was said at the end of the last work, once."""
    return st.session_state.pop(f"{name} ended", None)
