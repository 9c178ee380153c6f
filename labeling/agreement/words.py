"""Figures in words, modestly: the value, its interval, what it is measured on, and no verdict on too little."""

from collections.abc import Mapping

from labeling.agreement.figure import FEW
from labeling.core.plural import n_of

# Krippendorff, Content Analysis (2nd edition 2004, page 241), for alpha: from .8 on data can be relied on, from .667 on
# for tentative conclusions. He calls them conventions, not tests; nothing of the kind is known for F1 of spans.
RELIABLE, TENTATIVE = 0.8, 0.667
TOO_FEW = "too few documents to tell"
FIGURES = {
    "alpha": "Krippendorff's alpha",
    "kappa": "Cohen's kappa",
    "percent": "same answer",
    "exact_f1": "exact F1",
    "overlap_f1": "overlap F1",
    "alpha_u": "unitising alpha",
    "edges_apart": "edges apart",
}
# Ways to part the pairs of layers: key of the report -> (attribute of a pair that says its part, title).
PARTS = {"weeks": ("week", "By week"), "schemes": ("scheme", "By scheme"), "guidelines": ("guideline", "By guidelines")}
SHARES = ("percent", "edges_apart")
KINDS = {
    "answer": "other answers",
    "missing": "marked by one only",
    "edges": "other edges",
    "label": "one label or the other",
    "attribute": "other attributes",
}


def number(name: str, value: float | None) -> str:
    """A figure as it is read: two digits, a percentage, or a dash where there is none.

    >>> number("alpha", 0.743), number("percent", 0.9), number("alpha", None), number("kappa", -0.2)
    ('0.74', '90 %', '–', '−0.20')
    """
    if value is None:
        return "–"
    if name in SHARES:
        return f"{value:.0%}".replace("%", " %")
    return f"{value:.2f}".replace("-", "−")


def interval(name: str, found: Mapping) -> str:
    """The interval of a figure, "" where it has none.

    >>> interval("alpha", {"low": 0.4, "high": 0.8})
    '[0.40, 0.80]'
    """
    return "" if found["low"] is None else f"[{number(name, found['low'])}, {number(name, found['high'])}]"


def sentence(name: str, found: Mapping) -> str:
    """A figure, a dict of `Figure`, with all that belongs to it.

    >>> sentence("alpha", {"value": 0.743, "low": 0.406, "high": 1.0, "n": 11, "why": ""})
    '0.74 [0.41, 1.00], 11 documents'
    """
    if found["value"] is None:
        return found["why"]
    told = " ".join(filter(None, (number(name, found["value"]), interval(name, found))))
    return f"{told}, {n_of(found['n'], 'document')}"


def reading(found: Mapping) -> str:
    """What an alpha says by Krippendorff's conventions, judged by its whole interval.

    >>> reading({"value": 0.9, "low": 0.85, "high": 0.95, "n": 40})
    'high enough to rely on'
    >>> reading({"value": 0.9, "low": 0.7, "high": 0.95, "n": 12})
    'too few documents to tell'
    """
    if found["value"] is None:
        return "undefined"
    if found["n"] < FEW or found["low"] is None:
        return TOO_FEW
    if found["low"] >= RELIABLE:
        return "high enough to rely on"
    if found["low"] >= TENTATIVE:
        return "enough for tentative conclusions"
    return "too low to rely on" if found["high"] < TENTATIVE else "not sure enough to rely on"
