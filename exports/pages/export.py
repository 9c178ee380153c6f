"""The page that exports: choose, prepare, see what is lost, download."""

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from exports.pages.export_jsonl import show_jsonl
from exports.pages.export_pack import show_pack
from exports.pages.export_tool import show_tool
from labeling.core.plural import n_of
from labeling.pages.session import page_database, plain_errors, signed_in_author
from labeling.store.annotations import Annotator, annotators
from labeling.store.documents import n_documents
from labeling.workflow.blindness import check_sees_all

CHOICES = {"spaCy pack": show_pack, "Sitrep JSONL": show_jsonl, "For another tool": show_tool}
PURPOSES = {"spaCy pack": "Train spaCy", "Sitrep JSONL": "Keep everything", "For another tool": "Another tool"}


def show() -> None:
    st.title("Export")
    author, db = signed_in_author(), page_database()
    if not n_documents(db):
        st.info("There are no documents yet. Load some, annotate them, then export.")
        st.link_button("Load documents", "/load", type="primary")
        return
    with plain_errors():
        check_sees_all(db, author)
        _choose(db)


def _choose(db: Database) -> None:
    people = annotators(db)
    _show_people(people, n_documents(db))
    chosen = st.segmented_control(
        "What for", list(CHOICES), default="spaCy pack", key="export.format", format_func=PURPOSES.get
    )
    CHOICES[chosen or "spaCy pack"](db, people)


def _show_people(people: list[Annotator], n: int) -> None:
    if not people:
        st.info(
            f"{n_of(n, 'document')}, and nobody has annotated yet. Annotate some first: "
            "until then only the texts can go out, as Sitrep JSONL or with “Also without marks”."
        )
        st.link_button("Annotate", "/annotate")
        return
    table = pd.DataFrame(
        {
            "Annotator": [person.name for person in people],
            "Kind": [person.kind for person in people],
            "Documents begun": [person.n_documents for person in people],
            "Documents done": [person.n_done for person in people],
            "Spans": [person.n_spans for person in people],
        }
    )
    st.caption(f"{n_of(n, 'document')} loaded. Who worked on them:")
    st.dataframe(table, hide_index=True, width="stretch", height="content")
