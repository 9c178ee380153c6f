"""The annotation page: the whole workspace is one component."""

import streamlit as st

from labeling.components.workspace import span_annotator
from labeling.pages.permission import offer_to_load
from labeling.pages.session import page_database, plain_errors, signed_in, signed_in_author, token
from labeling.store.documents import n_documents
from labeling.workflow.guidance.guideline_review import n_to_review

# The workspace is the page: no margins of Streamlit's around it. Its header is empty on wide screens, and lies on the
# page on narrow ones.
FILL_THE_WINDOW = """<style>
.stMainBlockContainer { padding: .5rem 0 0; max-width: none; }
@media (max-width: 768px) { .stMainBlockContainer { padding-top: 3.75rem; } }
.stMainBlockContainer .stVerticalBlock { gap: 0; }
</style>"""


def show() -> None:
    author = signed_in()
    if n_documents(page_database()) == 0:
        st.title("Annotate")
        st.info("There are no documents yet. Load some, and they come up here one after another.")
        offer_to_load()
        return
    _look_again()
    st.html(FILL_THE_WINDOW)
    asked = st.query_params
    span_annotator(author=author, token=token(), document_id=asked.get("document"), place=asked.get("at"))


def _look_again() -> None:
    """One line beside the pages, where the guidelines changed for what this author marked."""
    with plain_errors(), st.sidebar:
        n = n_to_review(page_database(), signed_in_author())
        if n:
            articles = f"{n:,} of your articles" if n > 1 else "one of your articles"
            st.caption(f"The guidelines changed: [look again at {articles}](/guidelines).")
