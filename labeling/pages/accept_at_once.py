"""What all coders agree on, accepted or taken back at once, with a button that stops it between two documents."""

from collections.abc import Callable

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.errors import SitrepError
from labeling.core.plural import n_of
from labeling.pages.session import as_text
from labeling.store.adjudications import batches
from labeling.store.authors import Author
from labeling.workflow.accept_agreed import Progress, accept_agreed, new_batch, undo_batch

BATCHES = 5
DONE = "adjudicate_done"  # what the last button did, in words
RUNNING = "adjudicate_running"  # (what is done, under which group) until it has ended by itself
ACCEPT, TAKE_BACK = "accept", "take back"
BARS = {ACCEPT: "Accepting", TAKE_BACK: "Taking back"}


def accept_at_once(db: Database, author: Author, n_left: int) -> None:
    st.subheader("What all coders agree on")
    st.caption("Takes the spans and answers that are the same in all layers, where gold has nothing yet.")
    submit = st.checkbox("Submit documents without any difference", value=True)
    if st.button("Accept what all agree on", disabled=not n_left):
        group = new_batch()
        _run(
            ACCEPT,
            group,
            lambda bar: accept_agreed(db, author, batch=group, submit=submit, progress=bar).sentence,
        )
    for batch in batches(db, limit=BATCHES):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.text(f"{n_of(batch.n_documents, 'document')}, by {batch.by}, {minute(batch.at)} UTC")
        if button.button("Take back", key=batch.id):
            _take_back(db, author, batch.id)


def show_last(db: Database) -> None:
    """What became of the last of these; also where it was stopped."""
    if running := st.session_state.pop(RUNNING, None):
        doing, group = running
        found = batches(db, limit=1, batch=group)
        st.warning(_stopped(doing, found[0].n_documents if found else 0))
    if words := st.session_state.pop(DONE, None):
        st.success(as_text(words))


def _take_back(db: Database, author: Author, group: str) -> None:
    def taken_back(bar: Progress) -> str:
        return f"Taken back in {n_of(undo_batch(db, author, group, progress=bar), 'document')}."

    _run(TAKE_BACK, group, taken_back)


def _run(doing: str, group: str, work: Callable[[Progress], str]) -> None:
    """Do the work under a bar and a button Stop; then the page starts anew and says what became of it.

    Stop, or anything else that runs the page again, ends it at the next step of the bar with an exception of
    Streamlit's: between two documents, so that each is done or not begun, and the page says how many are.
    """
    st.session_state[RUNNING] = (doing, group)
    with st.container(border=True):
        st.button("Stop", key="adjudicate.stop")
        bar = st.progress(0.0, f"{BARS[doing]} …")
        try:
            said = work(lambda n, n_all: bar.progress(n / n_all, f"{BARS[doing]}: {n:,} of {n_all:,} documents …"))
        except SitrepError as refusal:
            said = str(refusal)
    del st.session_state[RUNNING]
    st.session_state[DONE] = said
    st.rerun()


def _stopped(doing: str, n: int) -> str:
    if doing == ACCEPT:
        return f"Stopped. {n_of(n, 'document')} {'were' if n != 1 else 'was'} taken" + (
            ", one batch: “Take back” below takes all of it back, “Accept” goes on with the others." if n else "."
        )
    return f"Stopped. {n_of(n, 'document')} of the batch still stand{'s' if n == 1 else ''}; “Take back” goes on."
