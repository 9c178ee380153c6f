"""Curves of what is found, read and right, with the chosen point on them; they read in light and in dark."""

import altair as alt
import pandas as pd

ACCENT, GREY = "#c8573a", "#8a8f94"  # the accent reads on both backgrounds
HEIGHT = 260
PERCENT = alt.Axis(format=".0%", tickCount=5)
SHARE = alt.Scale(domain=[0, 1])


def workload(rows: list[dict], point: tuple[float, float]) -> alt.LayerChart:
    """Reports found by documents read, best scores first; rows {"read", "recall", "low", "high"}."""
    chance = pd.DataFrame({"read": [0, 1], "recall": [0, 1]})
    line = alt.Chart(chance).mark_line(strokeDash=[4, 4], color=GREY)
    start = [{"read": 0.0, "recall": 0.0, "low": 0.0, "high": 0.0}]
    names = {"read": "documents read", "recall": "reports found"}
    return line.encode(**_axes(names)) + _curve(start + rows, names) + _point(point, names)


def precision_by_recall(rows: list[dict], point: tuple[float, float] | None) -> alt.LayerChart:
    """Rows {"recall", "precision", "low", "high"}."""
    names = {"recall": "reports found", "precision": "reports among what it brings"}
    chart = _curve(rows, names)
    return chart + _point(point, names) if point else chart


def _axes(names: dict[str, str]) -> dict:
    """x and y; names: field to title of each."""
    (x, x_title), (y, y_title) = names.items()
    return {
        "x": alt.X(f"{x}:Q", title=x_title, scale=SHARE, axis=PERCENT),
        "y": alt.Y(f"{y}:Q", title=y_title, scale=SHARE, axis=PERCENT),
    }


def _curve(rows: list[dict], names: dict[str, str]) -> alt.LayerChart:
    base, axes = alt.Chart(pd.DataFrame(rows)), _axes(names)
    low = alt.Y("low:Q", title=list(names.values())[1], scale=SHARE, axis=PERCENT)
    band = base.mark_area(opacity=0.18, color=ACCENT).encode(x=axes["x"], y=low, y2="high:Q")
    return (band + base.mark_line(color=ACCENT).encode(**axes)).properties(height=HEIGHT)


def _point(point: tuple[float, float], names: dict[str, str]) -> alt.LayerChart:
    """The choice, with lines to both axes."""
    base = alt.Chart(pd.DataFrame([dict(zip(names, point, strict=True)) | {"nothing": 0}]))
    axes = _axes(names)
    down = base.mark_rule(strokeDash=[2, 3], color=GREY).encode(**axes, y2="nothing:Q")
    across = base.mark_rule(strokeDash=[2, 3], color=GREY).encode(**axes, x2="nothing:Q")
    told = [alt.Tooltip(f"{field}:Q", format=".0%", title=title) for field, title in names.items()]
    return down + across + base.mark_circle(size=180, color=ACCENT, opacity=1).encode(**axes, tooltip=told)
