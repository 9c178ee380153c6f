"""How far figures would move on other documents of the same kind: draws of documents, and what lies between them.

A draw of documents is a row of weights: how often each was drawn. Near-duplicates are drawn together, for they are one
piece of evidence. Weights have shape (n_draws, n), figures of them shape (n_draws,).
"""

from collections.abc import Sequence

import numpy as np

N_DRAWS = 300
SEED = 7
SURE = 0.95  # of the draws lie in an interval


def draws(groups: Sequence, *, n_draws: int = N_DRAWS, seed: int = SEED) -> np.ndarray:
    """Weights of `n_draws` draws; `groups[i]` is equal for near-duplicates. As many groups are drawn as there are.

    >>> draws(["a", "b", "b"], n_draws=2)[:, 1:].tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    _, group_of = np.unique(np.asarray(groups), return_inverse=True)
    n = int(group_of.max(initial=-1)) + 1
    counts = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / max(n, 1)), size=n_draws)
    return counts[:, group_of].astype(np.float32)  # small counts are exact, and whole numbers multiply slowly


def interval(values: np.ndarray) -> tuple[float, float]:
    """What SURE of the values lie between, those that are no number left out; (nan, nan) where all are none."""
    found = values[np.isfinite(values)]
    if not len(found):
        return (float("nan"), float("nan"))
    low, high = np.quantile(found, [(1 - SURE) / 2, (1 + SURE) / 2])
    return float(low), float(high)
