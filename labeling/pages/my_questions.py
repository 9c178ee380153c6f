"""One's own open questions: those on the board, and the comments one began that nobody has resolved."""

from urllib.parse import quote

import streamlit as st
from sqlite_utils import Database

from labeling.core.guidance.case import Case
from labeling.core.plural import n_of
from labeling.pages.document_address import document_address
from labeling.pages.session import as_text
from labeling.store.authors import Author
from labeling.store.queue import titles
from labeling.workflow.guidance.own_questions import OpenThread, n_answers, open_cases, open_threads

MOST, CHARACTERS = 5, 80  # of each kind; of what was said


def show(db: Database, author: Author) -> None:
    st.markdown("#### Your open questions")
    cases, threads = open_cases(db, author), open_threads(db, author)
    if cases or threads:
        st.markdown(_counted(cases, threads))
        shown = [*cases[:MOST], *threads[:MOST]]
        names = titles(db, [one.document_id for one in shown if one.document_id])
        st.markdown("\n".join(f"- {_line(one, names)}" for one in shown))
        n_more = len(cases) + len(threads) - len(shown)
        if n_more:
            st.caption(f"The last {MOST} of each; {n_more:,} more.")
    else:
        st.caption("None: nothing you asked waits for a ruling, and all comments you began are resolved.")
    if "questions" in st.session_state.get("addresses", ()):
        st.markdown("[Ask the team, or see what was answered](/questions)")


def _counted(cases: list[Case], threads: list[OpenThread]) -> str:
    """How many there are, and what that means."""
    parts = []
    if cases:
        n_waiting = sum(case.waits for case in cases)
        parts.append(f"**{len(cases):,}** asked on the board and not settled, {n_waiting:,} waiting for an answer")
    if threads:
        n_waiting = sum(one.waits for one in threads)
        parts.append(f"**{len(threads):,}** of your comments not resolved, {n_waiting:,} without a reply")
    return f"{'; '.join(parts)}."


def _line(one: Case | OpenThread, names: dict[str, str]) -> str:
    if isinstance(one, Case):
        at = (one.start, one.end) if one.quote else None
        said, n = f"[{as_text(one.title)}](/questions?question={quote(one.id, safe='')})", n_answers(one)
        state = _number(n, "answer")
    else:
        first = one.thread.comments[0]
        at = (first.place.start, first.place.end) if first.place else None
        quoted = f"“{as_text(_short(first.place.quote))}”: " if first.place else ""
        said, state = f"{quoted}{as_text(_short(first.text))}", _number(one.n_replies, "reply", "replies")
    known = one.document_id in names
    where = f" · in [{as_text(names[one.document_id])}]({document_address(one.document_id, at=at)})" if known else ""
    return f"{said}{where} · {state}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= CHARACTERS else f"{words[: CHARACTERS - 1]}…"


def _number(n: int, one: str, many: str = "") -> str:
    return n_of(n, one, many) if n else f"no {one} yet"
