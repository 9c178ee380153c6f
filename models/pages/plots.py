"""Plots of how good a detector is; ink comes from the page's theme, so they work in light and dark."""

import altair as alt
import pandas as pd

from models.pages.curve_plots import ACCENT, GREY, HEIGHT, PERCENT, SHARE

NAMES = {"average_precision": "Average precision", "macro_f1": "Macro-F1"}
N_TERMS = 15  # each way


def learning_curve(rows: list[dict], coming: list[dict]) -> alt.LayerChart:
    """AP and macro-F1 by number of answers, and the AP to expect; rows as in the metrics of a version."""
    frame = pd.DataFrame(rows).rename(columns=NAMES).melt("n", list(NAMES.values()), "figure", "value")
    lowest = min(0.5, frame["value"].min())
    x = alt.X(
        "n:Q", title="answers learned from", scale=alt.Scale(type="log", nice=False), axis=_sizes([*rows, *coming])
    )
    upright = {"scale": alt.Scale(domain=[lowest, 1]), "axis": alt.Axis(format=".1f", tickCount=5), "title": None}
    y = alt.Y("value:Q", **upright)
    base = alt.Chart(frame).encode(
        x=x,
        y=y,
        color=alt.Color("figure:N", title=None, scale=_colours(), legend=alt.Legend(orient="top")),
        shape=alt.Shape("figure:N", title=None, legend=alt.Legend(orient="top")),
        tooltip=["figure:N", "n:Q", alt.Tooltip("value:Q", format=".3f")],
    )
    chart = base.mark_line() + base.mark_point(filled=True, size=60)
    return (chart + _coming(rows[-1], coming, {"x": x, "y": y}, upright) if coming else chart).properties(height=HEIGHT)


def _coming(last: dict, coming: list[dict], axes: dict, upright: dict) -> alt.LayerChart:
    start = {"n": last["n"], "value": last["average_precision"]}
    base = alt.Chart(pd.DataFrame([start | {"low": start["value"], "high": start["value"]}, *coming]))
    band = base.mark_area(opacity=0.15, color=ACCENT).encode(x=axes["x"], y=alt.Y("low:Q", **upright), y2="high:Q")
    line = base.mark_line(strokeDash=[5, 4], color=ACCENT, point={"color": ACCENT, "size": 30}).encode(
        **axes,
        tooltip=[
            alt.Tooltip("n:Q", title="answers"),
            alt.Tooltip("value:Q", format=".3f", title="AP to expect"),
            alt.Tooltip("low:Q", format=".3f"),
            alt.Tooltip("high:Q", format=".3f"),
        ],
    )
    return band + line


def reliability(rows: list[dict]) -> alt.LayerChart:
    """Share of reports by score with intervals; rows as in the metrics of a version."""
    axes = {
        "x": alt.X("score:Q", title="score", scale=SHARE, axis=PERCENT),
        "y": alt.Y("share:Q", title="reports among them", scale=SHARE, axis=PERCENT),
    }
    line = alt.Chart(pd.DataFrame({"score": [0, 1], "share": [0, 1]})).mark_line(strokeDash=[4, 4], color=GREY)
    points = alt.Chart(pd.DataFrame(rows, columns=["score", "share", "n", "low", "high"]))
    bars = points.mark_rule(color=ACCENT, opacity=0.6, strokeWidth=2).encode(
        x=axes["x"], y=alt.Y("low:Q", scale=SHARE, title="reports among them", axis=PERCENT), y2="high:Q"
    )
    dots = points.mark_circle(color=ACCENT, opacity=1).encode(
        **axes,
        size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[40, 400])),
        tooltip=[
            alt.Tooltip("score:Q", format=".0%", title="mean score"),
            alt.Tooltip("share:Q", format=".0%", title="reports among them"),
            alt.Tooltip("low:Q", format=".0%"),
            alt.Tooltip("high:Q", format=".0%"),
            alt.Tooltip("n:Q", title="documents"),
        ],
    )
    return (line.encode(**axes) + bars + dots).properties(height=HEIGHT)


def terms(rows: list[dict], colour: str, strongest: float) -> alt.Chart:
    """Bars of the terms that move scores most one way; rows {"term", "effect", "n"}.

    `strongest`: the largest effect, of all terms, either way: charts beside each other have one scale.
    """
    frame = pd.DataFrame(rows)
    frame["size"] = frame["effect"].abs()
    return (
        alt.Chart(frame)
        .mark_bar(color=colour)
        .encode(
            x=alt.X(
                "size:Q",
                title="pull on the score (log odds)",
                scale=alt.Scale(domain=[0, strongest]),
                axis=alt.Axis(tickCount=4),
            ),
            y=alt.Y("term:N", title=None, sort=None, axis=alt.Axis(labelLimit=180)),
            tooltip=["term:N", alt.Tooltip("effect:Q", format="+.2f"), alt.Tooltip("n:Q", title="documents")],
        )
        .properties(height=24 * len(frame) + 40)
    )


def _sizes(rows: list[dict]) -> alt.Axis:
    return alt.Axis(values=[row["n"] for row in rows], format=",d", grid=False, labelOverlap=True)


def _colours() -> alt.Scale:
    return alt.Scale(domain=list(NAMES.values()), range=[ACCENT, GREY])
