"""What all coders agree on, accepted or taken back at once, with a button that stops it between two documents."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.plural import n_of
from labeling.pages.session import as_text
from labeling.pages.stoppable import Progress, ended, run_stoppable, stopped
from labeling.store.adjudications import batches
from labeling.store.authors import Author
from labeling.workflow.settling.accept_agreed import accept_agreed, new_batch, undo_batch

BATCHES = 5
NAME = "adjudicate"
ACCEPT, TAKE_BACK = "accept", "take back"
BARS = {ACCEPT: "Accepting", TAKE_BACK: "Taking back"}


def accept_at_once(db: Database, author: Author, n_left: int) -> None:
    st.subheader("What all coders agree on")
    st.caption("Takes the spans and answers that are the same in all layers, where gold has nothing yet.")
    submit = st.checkbox("Submit documents without any difference", value=True)
    if st.button("Accept what all agree on", disabled=not n_left):
        group = new_batch()
        run_stoppable(
            NAME,
            (ACCEPT, group),
            BARS[ACCEPT],
            lambda bar: accept_agreed(db, author, batch=group, submit=submit, progress=bar).sentence,
        )
    for batch in batches(db, limit=BATCHES):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.text(f"{n_of(batch.n_documents, 'document')}, by {batch.by}, {minute(batch.at)} UTC")
        if button.button("Take back", key=batch.id):
            _take_back(db, author, batch.id)


def show_last(db: Database) -> None:
    """What became of the last of these; also where it was stopped."""
    if running := stopped(NAME):
        doing, group = running
        found = batches(db, limit=1, batch=group)
        st.warning(_stopped(doing, found[0].n_documents if found else 0))
    if words := ended(NAME):
        st.success(as_text(words))


def _take_back(db: Database, author: Author, group: str) -> None:
    def taken_back(bar: Progress) -> str:
        return f"Taken back in {n_of(undo_batch(db, author, group, progress=bar), 'document')}."

    run_stoppable(NAME, (TAKE_BACK, group), BARS[TAKE_BACK], taken_back)


def _stopped(doing: str, n: int) -> str:
    if doing == ACCEPT:
        return f"Stopped. {n_of(n, 'document')} {'were' if n != 1 else 'was'} taken" + (
            ", one batch: “Take back” below takes all of it back, “Accept” goes on with the others." if n else "."
        )
    return f"Stopped. {n_of(n, 'document')} of the batch still stand{'s' if n == 1 else ''}; “Take back” goes on."
