"""Models as bytes: skops, whose files name the types they hold; nothing but the listed ones is ever loaded."""

import zipfile

import skops.io
from sklearn.pipeline import Pipeline
from skops.io.exceptions import UntrustedTypesFoundException

from labeling.core.errors import DatabaseDamaged, NoModel
from labeling.store.models import ModelVersion
from models.calibrated import Platt
from models.detector import Detector

TRUSTED = ("models.keyword_counts.KeywordCounts",)


def write_pipeline(pipeline: Pipeline) -> bytes:
    return skops.io.dumps(pipeline, compression=zipfile.ZIP_DEFLATED, compresslevel=1)


def read_detector(version: ModelVersion | None) -> Detector:
    """The detector of a stored version; NoModel without one, DatabaseDamaged where it cannot be what we stored."""
    if version is None:
        raise NoModel(
            "No detector has been trained yet. Train one with `sitrep train detector`, or on the Detector page."
        )
    try:
        pipeline = skops.io.loads(version.artifact, trusted=list(TRUSTED))
    except UntrustedTypesFoundException as error:
        raise DatabaseDamaged(f"Model {version.id} holds types that are not ours ({error}). Train again.") from None
    except (ValueError, KeyError, TypeError, AttributeError, ImportError, OSError, zipfile.BadZipFile) as error:
        raise DatabaseDamaged(f"Model {version.id} cannot be read ({error}). Train again to replace it.") from None
    settings = version.settings
    return Detector(
        id=version.id,
        pipeline=pipeline,
        scaling=Platt(settings["slope"], settings["offset"]),
        threshold=version.metrics["threshold"],
        positive=settings["positive"],
        negative=settings["negative"],
        question=settings["question"],
    )
