"""Agreement by week, by scheme and by version of the guidelines, on the Agreement page."""

from collections.abc import Mapping, Sequence

import streamlit as st

from labeling.agreement.figure import FEW
from labeling.agreement.words import FIGURES, PARTS
from labeling.pages.agreement_figures import table, weeks_chart
from labeling.pages.session import as_text


def by_parts(found: Mapping) -> None:
    """Each way to part the pairs of layers that gives more than one part."""
    for key, (name, title) in PARTS.items():
        if len(found["spans"][key]) < 2:
            continue
        st.markdown(f"#### {title}")
        if key == "weeks":
            st.altair_chart(weeks_chart(_chart_rows(found)), width="stretch")
            st.caption(
                "The week of the later submission of two. Bars are 95 % intervals; a small dot stands on few documents."
            )
        for one in found["questions"]:
            table(name, one[key], ["alpha", "percent"], title=f"{one['question']}, by {name}")
        table(name, found["spans"][key], ["overlap_f1", "exact_f1", "alpha_u"], title=f"Spans, by {name}")
        if told := _too_few(found["spans"][key], name):
            st.caption(as_text(told))


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


def _too_few(parts: Sequence[Mapping], name: str) -> str:
    few = [f"{part[name]} ({part['alpha_u']['n']:,})" for part in parts if part["alpha_u"]["n"] < FEW]
    return f"No alpha under {FEW} documents: {', '.join(few)}." if few else ""
