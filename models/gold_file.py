"""A detector measured on a file of answered documents."""

from pathlib import Path

import numpy as np
from sqlite_utils import Database

from exports.sources import read_paths
from labeling.core.document import sha256_of
from labeling.core.errors import FileRefused
from labeling.store.documents import sha256_by_id
from labeling.store.locked_slice import locked_ids
from labeling.store.schemes import current_scheme
from labeling.workflow.reading_text import reading_text
from models.detecting.detector import Detector
from models.detecting.training_data import training_data
from models.figures.evaluation import figures
from models.figures.measuring import ece, intervals, reliability
from models.figures.resampling import draws


def evaluate_file(db: Database, detector: Detector, path: Path) -> dict:
    """Figures of `detector` on the answered documents of `path`; FileRefused where there are none.

    `n_left_out`: documents without a positive or negative answer. `n_in_training`: texts the detector could have seen.
    `n_locked`: texts of the locked test slice, left out: a look at them is kept with its date, see `take_snapshot`.
    """
    reading = read_paths([path], scheme=current_scheme(db))
    reading.check()
    locked = set(sha256_by_id(db, locked_ids(db)).values())
    texts, y, n_locked = [], [], 0
    for record in reading.documents:
        values = {
            layer.answers[detector.question].value for layer in record.annotations if detector.question in layer.answers
        }
        if sha256_of(record.document.text) in locked:
            n_locked += 1
        elif len(values) == 1 and values <= {detector.positive, detector.negative}:
            texts.append(record.document.text)
            y.append(values == {detector.positive})
    if not texts:
        apart = " outside the locked test slice" if n_locked else ""
        raise FileRefused(
            f"{path}: no document{apart} has {detector.question} {detector.positive!r} or {detector.negative!r}, "
            "so there is nothing to measure on."
        )
    answered, p = np.array(y, dtype=int), detector.scores([reading_text(text) for text in texts])
    known = set(sha256_by_id(db, training_data(db).ids).values())
    said = p >= detector.threshold
    weights = draws([sha256_of(text) for text in texts])
    return figures(answered, p, said) | {
        "ece": ece(answered, p),
        "intervals": intervals(answered, p, said, weights),
        "threshold": detector.threshold,
        "n_left_out": len(reading.documents) - len(texts) - n_locked,
        "n_locked": n_locked,
        "n_in_training": sum(sha256_of(text) in known for text in texts),
        "calibration": reliability(answered, p),
    }
