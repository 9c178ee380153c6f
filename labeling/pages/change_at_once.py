"""Many of one's own spans changed or taken back at once, with a button that stops it between two documents."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.plural import n_of
from labeling.pages.session import as_text
from labeling.pages.stoppable import Progress, ended, run_stoppable, stopped
from labeling.store.authors import Author
from labeling.store.changed_at_once import changes_at_once
from labeling.store.schemes import current_scheme
from labeling.store.span_search import FoundSpan
from labeling.workflow.change_at_once import change_spans, new_group, take_back
from labeling.workflow.span_search import Wanted, find_spans

NAME, CHANGES, REMOVE = "spans", 5, "remove them"


def change_at_once(db: Database, author: Author, wanted: Wanted, ticked: list[FoundSpan], n_all: int) -> None:
    """What can be done with the spans that are ticked, or with all that are found."""
    with st.expander("Change many at once", expanded=bool(ticked)):
        n = len(ticked) or n_all
        st.caption(
            f"{'The' if ticked else 'All'} {n_of(n, 'span')} {'ticked' if ticked else 'found here'}. "
            "Tick rows to change some of them. Details that the new label does not have are dropped."
        )
        label, button = st.columns([2, 3], vertical_alignment="bottom")
        choices = [*(one.name for one in current_scheme(db).labels), REMOVE]
        chosen = label.selectbox("Make them", choices, index=None, placeholder="a label …", key=f"make {wanted}")
        verb = f"{'Remove' if chosen == REMOVE else 'Change'} {n_of(n, 'span')}"
        if button.button(verb, disabled=chosen is None):
            spans = ticked or find_spans(db, author, wanted).spans
            _change(db, author, spans, None if chosen == REMOVE else chosen)


def offer_to_take_back(db: Database, author: Author) -> None:
    """What the author changed at once, each with a button; also where nothing is left to be found."""
    for one in changes_at_once(db, author.id, limit=CHANGES):
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.text(f"Changed at once in {n_of(one.n_documents, 'document')}, {minute(one.at)} UTC")
        if button.button("Take back", key=one.group):
            _take_back(db, author, one.group)


def show_last() -> None:
    """What became of the last of these; also where it was stopped."""
    if stopped(NAME):
        st.warning("Stopped. What was changed until then stands; “Take back” below takes it back.")
    if words := ended(NAME):
        st.success(as_text(words))


def _change(db: Database, author: Author, spans: list[FoundSpan], label: str | None) -> None:
    group = new_group()

    def changed(bar: Progress) -> str:
        return change_spans(db, author, spans, label, group=group, progress=bar).sentence

    run_stoppable(NAME, group, "Changing", changed)


def _take_back(db: Database, author: Author, group: str) -> None:
    def taken_back(bar: Progress) -> str:
        return f"Taken back in {n_of(take_back(db, author, group, progress=bar), 'document')}."

    run_stoppable(NAME, group, "Taking back", taken_back)
