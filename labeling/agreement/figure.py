"""A figure with its interval and what it is measured on, or why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from labeling.agreement.resampling import draws, interval

FEW = 20  # documents; with fewer a figure tells too little to act on


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is None where the figure is undefined, and `why` says why. `n`: different documents it is measured on.

    `low`, `high`: 95 % interval by the bootstrap over documents; None where one document or one story is all there is.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    why: str = ""


def undefined(n: int, why: str) -> Figure:
    return Figure(None, None, None, n, why)


def figure(
    of_sums: Callable[[np.ndarray], np.ndarray],
    parts: np.ndarray,
    *,
    ids: Sequence[str],
    groups: Sequence[str],
    value: float | None = None,
    why: str = "",
) -> Figure:
    """A figure of sums over documents, with its interval; undefined for the reason `why` where it is no number.

    parts: shape (n, k), what each row adds to each sum; `of_sums` takes sums, shape (m, k), and gives shape (m,).
    `ids`, `groups`: each row's document and group of near-duplicates. `value`: where a library computed it already.
    Percentiles of few documents can lie beside the value; the interval is then widened until it holds it.
    """
    n = len(set(ids))
    if value is None:
        value = float(of_sums(parts.sum(axis=0, dtype=np.float64)[None])[0])
    if not np.isfinite(value):
        return undefined(n, why)
    names, group_of = np.unique(np.asarray(groups), return_inverse=True)
    if len(names) < 2:
        return Figure(value, None, None, n)
    by_group = np.zeros((len(names), parts.shape[1]))
    np.add.at(by_group, group_of, parts)
    low, high = interval(of_sums(_draws(len(names)) @ by_group))
    return Figure(value, min(low, value), max(high, value), n) if np.isfinite(low) else Figure(value, None, None, n)


@lru_cache(maxsize=4)
def _draws(n: int) -> np.ndarray:
    return draws(range(n))  # the same for every figure of as many documents, and half of the time


def share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """part / whole, nan where there is no whole."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole > 0, part / whole, np.nan)
