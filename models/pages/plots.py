"""Plots of a detector; ink comes from the page's theme, so they work in light and dark."""

import altair as alt
import pandas as pd

ACCENT, GREY = "#c8573a", "#8a8f94"  # the accent reads on both backgrounds
HEIGHT = 260


def learning_curve(rows: list[dict]) -> alt.LayerChart:
    """AP and macro-F1 by number of answers; rows as in the metrics of a version."""
    names = {"average_precision": "Average precision", "macro_f1": "Macro-F1"}
    frame = pd.DataFrame(rows).rename(columns=names).melt("n", list(names.values()), "figure", "value")
    lowest = min(0.5, frame["value"].min())
    base = alt.Chart(frame).encode(
        x=alt.X("n:Q", title="answers learned from", scale=alt.Scale(type="log", nice=False), axis=_sizes(rows)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[lowest, 1]), axis=alt.Axis(format=".1f", tickCount=5)),
        color=alt.Color("figure:N", title=None, scale=_colours(names), legend=alt.Legend(orient="top")),
        shape=alt.Shape("figure:N", title=None, legend=alt.Legend(orient="top")),
        tooltip=["figure:N", "n:Q", alt.Tooltip("value:Q", format=".3f")],
    )
    return (base.mark_line() + base.mark_point(filled=True, size=60)).properties(height=HEIGHT)


def calibration(rows: list[dict]) -> alt.LayerChart:
    """Share of positive documents by score; rows as in the metrics of a version."""
    line = alt.Chart(pd.DataFrame({"score": [0, 1], "share": [0, 1]})).mark_line(strokeDash=[4, 4], color=GREY)
    points = (
        alt.Chart(pd.DataFrame(rows))
        .mark_circle(color=ACCENT, opacity=0.85)
        .encode(
            size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[40, 500])),
            tooltip=[
                alt.Tooltip("score:Q", format=".0%", title="mean score"),
                alt.Tooltip("share:Q", format=".0%", title="reports among them"),
                alt.Tooltip("n:Q", title="documents"),
            ],
        )
    )
    axis = alt.Axis(format=".0%", tickCount=5)
    axes = {
        "x": alt.X("score:Q", title="score", scale=alt.Scale(domain=[0, 1]), axis=axis),
        "y": alt.Y("share:Q", title="reports among them", scale=alt.Scale(domain=[0, 1]), axis=axis),
    }
    return (line.encode(**axes) + points.encode(**axes)).properties(height=HEIGHT)


def _sizes(rows: list[dict]) -> alt.Axis:
    return alt.Axis(values=[row["n"] for row in rows], format=",d", grid=False, labelOverlap=True)


def _colours(names: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(names.values()), range=[ACCENT, GREY])
