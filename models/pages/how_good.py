"""How good the version is: what more answers would bring, whether scores mean what they say, where it is weak."""

import streamlit as st

from labeling.core.plural import n_of
from models.pages import plots
from models.pages.locked_slice import locked_slice
from models.pages.view import View
from models.pages.words import figure

FEWEST_DOCUMENTS = 10  # of a source or month, before figures of it tell anything
FEWEST_PARTS = 2  # sources or months, before a table of them tells anything


def show(view: View) -> str:
    left, right = st.columns(2, gap="large")
    with left:
        _more_answers(view)
    with right:
        _scores(view)
    for key, title, noun in (("by_source", "By source", "source"), ("by_month", "By month", "month")):
        _by_part(view, key, title, noun)
    locked_slice(view)
    return "sitrep evaluate --locked"


def _more_answers(view: View) -> None:
    st.markdown("#### Would more answers help?")
    curve, coming = view.metrics.get("learning_curve", []), view.metrics.get("forecast", [])
    if not curve:
        st.info("From 20 answers on a learning curve stands here.")
        return
    if len(curve) == 1:
        first, ranking = n_of(curve[0]["n"], "answer"), curve[0]["average_precision"]
        st.markdown(
            f"Learned from {first}, average precision is {ranking:.2f}. Answer more, train again: then a curve tells."
        )
        return
    if coming:
        told = next((row for row in coming if row["more"] == 100), coming[-1])
        half = (told["high"] - told["low"]) / 2
        gain = told["value"] - view.metrics["average_precision"]
        st.markdown(
            f"**{told['more']} more answers: average precision {told['value']:.2f} ± {half:.2f}**, "
            f"{gain:+.3f} by this curve."
        )
    else:
        st.markdown("From 50 answers on, the curve is carried on to tell what more would bring.")
    chart = plots.learning_curve(curve, coming)
    st.altair_chart(chart, width="stretch", alt="Ranking and macro-F1 by number of answers, and what is to be expected")
    st.caption(
        f"Learned from part of the answers, measured on the others: mean of {n_of(curve[0]['n_draws'], 'fold')}. "
        "Dashed: carried on, with 95 % of what is likely."
    )


def _scores(view: View) -> None:
    st.markdown("#### Does a score mean what it says?")
    ece = view.metrics.get("ece")
    if ece is None:
        st.markdown("On the line, seven in ten of what is scored 70 % are reports.")
    else:
        st.markdown(f"**Scores are {ece * 100:.0f} points off, on average** (ECE, n = {view.metrics['n']:,}).")
    chart = plots.reliability(view.metrics.get("calibration", []))
    st.altair_chart(chart, width="stretch", alt="Share of reports by score, on the diagonal where scores are true")
    st.caption("On the line, seven in ten of what is scored 70 % are reports. Size: documents; bars: 95 % intervals.")


def _by_part(view: View, key: str, title: str, noun: str) -> None:
    parts = view.metrics.get(key, [])
    if len(parts) < FEWEST_PARTS:
        return
    st.markdown(f"#### {title}")
    rows = [
        {
            noun.capitalize(): row["part"],
            "n": row["n"],
            "Reports": row["n_positive"],
            "Average precision": _of(row, "average_precision"),
            "Found (recall)": _of(row, "recall"),
            "Right (precision)": _of(row, "precision"),
        }
        for row in parts
    ]
    st.dataframe(rows, hide_index=True, width="stretch", alt=f"Figures by {noun}")
    st.caption(
        f"With 95 % intervals, out of fold. {noun.capitalize()}s of fewer than {FEWEST_DOCUMENTS} documents stand "
        "together as “the others”; “–”: too few to tell."
    )


def _of(row: dict, name: str) -> str:
    """Nothing for a handful of documents; no interval where all draws of so few are alike, for it would be a lie."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    if row["n"] < FEWEST_DOCUMENTS:
        return figure(None)
    return figure(row[name]) if low == high else figure(row[name], low, high)
