"""The figures of a span suggester, as they are stored with its version and shown to people."""

from collections.abc import Mapping

import numpy as np

from models.spans.judging import Judged, best_threshold, f1, f1_interval, score_for

PRECISIONS = (0.5, 0.6, 0.7, 0.8, 0.9)  # of what is shown: those a team can choose from


def figures(judged: Mapping[str, Judged]) -> dict:
    """All out of fold. `labels` has a row for each label; `model_labels` names those where the CRF beats what is known.

    f1 is that of exact spans at the threshold with the best expected F1; `known_f1` that of dictionary and gazetteer
    on the same texts. `shown_from` gives for each precision the score from which spans have it; None: none has.
    """
    threshold = best_threshold(judged.values())
    rows = {label: _row(one, threshold) for label, one in judged.items()}
    whole = np.sum([one.counts(threshold) for one in judged.values()], axis=0)
    low, high = f1_interval(whole)
    return {
        "n": len(whole),
        "n_spans": int(whole[:, 2].sum()),
        "threshold": threshold,
        "f1": f1(whole),
        "f1_low": low,
        "f1_high": high,
        "known_f1": f1(np.sum([one.known_counts() for one in judged.values()], axis=0)),
        "labels": rows,
        "model_labels": [label for label, row in rows.items() if row["f1"] > row["known_f1"]],
    }


def _row(one: Judged, threshold: float) -> dict:
    counts = one.counts(threshold)
    right, proposed, marked = counts.sum(axis=0)
    low, high = f1_interval(counts)
    return {
        "n_spans": int(marked),
        "precision": float(right / proposed) if proposed else None,
        "recall": float(right / marked) if marked else None,
        "f1": f1(counts),
        "f1_low": low,
        "f1_high": high,
        "known_f1": f1(one.known_counts()),
        "shown_from": {str(precision): score_for(one, precision) for precision in PRECISIONS},
    }
