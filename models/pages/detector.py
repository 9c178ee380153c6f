"""The Detector page: is the model worth using yet, what to do next, what changed; then everything in detail."""

import importlib

import streamlit as st

from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in, signed_in_author
from labeling.store.documents import n_documents
from labeling.store.learned.suggestions import n_scored
from labeling.store.schemes import current_scheme
from labeling.workflow.accounts.permission import is_allowed
from models.pages.changes import changes
from models.pages.next_step import next_step
from models.pages.verdict import verdict
from models.pages.view import View, view_of
from models.versions.at_threshold import at_threshold

# title of a tab, module with a function `show` that may return the command that does the same, whether it needs a
# version, and what somebody must be allowed to do to see it
PARTS = (
    ("Threshold", "models.pages.threshold", True, "annotate"),
    ("How good", "models.pages.how_good", True, "annotate"),
    ("What it reads", "models.pages.what_it_reads", True, "annotate"),
    ("Doubtful labels", "models.pages.doubtful_labels", True, "review"),
    ("Queue", "models.pages.queue_shares", False, "lead"),
    ("Spans", "models.pages.span_suggester", False, "annotate"),
    ("Versions", "models.pages.versions", False, "lead"),
)


def show() -> None:
    signed_in()
    st.title("Detector")
    db = page_database()
    question = current_scheme(db).detector_question
    if question is None:
        st.info(
            "The scheme has no question with a positive and a negative value, so there is nothing to detect. "
            "Give one of its questions `positive` and `negative` in the scheme file."
        )
        return
    with plain_errors():
        view = view_of(db, question)
        _first_screen(view)
        _parts(view)


def _first_screen(view: View) -> None:
    found = at_threshold(view.rows, view.threshold, view.offer(view.recall))
    said = verdict(view.metrics if view.version else None, view.question, found)
    st.header(said.headline, divider=False)
    st.markdown(as_text(said.sentence))
    if view.damage:
        st.error(as_text(view.damage))
    next_step(view, said)
    if view.version:
        if not view.damage and n_scored(view.db, view.version.id) < n_documents(view.db):
            _scores(view.version.id)
        changes(view)


@st.fragment(run_every=2)
def _scores(number: int) -> None:
    """Counts on while the worker scores; the page comes back when all have a score."""
    db = page_database()
    n, n_all = n_scored(db, number), n_documents(db)
    if n >= n_all:
        st.rerun()
    st.caption(
        f"{n:,} of {n_all:,} documents have a score of version {number} so far; the others get theirs while a worker "
        "is at work."
    )


def _parts(view: View) -> None:
    """Each part is imported and run when its tab is open, and no sooner."""
    author = signed_in_author()
    parts = [part for part in PARTS if (view.version or not part[2]) and is_allowed(view.db, author, part[3])]
    names = [name for name, *_ in parts]
    wanted = "What it reads" if st.query_params.get("document") and view.version else None
    tabs = st.tabs(names, key="part", default=wanted, on_change="rerun")
    for tab, (_, module, *_) in zip(tabs, parts, strict=True):
        if tab.open:
            with tab, plain_errors():
                if command := importlib.import_module(module).show(view):
                    command_line(command)
