"""The figures of a span suggester, as they are stored with its version and shown to people."""

from collections.abc import Mapping, Sequence

import numpy as np

from labeling.workflow.precision import PRECISIONS
from models.resampling import draws
from models.spans.judging import Judged, best_threshold, f1, f1_interval, f1_of_draws, score_for, shown

CLEARLY = 0.8  # of the draws


def figures(judged: Mapping[str, Judged], groups: Sequence) -> dict:
    """All out of fold. `labels` has a row for each label; `model_labels` names those that the model suggests.

    These are the labels where the CRF clearly beats what is known. f1 is that of exact spans at the threshold with the
    best expected F1; `known_f1` that of dictionary and gazetteer on the same texts. `shown_from` gives for each
    precision the score from which spans have it; None: none has; `shown` how many these are, and how many of them are
    right. Intervals draw near-duplicates together: `groups[i]` is that of text i.
    """
    threshold = best_threshold(judged.values())
    rows = {label: _row(one, threshold, groups) for label, one in judged.items()}
    whole = np.sum([one.counts(threshold) for one in judged.values()], axis=0)
    low, high = f1_interval(whole, groups)
    return {
        "n": len(whole),
        "n_spans": int(whole[:, 2].sum()),
        "threshold": threshold,
        "f1": f1(whole),
        "f1_low": low,
        "f1_high": high,
        "known_f1": f1(np.sum([one.known_counts() for one in judged.values()], axis=0)),
        "labels": rows,
        "model_labels": [label for label, one in judged.items() if _is_better(one, threshold, groups)],
    }


def _is_better(one: Judged, threshold: float, groups: Sequence) -> bool:
    """Whether the model beats what is known, in all and in CLEARLY of the draws: else the plainer one suggests."""
    weights, learned, known = draws(groups), one.counts(threshold), one.known_counts()
    won = (f1_of_draws(learned, weights) > f1_of_draws(known, weights)).mean()
    return f1(learned) > f1(known) and float(won) >= CLEARLY


def _row(one: Judged, threshold: float, groups: Sequence) -> dict:
    counts = one.counts(threshold)
    right, proposed, marked = counts.sum(axis=0)
    low, high = f1_interval(counts, groups)
    least = {str(precision): score_for(one, precision) for precision in PRECISIONS}
    return {
        "n_spans": int(marked),
        "precision": float(right / proposed) if proposed else None,
        "recall": float(right / marked) if marked else None,
        "f1": f1(counts),
        "f1_low": low,
        "f1_high": high,
        "known_f1": f1(one.known_counts()),
        "shown_from": least,
        "shown": {precision: shown(one, score) for precision, score in least.items()},
    }
