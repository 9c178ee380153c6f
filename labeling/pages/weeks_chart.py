"""Figures by week, as lines with their intervals."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

HEIGHT = 200
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]  # Okabe-Ito, which colour-blind people can tell apart


def weeks_chart(rows: Sequence[Mapping]) -> alt.LayerChart:
    """Figures, from 0 to 1, by week: dicts of `Figure` with `week` and `figure`, its name."""
    legend = alt.Legend(orient="top", labelLimit=0)
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("week:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        color=alt.Color("figure:N", title=None, legend=legend, scale=alt.Scale(range=COLOURS)),
        tooltip=[
            "week:O",
            "figure:N",
            *(alt.Tooltip(f"{name}:Q", format=".2f") for name in ("value", "low", "high")),
            alt.Tooltip("n:Q", title="documents"),
        ],
    )
    upright = {"scale": alt.Scale(domain=[0, 1]), "title": None}
    lines = base.mark_line().encode(y=alt.Y("value:Q", **upright))
    dots = base.mark_point(filled=True).encode(
        y=alt.Y("value:Q", **upright), size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[20, 160]))
    )
    bars = base.mark_rule(opacity=0.5).encode(y=alt.Y("low:Q", **upright), y2="high:Q")
    return (bars + lines + dots).properties(height=HEIGHT)
