"""One case: what was asked, about which words, what people say, and the ruling."""

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st
from sqlite_utils import Database

from labeling.core.clock import minute
from labeling.core.errors import SitrepError
from labeling.core.guidance.case import ANSWER, GUIDELINE, REOPEN, RULING, Case, Reply
from labeling.pages.document_address import document_address
from labeling.pages.safe_markdown import as_lines
from labeling.pages.session import as_text
from labeling.store.authors import Author
from labeling.store.guidelines import guideline_versions
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.guidance.cases import answer, reopen, rule

VERBS = {ANSWER: "", RULING: ", ruling", REOPEN: ", asks again"}


def show_case(db: Database, author: Author, case: Case) -> None:
    st.caption(as_text(f"{case.author}, {_when(case.at)}"))
    if case.text:
        st.markdown(as_lines(case.text))
    if case.document_id:
        words = f"“{as_text(' '.join(case.quote.split()))}” in " if case.quote else ""
        place = (case.start, case.end) if case.quote else None
        st.markdown(f"> {words}[{as_text(case.document_id)}]({document_address(case.document_id, at=place)})")
    for reply in case.replies:
        _reply(reply)
    may_rule = is_allowed(db, author, "lead")
    if case.ruling:
        _settled(db, case, may_rule)
        with st.popover("Ask again"):
            _say(case, "Why it is still unclear", {"Ask again": lambda text: reopen(db, author, case.id, text)})
        return
    does = {"Answer": lambda text: answer(db, author, case.id, text)}
    if may_rule:
        does["Settle it so"] = lambda text: rule(db, author, case.id, text)
    _say(case, "Your answer", does)


def _reply(reply: Reply) -> None:
    if reply.kind == GUIDELINE:
        return  # said below, with its version
    st.markdown(f"**{as_text(reply.author)}**{VERBS[reply.kind]} · {_when(reply.at)}  \n{as_lines(reply.text)}")


def _settled(db: Database, case: Case, may_rule: bool) -> None:
    """Where the ruling stands in the guidelines, or the way to take it over."""
    version = next((one for one in guideline_versions(db) if one.id == case.guideline_id), None)
    if version:
        st.success(f"Settled, and in the guidelines: [{as_text(version.name)}](/guidelines?version={version.number})")
    elif may_rule:
        st.success(f"Settled. [Take the ruling into the guidelines](/guidelines?case={quote(case.id, safe='')})")
    else:
        st.success("Settled.")


def _say(case: Case, label: str, does: dict[str, Callable[[str], object]]) -> None:
    """A box, and a button for each thing that can be done with what is in it."""
    with st.form(f"say {case.id} {label}", clear_on_submit=True, border=False):
        text = st.text_area(label, height=80, max_chars=5_000)
        with st.container(horizontal=True):
            pressed = [name for name in does if st.form_submit_button(name)]
    for name in pressed:
        try:
            does[name](text)
        except SitrepError as error:
            st.error(as_text(str(error)))
        else:
            st.query_params["question"] = case.id
            st.rerun()


def _when(at: str) -> str:
    return minute(at)
