"""Agreement on values that are only equal or not: percent, Cohen's kappa, Krippendorff's alpha.

A unit is what several coders gave a value: one document and one question, or one span and one attribute. Who gave no
value is not in it. `ids`, `groups`: the document and the group of near-duplicates that each unit belongs to.
"""

from collections.abc import Sequence

import numpy as np

from labeling.agreement.figure import Figure, figure, share, undefined

NOBODY = "No two people have given the same one a value."
ONE_VALUE = "All gave the same value, so agreement cannot be told from chance."


def percent(pairs: Sequence[tuple[str, str]], *, ids: Sequence[str], groups: Sequence[str]) -> Figure:
    """The share of pairs of values that are equal; `pairs[i]`: two coders' values of one unit."""
    parts = np.array([(one == other, 1) for one, other in pairs], dtype=float).reshape(-1, 2)
    return figure(lambda sums: share(sums[:, 0], sums[:, 1]), parts, ids=ids, groups=groups, why=NOBODY)


def kappa(pairs: Sequence[tuple[str, str]], *, ids: Sequence[str], groups: Sequence[str]) -> Figure:
    """Cohen's kappa of two coders (Cohen 1960): agreement beyond what their own shares of values give by chance.

    `pairs[i]`: the first coder's value of a unit, and the second's.
    """
    if not pairs:
        return undefined(0, NOBODY)
    places = {value: place for place, value in enumerate(sorted({value for pair in pairs for value in pair}))}
    n_values = len(places)
    if n_values < 2:
        return undefined(len(set(ids)), ONE_VALUE)
    from sklearn.metrics import cohen_kappa_score  # takes a second to import

    parts = np.zeros((len(pairs), n_values**2))
    parts[np.arange(len(pairs)), [places[one] * n_values + places[other] for one, other in pairs]] = 1
    value = float(cohen_kappa_score(*zip(*pairs, strict=True)))
    return figure(lambda sums: _kappas(sums, n_values), parts, ids=ids, groups=groups, value=value)


def _kappas(sums: np.ndarray, n_values: int) -> np.ndarray:
    """Kappa of tables of how often which two values met, shape (m, n_values²)."""
    tables = sums.reshape(-1, n_values, n_values)
    n = tables.sum(axis=(1, 2))
    observed = share(np.trace(tables, axis1=1, axis2=2), n)
    expected = share((tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1), n**2)
    return share(observed - expected, 1 - expected)


def alpha(units: Sequence[Sequence[str]], *, ids: Sequence[str], groups: Sequence[str]) -> Figure:
    """Krippendorff's alpha for nominal values, any number of coders, values missing (Krippendorff 2011), by NLTK.

    `units[i]`: the values that one unit was given, by whomever; units with fewer than two are left out.
    """
    kept = [place for place, unit in enumerate(units) if len(unit) > 1]
    if len({value for place in kept for value in units[place]}) < 2:
        return _alpha(units, kept, ids, groups)
    from nltk.metrics.agreement import AnnotationTask  # takes three seconds to import

    rows = [(coder, place, value) for place in kept for coder, value in enumerate(units[place])]
    return _alpha(units, kept, ids, groups, AnnotationTask(rows).alpha())


def quick_alpha(pairs: Sequence[tuple[str, str]], *, ids: Sequence[str], groups: Sequence[str]) -> Figure:
    """`alpha` of very many units, without NLTK, which takes a minute for a million values; a test compares the two."""
    return _alpha(pairs, range(len(pairs)), ids, groups)


def _alpha(
    units: Sequence[Sequence[str]],
    kept: Sequence[int],
    ids: Sequence[str],
    groups: Sequence[str],
    value: float | None = None,
) -> Figure:
    """The coincidences of Krippendorff (2011) add up over units: what differs in each, and how often each value is."""
    values = sorted({value for place in kept for value in units[place]})
    parts = np.zeros((len(kept), 1 + len(values)))
    for row, place in enumerate(kept):
        unit = units[place]
        counts = [unit.count(value) for value in values]
        parts[row] = [(len(unit) ** 2 - sum(n**2 for n in counts)) / (len(unit) - 1), *counts]
    where = {"ids": [ids[place] for place in kept], "groups": [groups[place] for place in kept]}
    return figure(_alphas, parts, **where, value=value, why=ONE_VALUE if kept else NOBODY)


def _alphas(sums: np.ndarray) -> np.ndarray:
    n = sums[:, 1:].sum(axis=1)
    return 1 - share((n - 1) * sums[:, 0], n**2 - (sums[:, 1:] ** 2).sum(axis=1))
