"""Two versions side by side: on the documents that both were measured on out of fold."""

import numpy as np
from sqlite_utils import Database

from labeling.store.learned.models import metrics_of, threshold_for
from labeling.store.learned.out_of_fold import out_of_fold_of
from models.figures import resampling
from models.figures.resampling import draws, interval
from models.versions.groups import groups_of


def compare_versions(db: Database, before: int, after: int) -> dict:
    """{"n", "n_turned", "rows"}: documents, those whose answer changed in between, and a row for each figure.

    A row is {"figure", "before", "after", "difference", "low", "high"}.

    By the answers as the later of both knew them. No rows where both share no document. Versions whose answers came
    later are judged by more of them elsewhere; here both are judged by the same ones.
    """
    first, second = ({row.document_id: row for row in out_of_fold_of(db, number)} for number in (before, after))
    later = second if after > before else first
    ids = [document_id for document_id in second if document_id in first]
    y = np.array([later[one].is_positive for one in ids], dtype=int)
    n_turned = sum(first[one].is_positive != second[one].is_positive for one in ids)
    if not len(ids) or not 0 < y.sum() < len(y):
        return {"n": len(ids), "n_turned": n_turned, "rows": []}
    weights = np.vstack([np.ones((1, len(ids)), dtype=np.float32), draws(groups_of(db, ids))])
    found = []
    for said, number in ((first, before), (second, after)):
        p = np.array([said[one].score for one in ids])
        threshold = threshold_for(metrics_of(db, number), None)
        found.append(
            {
                "average_precision": resampling.average_precision(y, p, weights),
                "macro_f1": resampling.macro_f1(y, p >= threshold, weights),
                "f1": resampling.f1(y, p >= threshold, weights),
                "brier": resampling.mean((p - y) ** 2, weights),
            }
        )
    return {
        "n": len(ids),
        "n_turned": n_turned,
        "rows": [_row(name, found[0][name], found[1][name]) for name in found[0]],
    }


def _row(name: str, before: np.ndarray, after: np.ndarray) -> dict:
    """The first value is that of all documents, the others those of the draws."""
    low, high = interval((after - before)[1:])
    values = {"before": float(before[0]), "after": float(after[0]), "difference": float(after[0] - before[0])}
    return {"figure": name} | values | {"low": low, "high": high}
