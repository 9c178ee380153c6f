"""Figures in words, the same on every part of the page: with an interval and n, never bare."""

from collections.abc import Mapping
from typing import Any

FIGURES = {  # key in the metrics: (name, whether more is better, meaning)
    "average_precision": ("Average precision", True, "How well reports rank above the rest: 1 is perfect"),
    "f1": ("F1", True, "Precision and recall of the reports, in one"),
    "macro_f1": ("Macro-F1", True, "F1 of both answers, averaged: guessing cannot win it"),
    "brier": ("Brier", False, "How far scores are from the answers: lower is better, 0.25 is a coin"),
}
BETTER, WORSE, CHANCE = "better", "worse", "could be chance"


def figure(value: float | None, low: float | None = None, high: float | None = None) -> str:
    """A figure from 0 to 1 with its interval.

    >>> figure(0.784, 0.71, 0.85), figure(None)
    ('0.78 (0.71–0.85)', '–')
    """
    if value is None:
        return "–"
    return f"{value:.2f}" + (f" ({low:.2f}–{high:.2f})" if low is not None and high is not None else "")


def of_100(share: float, low: float | None = None, high: float | None = None) -> str:
    """A share as so many of 100.

    >>> of_100(0.784, 0.71, 0.849)
    '78 (71–85)'
    """
    return f"{share * 100:.0f}" + (f" ({low * 100:.0f}–{high * 100:.0f})" if None not in (low, high) else "")


def change(value: float) -> str:
    """A difference with its sign.

    >>> change(0.0213), change(-0.004), change(0.0)
    ('+0.021', '−0.004', '±0.000')
    """
    sign = "±" if round(value, 3) == 0 else "+" if value > 0 else "−"
    return f"{sign}{abs(value):.3f}"


def says(row: Mapping[str, Any]) -> str:
    """What a row of a comparison of versions says: BETTER, WORSE or CHANCE.

    >>> says({"figure": "brier", "difference": -0.02, "low": -0.03, "high": -0.01})
    'better'
    """
    if row["low"] is None or row["low"] <= 0 <= row["high"]:
        return CHANCE
    return BETTER if (row["difference"] > 0) == FIGURES[row["figure"]][1] else WORSE


def bounds(metrics: Mapping[str, Any], key: str) -> tuple[float | None, float | None]:
    """The interval of a figure; two None for versions from before intervals were kept."""
    low, high = metrics.get("intervals", {}).get(key, (None, None))
    return low, high


def finding(recall: float | None) -> str:
    """A choice of threshold as people say it.

    >>> finding(0.95), finding(None)
    ('find 95 %', 'best balance')
    """
    return "best balance" if recall is None else f"find {recall * 100:.0f} %"
