"""How far one is oneself, and how far the team is; each table for download."""

import altair as alt
import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.agreement.reading import newest_seq
from labeling.core.plural import n_of
from labeling.pages import gold_of_people, my_work
from labeling.pages.progress_download import download
from labeling.pages.session import command_line, page_database, plain_errors, signed_in_author
from labeling.store.authors import Author
from labeling.store.documents import n_documents
from labeling.store.settled import newest_settled_seq
from labeling.workflow.accounts.permission import is_allowed
from labeling.workflow.progress import counts, rounds, seen_by
from labeling.workflow.quality import quality

HEIGHT, FEW_DAYS = 260, 20
FINISHED, SETTLED = "#0072b2", "#009e73"  # Okabe-Ito, which colour-blind people can tell apart
STATES = {"todo": "to do", "open": "begun", "done": "done", "skipped": "skipped"}


def show() -> None:
    st.title("Progress")
    author, db = signed_in_author(), page_database()
    with plain_errors():
        path, file = db.opened_file
        found = _counted(db, str(path), file, newest_seq(db), n_documents(db))
        reader = None if is_allowed(db, author, "lead") else author
        found |= {"rounds": rounds(db, reader)}
        found |= _with_gold(db, str(path), file, newest_settled_seq(db), reader and reader.name)
        found = seen_by(db, author, found)
        if not found["n_documents"]:
            st.info("There are no documents yet. When there are some, this page tells how far the team is with them.")
            st.link_button("See the documents", "/documents", type="primary")
        else:
            _all(db, author, found)
        command_line("sitrep progress")


@st.cache_data(show_spinner="Counting …", max_entries=4)
def _counted(_db: Database, path: str, file: object, seq: int, n_documents: int) -> dict:
    """Kept until something is marked or loaded; what of it somebody may see is asked afterwards."""
    return counts(_db)


@st.cache_data(show_spinner="Comparing with gold …", max_entries=40)
def _with_gold(_db: Database, path: str, file: object, seq: tuple[int, int], only: str | None) -> dict:
    """Kept until something is marked on a settled document."""
    return quality(_db, only)


def _all(db: Database, author: Author, found: dict) -> None:
    my_work.show(db, author, found)
    st.markdown("### The team")
    _headline(found)
    _burn_up(found)
    left, right = st.columns(2)
    with left:
        _table("Documents", "states", [row | {"state": STATES[row["state"]]} for row in found["states"]], found)
        _table("Answers", "answers", found["answers"], found)
    with right:
        _table("Spans", "labels", found["labels"], found)
        _table("People" if len(found["people"]) > 1 else "You", "people", found["people"], found)
    if found["labels"] or found["answers"]:
        st.caption(
            "Spans and answers are those of finished documents, everybody's counted; documents are counted once. What "
            "imports brought is left out."
        )
    _table("Rounds", "rounds", [row | {"deadline": row["deadline"] or "–"} for row in found["rounds"]], found)
    if is_allowed(db, author, "lead"):
        gold_of_people.show(db, author, found)


def _headline(found: dict) -> None:
    n, finished = found["n_documents"], found["n_finished"]
    double = f"{found['n_double'] / finished:.0%}".replace("%", " %") if finished else "–"
    cards = (
        ("Finished", f"{finished:,}", f"of {n_of(n, 'document')}, by one person or more"),
        ("Doubly coded", double, f"{found['n_double']:,} of {finished:,} finished"),
        ("Settled", f"{found['n_settled']:,}", f"of {n_of(n, 'document')} have gold"),
        ("To settle", f"{found['n_waiting']:,}", "finished by two or more, without gold"),
    )
    for column, (title, value, says) in zip(st.columns(len(cards)), cards, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(title, value)
            st.caption(says)
    if found["n_waiting"] and "adjudicate" in st.session_state.get("addresses", ()):
        st.link_button("Settle the next", "/adjudicate", type="primary")


def _burn_up(found: dict) -> None:
    if not found["burn_up"]:
        st.caption("Nothing is finished yet. The first finished document begins the chart.")
        return
    kinds = {"finished": FINISHED, "settled": SETTLED}
    rows = [{"day": row["day"], "kind": kind, "n": row[kind]} for row in found["burn_up"] for kind in kinds]
    legend = alt.Legend(orient="top", labelLimit=0)
    lines = (
        alt.Chart(pd.DataFrame(rows))
        .mark_line(interpolate="step-after", point=len(found["burn_up"]) < FEW_DAYS)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b", labelOverlap=True, tickMinStep=86_400_000)),
            y=alt.Y("n:Q", title="documents", scale=alt.Scale(domainMin=0), axis=alt.Axis(format=",d", tickMinStep=1)),
            color=alt.Color(
                "kind:N", title=None, legend=legend, scale=alt.Scale(domain=[*kinds], range=[*kinds.values()])
            ),
            tooltip=[alt.Tooltip("day:T", format="%-d %b %Y"), "kind:N", alt.Tooltip("n:Q", format=",")],
        )
    )
    st.altair_chart(lines.properties(height=HEIGHT), width="stretch")
    last = found["burn_up"][-1]
    everything = n_of(found["n_documents"], "document")
    st.caption(f"{last['finished']:,} finished and {last['settled']:,} settled of {everything}.")
    download("burn_up", found)


def _table(title: str, name: str, rows: list[dict], found: dict) -> None:
    if not rows:
        return
    st.markdown(f"#### {title}")
    frame = pd.DataFrame(rows).rename(columns=lambda column: "Begun" if column == "open" else column.capitalize())
    st.dataframe(frame, hide_index=True, width="stretch", alt=title)
    download(name, found)
