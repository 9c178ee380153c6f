"""The history of a document: who changed what, when, under which guidelines; any earlier state of it."""

import json
from datetime import date, timedelta

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.pages import history_state
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.store.documents import document
from labeling.store.history import changed_last
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.history import Entry, all_events, timeline

ROWS = 200
EVERYBODY, EVERYTHING = "everybody", "everything"


def show() -> None:
    author, db = signed_in_author(), page_database()
    st.title("History")
    document_id = st.query_params.get("document")
    with plain_errors():
        check_allowed(db, author, "review")
        if document_id:
            _document(db, author, document_id)
        else:
            _choose(db)
    command_line(f"sitrep history{_argument(document_id)} --out history.jsonl")


def _argument(document_id: str | None) -> str:
    return f" --document {json.dumps(document_id, ensure_ascii=False)}" if document_id else ""


def _choose(db: Database) -> None:
    found = changed_last(db)
    if not found:
        st.info("Nothing was done yet. Mark something in an article, and its history begins.")
        st.link_button("Annotate", "/annotate", type="primary")
        return
    st.caption("Articles that were changed last. For any other, type its id.")
    wanted = st.text_input("Id of an article")
    if wanted.strip():
        st.query_params["document"] = wanted.strip()
        st.rerun()
    for document_id, title, at in found:
        name = as_text(" ".join(title.split()))
        st.markdown(f"[{name}]({document_address(document_id, 'history')}) · {minute(at)}")


def _document(db: Database, author: Author, document_id: str) -> None:
    found = document(db, document_id)
    entries = timeline(db, author, document_id)
    address = document_address(document_id)
    st.markdown(f"**{as_text(found.title or document_id)}** · [open it]({address}) · [other articles](/history)")
    if not entries:
        st.info("Nobody has changed it or said anything of it yet.")
        return
    numbered = list(enumerate(entries, start=1))
    chosen = _filtered(numbered)
    n = len(chosen)
    several = f"{n:,} of {len(entries):,} events" if len(entries) > 1 else "One event"
    st.caption(f"{several}, oldest first. Times are UTC." if n > 1 else f"{several}. Times are UTC.")
    n_pages = max(1, -(-n // ROWS))
    page = st.number_input("Page", 1, n_pages, value=n_pages) if n_pages > 1 else 1
    _table(chosen[(page - 1) * ROWS : page * ROWS])
    history_state.show(db, author, found, numbered)
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in all_events(db, document_id=document_id))
    st.download_button("Download its history (JSONL)", lines, "history.jsonl", "application/jsonl")


def _filtered(numbered: list[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    who, what, since, until = st.columns(4)
    person = who.selectbox("Who", [EVERYBODY, *sorted({entry.who for _, entry in numbered})])
    group = what.selectbox("What", [EVERYTHING, *sorted({entry.group for _, entry in numbered})])
    first, last = (date.fromisoformat(numbered[place][1].at[:10]) for place in (0, -1))
    begin = since.date_input("From", first, min_value=first, max_value=last)
    end = until.date_input("To", last, min_value=first, max_value=last)
    after = (end + timedelta(days=1)).isoformat()
    return [
        (number, entry)
        for number, entry in numbered
        if person in (EVERYBODY, entry.who)
        and group in (EVERYTHING, entry.group)
        and begin.isoformat() <= entry.at < after
    ]


def _table(rows: list[tuple[int, Entry]]) -> None:
    shown = [
        {
            "No.": number,
            "When (UTC)": entry.at[:19].replace("T", " "),
            "Who": entry.who,
            "Did": entry.words,
            "Guidelines": "" if entry.guideline is None else str(entry.guideline),
            "Scheme": "" if entry.scheme is None else str(entry.scheme),
        }
        for number, entry in rows
    ]
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=min(36 * len(rows) + 38, 460),
        alt="What was done to the document, oldest first",
        column_config={
            "No.": column.NumberColumn(width=60),
            "When (UTC)": column.TextColumn(width=150),
            "Who": column.TextColumn(width=110),
            "Did": column.TextColumn(width=330),
            "Guidelines": column.TextColumn(help="The version that stood then", width=80),
            "Scheme": column.TextColumn(help="The version of labels and questions", width=70),
        },
    )
