"""After a change: one's own articles with marks that it touches, each a click away, until they were looked at."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.guidance.guideline import LABEL
from labeling.core.guidance.guideline_review import ToReview
from labeling.core.plural import n_of
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text, plain_errors
from labeling.store.authors import Author
from labeling.workflow.guidance.guideline_review import settle_review, to_review

MOST_SHOWN = 20


def show(db: Database, author: Author) -> None:
    found = to_review(db, author)
    if found:
        st.subheader("Look again")
    for one in found:
        _topic(db, author, one)


def _topic(db: Database, author: Author, one: ToReview) -> None:
    kind, name = one.topic
    n = len(one.documents)
    what = n_of(n, "article")
    done = "marked with" if kind == LABEL else "answered for"
    st.markdown(
        f"**{what}** of yours {'were' if n != 1 else 'was'} {done} **{as_text(name)}** before "
        f"{as_text(one.since.name)} ({as_text(one.since.note)})."
    )
    with st.expander("Show them", expanded=n <= 3):
        st.caption("Changing such a mark or submitting the article again settles it, too.")
        for document_id, title, n_marks in one.documents[:MOST_SHOWN]:
            where, seen = st.columns([6, 1.4], vertical_alignment="center")
            marks = f" · {n_marks} marks" if n_marks > 1 else ""
            where.markdown(f"[{as_text(title or document_id)}]({document_address(document_id)}){marks}")
            if seen.button("Seen", key=f"seen {kind} {name} {document_id}"):
                with plain_errors():
                    settle_review(db, author, document_id)
                    st.rerun()
        if n > MOST_SHOWN:
            st.caption(f"{MOST_SHOWN} of {n:,} are shown; the others come up as these are settled.")
