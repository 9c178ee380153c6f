"""How far people agree on what two or more have finished, on what they do not, and the articles behind it."""

import shlex
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st
from sqlite_utils import Database

from labeling.agreement.reading import coders, newest_seq
from labeling.agreement.rows import difference_rows, figure_rows
from labeling.agreement.summary import differs_most, next_step
from labeling.core.csv_table import csv_table
from labeling.pages.agreement_differences import differences, settling_address
from labeling.pages.agreement_figures import by_label, by_pair, by_question, headline, of_attributes
from labeling.pages.agreement_parts import by_parts
from labeling.pages.session import as_text, command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.workflow.accounts.permission import check_allowed
from labeling.workflow.settling.agreement import agreement, left_out


def show() -> None:
    st.title("Agreement")
    author, db = signed_in_author(), page_database()
    with plain_errors():
        check_allowed(db, author, "review")
        chosen = _compared(coders(db))
        if chosen is not None and len(chosen) < 2:
            st.info("Agreement is between two. Choose another one.")
            return
        path, file = db.opened_file
        found = _measured(db, author, str(path), file, newest_seq(db), hash(left_out(db, author)), chosen)
        if found["n_documents"]:
            _report(found)
        else:
            _nothing_yet(found)
        command_line(" ".join(["sitrep agreement", *(f"--coder {shlex.quote(name)}" for name in chosen or ())]))


@st.cache_data(show_spinner="Comparing what people finished …", max_entries=4)
def _measured(
    _db: Database, _author: Author, path: str, file: object, seq: int, left_out: int, chosen: Sequence[str] | None
) -> dict:
    """Kept until something is changed in this file; whether somebody may see it is asked before.

    `left_out`: the hash of what does not count, which rounds change.
    """
    return agreement(_db, _author, chosen)


def _compared(known: Sequence[tuple[str, str, int]]) -> tuple[str, ...] | None:
    """The names that were chosen; None: all people, without a choice where there is none to make."""
    people = [name for name, kind, _ in known if kind == "person"]
    if len(known) < 3 and len(people) == len(known):
        return None
    told = {name: f"{name} ({n:,})" if kind == "person" else f"{name} ({kind}, {n:,})" for name, kind, n in known}
    chosen = st.multiselect(
        "Compared", list(told), default=people, format_func=told.get, help="Finished documents in brackets."
    )
    return None if chosen == people else tuple(chosen)


def _nothing_yet(found: dict) -> None:
    st.info(f"No document has been finished by two people yet. {next_step(found)}")
    st.link_button("See the documents", "/documents", type="primary")


def _report(found: dict) -> None:
    headline(found)
    most = differs_most(found)
    st.markdown(f"**Differs most:** {as_text(most)}." if most else "Nothing differs.")
    st.markdown(f"**Next:** {as_text(next_step(found))}")
    if found["documents"]:
        worst = found["documents"][0]
        st.link_button("Open the worst article", settling_address(worst["document_id"]), type="primary")
    by_question(found)
    by_label(found)
    by_pair(found)
    by_parts(found)
    of_attributes(found)
    differences(found)
    left, right = st.columns(2)
    for place, name, file, rows in (
        (left, "Figures as CSV", "agreement.csv", figure_rows),
        (right, "Differences as CSV", "differences.csv", difference_rows),
    ):
        made = partial(_table, rows, found)  # when it is asked for
        place.download_button(name, made, file, "text/csv", on_click="ignore", width="stretch")


def _table(rows: Callable[[dict], Iterable[dict]], found: dict) -> bytes:
    return csv_table(rows(found))
