"""Asking the team: freely, or about the words that a comment was made on."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.errors import SitrepError
from labeling.core.guidance.comment import Place
from labeling.pages.session import as_text
from labeling.store.authors import Author
from labeling.workflow.guidance.cases import ask, place_of, thread_to_ask_about


def show(db: Database, author: Author) -> None:
    """The form; `?document=ID&thread=ID` in the address fill it from a comment."""
    document_id, thread_id = st.query_params.get("document"), st.query_params.get("thread")
    place, said = _thread(db, author, document_id, thread_id)
    with (
        st.expander("Ask the team", expanded=bool(document_id)),
        st.form("ask", clear_on_submit=False, border=False),
    ):
        title = st.text_input("Question, in a few words", max_chars=150)
        text = st.text_area("What makes it unclear (optional)", said, height=100)
        article, words = st.columns(2)
        wanted = article.text_input("Article, by its id (optional)", document_id or "")
        quote = words.text_input("The words in it (optional)", place.quote if place else "")
        if st.form_submit_button("Ask", type="primary"):
            _ask(db, author, title, text, wanted.strip(), quote, place, thread_id)


def _thread(db: Database, author: Author, document_id: str | None, thread_id: str | None) -> tuple[Place | None, str]:
    if not (document_id and thread_id):
        return None, ""
    try:
        return thread_to_ask_about(db, author, document_id, thread_id)
    except SitrepError as error:
        st.error(as_text(str(error)))
        return None, ""


def _ask(
    db: Database,
    author: Author,
    title: str,
    text: str,
    document_id: str,
    quote: str,
    place: Place | None,
    thread_id: str | None,
) -> None:
    try:
        if document_id and not (place and place.quote == quote):
            place = place_of(db, document_id, quote)
        case = ask(
            db,
            author,
            title,
            text,
            document_id=document_id or None,
            place=place if document_id else None,
            thread_id=thread_id if place else None,
        )
    except SitrepError as error:
        st.error(as_text(str(error)))
        return
    for key in ("document", "thread"):
        st.query_params.pop(key, None)
    st.query_params["question"] = case.id
    st.rerun()
