"""The page where differences are settled: how far it is, what all agree on; with a document, the desk."""

import streamlit as st

from labeling.components.adjudication import adjudicator
from labeling.pages.annotate import FILL_THE_WINDOW
from labeling.pages.session import signed_in, token


def show() -> None:
    author = signed_in()
    st.html(FILL_THE_WINDOW)
    adjudicator(author=author, token=token(), document_id=st.query_params.get("document"))
