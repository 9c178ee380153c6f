"""The list of documents: find one, see how it stands, open it."""

from dataclasses import replace
from datetime import date
from urllib.parse import quote

import pandas as pd
import streamlit as st
from sqlite_utils import Database

from labeling.core.plural import n_of
from labeling.pages.document_address import document_address
from labeling.pages.permission import offer_to_load
from labeling.pages.session import command_line, page_database, plain_errors, signed_in_author
from labeling.store.learned.models import serving_threshold
from labeling.store.listing import Filter, Row, listed, sources
from labeling.store.schemes import current_scheme

ROWS = 100
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
ALL = "all"
STATES = {"todo": "to do", "open": "begun", "done": "done", "skipped": "skipped"}
SORTS = {
    "loaded": "order of loading",
    "newest": "newest first",
    "uncertain": "detector least sure",
    "score": "likeliest report first",
}


def show() -> None:
    st.title("Documents")
    author, db = signed_in_author(), page_database()
    question = current_scheme(db).detector_question
    with plain_errors():
        chosen = _filter(db, [value.name for value in question.values] if question else [])
        asked = question.name if question else ""
        settings = {"threshold": serving_threshold(db), "limit": ROWS}
        n, rows = listed(db, author.id, asked, chosen, **settings)
        n_pages = max(1, -(-n // ROWS))
        page = st.number_input("Page", 1, n_pages, key="page") if n_pages > 1 else 1
        if page > 1:
            n, rows = listed(db, author.id, asked, chosen, offset=(page - 1) * ROWS, **settings)
        _say(n, page, len(rows), chosen)
        if rows:
            _table(rows, question.positive if question else None)
    command_line("sitrep status")


def _filter(db: Database, values: list[str]) -> Filter:
    search, state, answer, sort = st.columns([3, 1.2, 1.2, 1.6])
    wanted = st.query_params
    words = search.text_input("Search", wanted.get("search", ""), placeholder='Words, or "a phrase"')
    chosen_state = state.selectbox("State", [ALL, *STATES], format_func=lambda key: STATES.get(key, key))
    chosen_answer = answer.selectbox("Your answer", [ALL, *values, "none"])
    cluster = wanted.get("cluster") or None
    sorts = list(SORTS)
    first = sorts.index(wanted["sort"]) if wanted.get("sort") in sorts else 0
    chosen_sort = sort.selectbox("Order", sorts, index=first, format_func=SORTS.get)
    return replace(
        _more_filters(db),
        search=words,
        state=None if chosen_state == ALL else chosen_state,
        answer=None if chosen_answer == ALL else chosen_answer,
        sort="relevance" if words and chosen_sort == "loaded" else chosen_sort,
        cluster=cluster,
    )


def _more_filters(db: Database) -> Filter:
    with st.expander("More filters"):
        source, since, until, marked, note = st.columns([1.6, 1.1, 1.1, 1.2, 1.2], vertical_alignment="bottom")
        known = sources(db)
        chosen_source = source.selectbox("Source", [ALL, *known], disabled=not known)
        begin = since.date_input("From", None, min_value=EARLIEST, max_value=LATEST, help="Day of publication")
        end = until.date_input("To", None, min_value=EARLIEST, max_value=LATEST)
        label = marked.selectbox("You marked", [ALL, *(one.name for one in current_scheme(db).labels)])
        has_note = note.checkbox("You wrote a note")
    return Filter(
        source=None if chosen_source == ALL else chosen_source,
        since=begin.isoformat() if begin else "",
        until=end.isoformat() if end else "",
        label=None if label == ALL else label,
        has_note=has_note,
    )


def _say(n: int, page: int, n_rows: int, chosen: Filter) -> None:
    if n == 0 and chosen == Filter():
        st.info("There are no documents yet. Load some to begin.")
        offer_to_load()
    elif n == 0:
        st.info(f"No document fits{_narrowed(chosen)}. Take a word out of the search, or choose “all”.")
    else:
        first = (page - 1) * ROWS + 1
        shown = "" if n <= ROWS else f", {first:,}–{first + n_rows - 1:,} shown"
        st.caption(f"{n_of(n, 'document')}{_narrowed(chosen)}{shown}. Click a title to open it.")
    if chosen.cluster:
        st.caption("Near-duplicates of one story only. They stay together in every split. [Show all](/documents)")


def _narrowed(chosen: Filter) -> str:
    """What “More filters” leaves out by, as they may be folded."""
    said = {
        "source": chosen.source,
        "day": chosen.since or chosen.until,
        "label": chosen.label,
        "note": chosen.has_note,
    }
    names = [name for name, is_set in said.items() if is_set]
    return f", narrowed by {' and '.join(names)}" if names else ""


def _table(rows: list[Row], positive: str | None) -> None:
    frame = pd.DataFrame(
        {
            "Open": [f"{document_address(row.id)}#{row.title}" for row in rows],
            "State": [STATES[row.state] for row in rows],
            "Answer": [row.answer or "" for row in rows],
            "Spans": [row.n_spans for row in rows],
            "Score": [row.score for row in rows],
            "Date": [row.published or "" for row in rows],
            "Source": [row.source or "" for row in rows],
            "Length": [row.n_characters for row in rows],
        }
    )
    if any(row.n_near_duplicates for row in rows):
        frame.insert(1, "Near-duplicates", [_near_duplicates(row) for row in rows])
    column = st.column_config
    st.dataframe(
        frame,
        hide_index=True,
        width="stretch",
        height=min(36 * len(rows) + 38, 640),
        column_config={
            "Open": column.LinkColumn("Document", display_text=r"#(.*)$", width="large"),
            "Near-duplicates": column.LinkColumn(
                "Near-duplicates", display_text=r"#(.*)$", width="small",
                help="Other documents that are nearly the same text. Click to see them.",
            ),
            "Score": column.ProgressColumn(
                "Score", help=f"Probability of “{positive}”, by the newest detector; none in the locked test slice",
                format="%.2f", min_value=0, max_value=1, width="small",
            ),
            "Spans": column.NumberColumn("Spans", help="Your spans on it", width="small"),
            "Length": column.NumberColumn("Length", help="Characters", format="localized", width="small"),
        },
    )  # fmt: skip


def _near_duplicates(row: Row) -> str:
    n = row.n_near_duplicates
    return f"/documents?cluster={quote(row.cluster, safe='')}#{n_of(n, 'near-duplicate')}" if n else ""
