"""The version that serves, measured on the locked test slice, and the figures kept with their date."""

import numpy as np
from sqlite_utils import Database

from labeling.core.errors import TrainingRefused
from labeling.store.learned.models import serving_model
from labeling.store.learned.snapshots import Snapshot, add_snapshot, snapshots
from labeling.store.serving import serving
from models.chores import FEWEST_LOCKED
from models.detecting.artifact import read_detector
from models.detecting.training_data import slice_data
from models.figures.evaluation import figures
from models.figures.measuring import ece, intervals, reliability
from models.figures.resampling import draws
from models.versions.choice import no_model
from models.versions.kind import KIND


def take_snapshot(db: Database) -> Snapshot:
    """Measure and keep; NoModel without a version, TrainingRefused where the slice has too few answers.

    Only what was locked before the version was trained: it may have learned from the rest.
    """
    chosen, version = serving(db, KIND), serving_model(db, KIND)
    if chosen is None or version is None:
        raise no_model()
    detector = read_detector(version, recall=chosen.recall)
    data = slice_data(db, before=version.trained_at)
    n = len(data.ids)
    if n < FEWEST_LOCKED or not data.n_positive or not data.n_negative:
        raise TrainingRefused(
            f"The locked test slice has {data.n_positive:,} “{detector.positive}” and {data.n_negative:,} "
            f"“{detector.negative}” that were locked before version {version.id} was trained; {FEWEST_LOCKED} answers, "
            "both kinds among them, are needed to measure on it. Nothing was measured."
        )
    y, p = np.array(data.is_positive, dtype=int), detector.scores(data.texts)
    said, weights = p >= detector.threshold, draws(data.groups)
    metrics = figures(y, p, said) | {
        "threshold": detector.threshold,
        "ece": ece(y, p),
        "calibration": reliability(y, p),
        "intervals": intervals(y, p, said, weights),
        "n_looks": len(snapshots(db)) + 1,
    }
    add_snapshot(db, version.id, metrics)
    return snapshots(db)[0]
