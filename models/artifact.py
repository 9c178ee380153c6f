"""Models as bytes: skops, whose files name the types they hold; nothing but scikit-learn's and numpy's is loaded."""

import zipfile

import skops.io

from labeling.core.errors import DatabaseDamaged, NoModel
from labeling.store.models import ModelVersion
from models.calibrated import Platt
from models.detector import Detector, Trained
from models.features import pipeline_of

TRUSTED = ()  # types of others that may be loaded, beyond what skops trusts by itself: none is needed


def write_model(trained: Trained) -> bytes:
    """The fitted parts. The terms are one string: as a dictionary of numbers they would take 40 MB and two seconds."""
    parts = {"terms": "\n".join(trained.terms), "tfidf": trained.fitted.tfidf, "regression": trained.fitted.regression}
    return skops.io.dumps(parts, compression=zipfile.ZIP_DEFLATED, compresslevel=1)


def read_detector(version: ModelVersion | None) -> Detector:
    """The detector of a stored version; NoModel without one, DatabaseDamaged where it cannot be what we stored."""
    if version is None:
        raise NoModel(
            "No detector has been trained yet. Train one with `sitrep train detector`, or on the Detector page."
        )
    try:
        return _detector(version)
    except Exception as error:  # a damaged or foreign file fails in whichever part is read first
        raise DatabaseDamaged(
            f"Model {version.id} cannot be read, so nothing was scored ({type(error).__name__}: {error}). "
            "Train again to replace it: `sitrep train detector`."
        ) from None


def _detector(version: ModelVersion) -> Detector:
    parts = skops.io.loads(version.artifact, trusted=list(TRUSTED))
    settings = version.settings
    terms = parts["terms"].split("\n")
    return Detector(
        id=version.id,
        pipeline=pipeline_of(terms, parts["tfidf"], settings["keywords"], parts["regression"]),
        scaling=Platt(settings["slope"], settings["offset"]),
        threshold=version.metrics["threshold"],
        positive=settings["positive"],
        negative=settings["negative"],
        question=settings["question"],
    )
