"""The annotation page: the whole workspace is one component."""

import streamlit as st

from labeling.components.workspace import span_annotator
from labeling.pages.permission import offer_to_load
from labeling.pages.session import page_database, signed_in, token
from labeling.store.documents import n_documents

# The workspace is the page: no margins of Streamlit's around it.
FILL_THE_WINDOW = """<style>
.stMainBlockContainer { padding: 3rem 0 0; max-width: none; }
.stMainBlockContainer .stVerticalBlock { gap: 0; }
</style>"""


def show() -> None:
    author = signed_in()
    if n_documents(page_database()) == 0:
        st.title("Annotate")
        st.info("There are no documents yet. Load some, and they come up here one after another.")
        offer_to_load()
        return
    st.html(FILL_THE_WINDOW)
    span_annotator(author=author, token=token(), document_id=st.query_params.get("document"))
