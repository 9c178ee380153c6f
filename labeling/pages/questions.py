"""The question board: unclear cases, what people say to them, and the ruling that settles each."""

import streamlit as st
from sqlite_utils import Database

from labeling.core.guidance.case import Case
from labeling.pages import question_form
from labeling.pages.question_case import show_case
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.workflow.guidance.cases import visible_cases

OPEN, WAITING, SETTLED, ALL = "Open", "Waiting for an answer", "Settled", "All"
ROWS = 20


def show() -> None:
    author, db = signed_in_author(), page_database()
    st.title("Questions")
    with plain_errors():
        cases = visible_cases(db, author)
        question_form.show(db, author)
        _board(db, author, cases)
    command_line("sitrep history --since 2026-01-01 --out history.jsonl")


def _board(db: Database, author: Author, cases: list[Case]) -> None:
    if not cases:
        st.info(
            "Nothing was asked yet. Where the guidelines leave you in doubt, ask the team here, "
            "or from a comment on the words themselves."
        )
        return
    search, state = st.columns(2, vertical_alignment="top")
    words = search.text_input("Search", placeholder="Words in a question, an answer or a quote")
    which = state.segmented_control("Show", [OPEN, WAITING, SETTLED, ALL], default=ALL if _wanted() else OPEN) or ALL
    n_open = sum(case.ruling is None for case in cases)
    n_waiting = sum(case.waits for case in cases)
    st.caption(f"{n_open:,} open, {n_waiting:,} waiting for an answer; {len(cases) - n_open:,} settled.")
    found = [case for case in cases if _fits(case, which) and _holds(case, words)]
    if not found:
        st.info("No question fits. Take a word out of the search, or show all.")
    n_pages = max(1, -(-len(found) // ROWS))
    page = st.number_input("Page", 1, n_pages) if n_pages > 1 else 1
    for case in sorted(found, key=lambda case: case.id != _wanted())[(page - 1) * ROWS : page * ROWS]:
        with st.expander(_line(case), expanded=case.id == _wanted()):
            show_case(db, author, case)


def _wanted() -> str | None:
    """The question that the address asks for; it comes first."""
    return st.query_params.get("question")


def _fits(case: Case, which: str) -> bool:
    return {OPEN: case.ruling is None, WAITING: case.waits, SETTLED: case.ruling is not None, ALL: True}[which]


def _holds(case: Case, words: str) -> bool:
    said = " ".join([case.title, case.text, case.quote or "", case.author, *(reply.text for reply in case.replies)])
    return all(word in said.casefold() for word in words.casefold().split())


def _line(case: Case) -> str:
    waits = f"{case.author} waits since {case.at[:10]}" if case.waits else "open"
    return f"{as_text(case.title)} · {as_text('settled' if case.ruling else waits)}"
