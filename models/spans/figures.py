"""The figures of a span suggester, as they are stored with its version and shown to people."""

from collections.abc import Mapping, Sequence

import numpy as np

from labeling.workflow.suggesting.precision import PRECISIONS
from models.spans.judging import Judged, best_threshold, f1, f1_interval, score_for, shown


def figures(judged: Mapping[str, Judged], groups: Sequence) -> dict:
    """All out of fold. `labels` has a row for each label; `model_labels` names those that the model suggests.

    These are the labels where the CRF beats what is known. f1 is that of exact spans at the threshold with the
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
        "model_labels": [label for label, one in judged.items() if _is_better(one, threshold)],
    }


def _is_better(one: Judged, threshold: float) -> bool:
    """Whether the model beats what is known; where it is as good, the plainer one suggests."""
    return f1(one.counts(threshold)) > f1(one.known_counts())


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
