"""Agreement by week, by scheme and by version of the guidelines, on the Agreement page."""

from collections.abc import Mapping

import streamlit as st

from labeling.agreement.by_part import is_too_few
from labeling.agreement.figure import FEW
from labeling.agreement.words import FIGURES, PARTS
from labeling.pages.agreement_figures import TOO_FEW_HERE, table
from labeling.pages.weeks_chart import weeks_chart


def by_parts(found: Mapping) -> None:
    """Each way to part the pairs of layers that gives more than one part."""
    for key, (name, title) in PARTS.items():
        if len(found["spans"][key]) < 2:
            continue
        st.markdown(f"#### {title}")
        rows = _chart_rows(found) if key == "weeks" else []
        if len({row["week"] for row in rows}) > 1:
            st.altair_chart(weeks_chart(rows), width="stretch")
            st.caption(
                "The week of the later submission of two. Bars are 95 % intervals; a small dot stands on few documents."
            )
        for one in found["questions"]:
            table(name, one[key], ["alpha", "percent"], title=f"{one['question']}, by {name}")
        table(name, found["spans"][key], ["overlap_f1", "exact_f1", "alpha_u"], title=f"Spans, by {name}")
        if any(_is_too_few(figure) for part in _every(found, key) for figure in part.values()):
            st.caption(f"{TOO_FEW_HERE.capitalize()}: under {FEW} documents there is no alpha.")


def _chart_rows(found: Mapping) -> list[dict]:
    rows = [
        {"week": row["week"], "figure": FIGURES["overlap_f1"], **row["overlap_f1"]} for row in found["spans"]["weeks"]
    ]
    rows += [
        {"week": row["week"], "figure": f"{FIGURES['percent']}: {one['question']}", **row["percent"]}
        for one in found["questions"]
        for row in one["weeks"]
    ]
    return [row for row in rows if row["week"] and row["value"] is not None]


def _every(found: Mapping, key: str) -> list[Mapping]:
    return [*found["spans"][key], *(part for one in found["questions"] for part in one[key])]


def _is_too_few(figure: object) -> bool:
    return isinstance(figure, Mapping) and is_too_few(figure)
