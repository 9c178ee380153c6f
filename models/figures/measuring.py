"""Everything that is told of a detector's scores out of fold: figures with intervals, curves, parts of the documents.

Everywhere: `y` has shape (n,), 0 or 1; `p` has shape (n,), probabilities of 1; `said` has shape (n,), bool; `weights`
has shape (n_draws, n), see `resampling`. Rows are plain values, ready for JSON; a bound that cannot be told is null.
"""

from collections.abc import Sequence

import numpy as np

from models.figures import resampling
from models.figures.evaluation import N_BINS
from models.figures.resampling import interval

GRID = tuple(round(0.05 * step, 2) for step in range(1, 21))
FEWEST_IN_PART = 10  # documents of a source or a month that has a row of its own
OTHERS, UNNAMED = "the others", "none named"


def intervals(y: np.ndarray, p: np.ndarray, said: np.ndarray, weights: np.ndarray) -> dict[str, list[float | None]]:
    """(low, high) of each figure by its name."""
    return {
        "average_precision": _plain(resampling.average_precision(y, p, weights)),
        "f1": _plain(resampling.f1(y, said, weights)),
        "macro_f1": _plain(resampling.macro_f1(y, said, weights)),
        "brier": _plain(resampling.mean((p - y) ** 2, weights)),
        "precision": _of_share(y == 1, said, weights),
        "recall": _of_share(said, y == 1, weights),
    }


def ece(y: np.ndarray, p: np.ndarray) -> float:
    """Expected calibration error: how far scores and shares are apart, by tenth of the score, weighted by documents.

    >>> round(ece(np.array([1, 0, 0, 0]), np.array([0.25, 0.25, 0.25, 0.25])), 3)
    0.0
    """
    bins = np.minimum((p * N_BINS).astype(int), N_BINS - 1)
    apart = [abs(p[bins == b].sum() - y[bins == b].sum()) for b in np.unique(bins)]
    return float(sum(apart) / max(len(y), 1))


def reliability(y: np.ndarray, p: np.ndarray) -> list[dict]:
    """By tenth of the score: mean `score`, `share` of positives with `low` and `high`, `n`."""
    bins = np.minimum((p * N_BINS).astype(int), N_BINS - 1)
    rows = []
    for b in np.unique(bins):
        there = bins == b
        low, high = wilson(int(y[there].sum()), int(there.sum()))
        row = {"score": float(p[there].mean()), "share": float(y[there].mean()), "n": int(there.sum())}
        rows.append(row | {"low": low, "high": high})
    return rows


def wilson(n_positive: int, n: int) -> tuple[float, float]:
    """The interval of a share of few, where drawing anew would be sure of 0 and 1.

    >>> [round(bound, 2) for bound in wilson(3, 3)]
    [0.44, 1.0]
    """
    share, z = n_positive / n, 1.96
    middle = share + z**2 / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return float(max((middle - half) / (1 + z**2 / n), 0)), float(min((middle + half) / (1 + z**2 / n), 1))


def curves(y: np.ndarray, p: np.ndarray, weights: np.ndarray) -> dict[str, list[dict]]:
    """Two curves with a row for each of GRID, best scores first.

    "precision_by_recall": to find so many of the positives, {"recall", "precision", "low", "high"}.
    "recall_by_reading": by reading so many of the documents, {"read", "recall", "low", "high"}: the workload curve.
    """
    order = np.argsort(-p, kind="stable")
    ranked = np.vstack([np.ones((1, len(y)), dtype=np.float32), weights])[:, order]
    found, taken = np.cumsum(ranked * y[order].astype(np.float32), axis=1), np.cumsum(ranked, axis=1)
    n_found, each = found[:, -1], np.arange(len(found))
    by_recall, by_reading = [], []
    with np.errstate(invalid="ignore", divide="ignore"):
        for share in GRID:
            place = _places(found, share)
            by_recall.append({"recall": share} | _row("precision", found[each, place] / taken[each, place]))
            place = _places(taken, share)
            by_reading.append({"read": share} | _row("recall", found[each, place] / n_found))
    return {"precision_by_recall": by_recall, "recall_by_reading": by_reading}


def _places(sums: np.ndarray, share: float) -> np.ndarray:
    """Where each row, which never falls, first comes to this share of its end."""
    return (sums < share * sums[:, -1:] - 1e-4).sum(axis=1)


def _row(name: str, values: np.ndarray) -> dict[str, float | None]:
    """The first value is that of all documents, the others those of the draws."""
    low, high = _plain(values[1:])
    return {name: float(values[0]), "low": low, "high": high}


def by_part(
    parts: Sequence[str | None], y: np.ndarray, p: np.ndarray, said: np.ndarray, weights: np.ndarray
) -> list[dict]:
    """Figures of each source, month or the like: the largest first, then small ones together, then what names none.

    parts: shape (n,). A row is {"part", "n", "n_positive", and for "average_precision", "precision", "recall" value,
    low and high}; null where it cannot be told.
    """
    names = np.array([part or UNNAMED for part in parts], dtype=object)
    own = {name: int((names == name).sum()) for name in dict.fromkeys(names.tolist())}
    small = [name for name, n in own.items() if n < FEWEST_IN_PART and name != UNNAMED]
    if len(small) > 1:
        names[np.isin(names, small)] = OTHERS
    last = {OTHERS: 1, UNNAMED: 2}
    counts = {name: int((names == name).sum()) for name in dict.fromkeys(names.tolist())}
    order = sorted(counts, key=lambda name: (last.get(name, 0), -counts[name], name))
    return [_part(name, names == name, y, p, said, weights) for name in order]


def _part(
    name: str, there: np.ndarray, y: np.ndarray, p: np.ndarray, said: np.ndarray, weights: np.ndarray
) -> dict[str, object]:
    y, p, said, one = y[there], p[there], said[there], np.ones((1, int(there.sum())))
    weights = weights[:, there]
    row: dict[str, object] = {"part": name, "n": len(y), "n_positive": int(y.sum())}
    among = {"precision": int(said.sum()), "recall": int(y.sum())}
    with np.errstate(invalid="ignore", divide="ignore"):
        for figure, function in (
            ("average_precision", lambda drawn: resampling.average_precision(y, p, drawn)),
            ("precision", lambda drawn: resampling.share(y == 1, said, drawn)),
            ("recall", lambda drawn: resampling.share(said, y == 1, drawn)),
        ):
            value, (low, high) = float(function(one)[0]), _plain(function(weights))
            if figure in among:
                low, high = _certain_of_few([low, high], value, among[figure])
            row |= {figure: value if np.isfinite(value) else None, f"{figure}_low": low, f"{figure}_high": high}
    return row


def _of_share(of: np.ndarray, among: np.ndarray, weights: np.ndarray) -> list[float | None]:
    """The interval of the share of `among` that are `of`, both shape (n,) of bool."""
    value, n = resampling.share(of, among, np.ones((1, len(of))))[0], int(among.sum())
    return _certain_of_few(_plain(resampling.share(of, among, weights)), float(value), n)


def _certain_of_few(interval: list[float | None], value: float, n: int) -> list[float | None]:
    """Wilson's interval where all draws of so few are alike: that is no proof of certainty."""
    low, high = interval
    return [*wilson(round(value * n), n)] if low is not None and low == high else interval


def _plain(values: np.ndarray) -> list[float | None]:
    return [bound if np.isfinite(bound) else None for bound in interval(values)]
