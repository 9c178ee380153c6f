"""Plots of a detector; they take their ink from the page's theme, so they work in light and dark."""

import altair as alt
import pandas as pd

ACCENT, SECOND = "#c4532f", "#3a87b7"
HEIGHT = 260


def learning_curve(rows: list[dict]) -> alt.LayerChart:
    """AP and macro-F1 by number of answers; rows as in the metrics of a version."""
    names = {"average_precision": "Average precision", "macro_f1": "Macro-F1"}
    frame = pd.DataFrame(rows).rename(columns=names).melt("n", list(names.values()), "figure", "value")
    base = alt.Chart(frame).encode(
        x=alt.X("n:Q", title="answers learned from", scale=alt.Scale(type="log", nice=False)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[min(0.4, frame["value"].min()), 1])),
        color=alt.Color(
            "figure:N", title=None, scale=alt.Scale(range=[ACCENT, SECOND]), legend=alt.Legend(orient="top")
        ),
        shape=alt.Shape("figure:N", title=None, legend=None),
        tooltip=["figure:N", "n:Q", alt.Tooltip("value:Q", format=".3f")],
    )
    return (base.mark_line() + base.mark_point(filled=True, size=60)).properties(height=HEIGHT)


def calibration(rows: list[dict]) -> alt.LayerChart:
    """Share of positive documents by score; rows as in the metrics of a version."""
    frame = pd.DataFrame(rows)
    line = alt.Chart(pd.DataFrame({"score": [0, 1], "share": [0, 1]})).mark_line(strokeDash=[4, 4], opacity=0.6)
    points = alt.Chart(frame).mark_circle(color=ACCENT, opacity=0.85).encode(
        size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[40, 500])),
        tooltip=[
            alt.Tooltip("score:Q", format=".2f", title="mean score"),
            alt.Tooltip("share:Q", format=".2f", title="share of reports"),
            alt.Tooltip("n:Q", title="documents"),
        ],
    )  # fmt: skip
    axes = {
        "x": alt.X("score:Q", title="score", scale=alt.Scale(domain=[0, 1])),
        "y": alt.Y("share:Q", title="share of reports", scale=alt.Scale(domain=[0, 1])),
    }
    return (line.encode(color=alt.value("#8a9199"), **axes) + points.encode(**axes)).properties(height=HEIGHT)
