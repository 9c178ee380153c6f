"""The table of places where spans stand: each with the words around it and a way to its article."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from labeling.pages.document_address import document_address
from labeling.store.span_search import FoundSpan

SEEN = 34  # characters around a span that a cell has room for
STATES = {"todo": "to do", "open": "begun", "done": "done", "skipped": "skipped"}


def places(spans: list[FoundSpan], *, is_mine: bool, hidden: Sequence[str] = ()) -> list[FoundSpan]:
    """Shows them, without the columns `hidden`, and gives those that are ticked; only one's own can be."""
    column = st.column_config
    key = hash(tuple((one.document_id, one.span_id, one.label) for one in spans))  # of another list nothing is ticked
    settings = {"on_select": "rerun", "selection_mode": "multi-row", "key": f"places {key}"} if is_mine else {}
    shown = st.dataframe(
        _frame(spans).drop(columns=["Who"] if is_mine else list(hidden)),
        hide_index=True,
        width="stretch",
        height=min(36 * len(spans) + 38, 520),
        alt="Where the spans stand",
        column_config={
            "Article": column.LinkColumn(display_text=r"#(.*)$", width=170),
            "Before": column.TextColumn(alignment="right", width=240),
            "Span": column.TextColumn(width=150),
            "After": column.TextColumn(width=240),
            "Label": column.TextColumn(width=90),
        },
        **settings,
    )
    ticked = shown.selection.rows if is_mine else []
    return [spans[row] for row in ticked if row < len(spans)]


def _frame(spans: list[FoundSpan]) -> pd.DataFrame:
    rows = [
        {
            "Article": f"{document_address(one.document_id, at=(one.start, one.end))}#{in_one_line(one.title)}",
            "Before": last_words(one.before),
            "Span": in_one_line(one.quote),
            "After": first_words(one.after),
            "Label": one.label,
            "Details": ", ".join(f"{name} {value}" for name, value in one.attributes.items()),
            "Who": one.author,
            "State": STATES[one.state],
        }
        for one in spans
    ]
    return pd.DataFrame(rows)


def in_one_line(words: str) -> str:
    """
    >>> in_one_line("Camp\\n  Taji")
    'Camp Taji'
    """
    return " ".join(words.split())


def first_words(words: str) -> str:
    """As many whole words as a cell has room for; at least a part of the first."""
    line = in_one_line(words)
    return line if len(line) <= SEEN else f"{line[: SEEN + 1].rsplit(' ', 1)[0][:SEEN]} …"


def last_words(words: str) -> str:
    """
    >>> last_words("Militants fired a volley of Katyusha rockets at the camp of")
    '… of Katyusha rockets at the camp of'
    """
    line = in_one_line(words)
    return line if len(line) <= SEEN else f"… {line[-SEEN - 1 :].split(' ', 1)[-1][-SEEN:]}"
