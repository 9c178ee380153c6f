"""The page where differences are settled: what is next, what all agree on at once; with a document, the desk."""

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.components.adjudication import adjudicator
from labeling.core.plural import n_of
from labeling.pages.accept_at_once import accept_at_once, show_last
from labeling.pages.annotate import FILL_THE_WINDOW
from labeling.pages.document_address import document_address
from labeling.pages.session import command_line, page_database, plain_errors, signed_in_author, token
from labeling.store.authors import Author
from labeling.workflow.settling.next_to_settle import ToSettle, in_turn, next_to_settle, progress

ROWS = 50


def show() -> None:
    author = signed_in_author()
    document_id = st.query_params.get("document")
    if document_id is not None:
        st.html(FILL_THE_WINDOW)
        adjudicator(author=author.name, token=token(), document_id=document_id)
        return
    st.title("Adjudicate")
    with plain_errors():
        _overview(page_database(), author)
    command_line("sitrep adjudicate\nsitrep adjudicate --agreed --submit")


def _overview(db: Database, author: Author) -> None:
    told, waiting = progress(db, author), next_to_settle(db, author, n=ROWS)
    if told.n_documents == 0:
        st.info("Nothing to settle yet. Where two people have submitted the same document, it comes up here.")
        st.link_button("Annotate", "/annotate", type="primary")
        return
    n_left = told.n_documents - told.n_done
    st.caption(
        f"{n_of(told.n_documents, 'document')} finished by two people or more: {told.n_done:,} settled "
        f"({told.n_done_today:,} today), {n_left:,} to settle."
    )
    show_last(db)
    if waiting:
        if st.button("Settle the next one", type="primary"):
            st.query_params["document"] = waiting[0].id
            st.rerun()
        _table(waiting)
    else:
        st.info("Everything is settled. Export the gold layer, or train on it.")
        st.link_button("Export", "/export", type="primary")
    accept_at_once(db, author, n_left)


def _table(waiting: list[ToSettle]) -> None:
    frame = pd.DataFrame(
        {
            "Open": [f"{document_address(one.id, 'adjudicate')}#{one.title}" for one in waiting],
            "Differences": [one.n_differences for one in waiting],
            "Agreed spans": [one.n_agreed for one in waiting],
            "Coders": [", ".join(one.coders) for one in waiting],
        }
    )
    if any(one.why_now != in_turn(one.n_differences) for one in waiting):  # else the number says it
        frame["Why now"] = [one.why_now for one in waiting]
    links = st.column_config.LinkColumn("Document", display_text=r"#(.*)$", width="large")
    st.dataframe(
        frame, hide_index=True, width="stretch", height=min(36 * len(waiting) + 38, 460), column_config={"Open": links}
    )
