"""What happened to accounts, on the People page: newest first, by person, a page at a time."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.csv_table import csv_table
from labeling.core.plural import n_of
from labeling.pages.session import command_line
from labeling.store.accounts.people import Person
from labeling.store.authors import Author
from labeling.store.database import database
from labeling.workflow.accounts.account_events import Line, account_lines

ROWS = 50
EVERYBODY = "everybody"
COLUMNS = ("at", "who", "kind", "words", "person")


def show(db: Database, author: Author, people: list[Person]) -> None:
    st.subheader("What happened to accounts")
    who, which = st.columns([2, 1])
    chosen = who.selectbox("Of", [EVERYBODY, *(person.name for person in people)], key="account log of")
    name = None if chosen == EVERYBODY else chosen
    n, _ = account_lines(db, author, name, most=0)
    n_pages = max(1, -(-n // ROWS))
    page = which.number_input("Page", 1, n_pages, key=f"account log page {name}") if n_pages > 1 else 1
    _, lines = account_lines(db, author, name, most=ROWS, skip=(page - 1) * ROWS)
    if not lines:
        st.caption("Nothing yet.")
        return
    st.caption(
        f"{n_of(n, 'event')}, newest first, kept for good: sign-ins and misses, links, roles, "
        "passwords, tokens. Times are UTC. Nobody's password or token is in it."
    )
    st.dataframe(
        [{"When (UTC)": minute(one.at), "Who": one.who, "Did": one.words, "To": one.person} for one in lines],
        hide_index=True,
        width="stretch",
        height=min(36 * len(lines) + 38, 460),
        alt="What happened to accounts, newest first",
        column_config={
            "When (UTC)": st.column_config.TextColumn(width=130),
            "Who": st.column_config.TextColumn(width=120),
            "Did": st.column_config.TextColumn(width="large"),
            "To": st.column_config.TextColumn(width=120),
        },
    )

    def made() -> bytes:
        return _table(account_lines(database(), author, name)[1])  # asked for later, by another thread

    st.download_button("Accounts as CSV", made, "accounts.csv", "text/csv", on_click="ignore")
    command_line("sitrep history --accounts")


def _table(lines: list[Line]) -> bytes:
    return csv_table({column: getattr(one, column) for column in COLUMNS} for one in lines)
