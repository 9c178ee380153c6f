"""Which version serves next: a trained one that is not worse than the one that serves, or one that people choose."""

import numpy as np
from sqlite_utils import Database

from labeling.core.errors import ModelDamaged
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned.models import ModelVersion, serving_model
from labeling.store.learned.out_of_fold import out_of_fold_of
from models.detecting.artifact import read_detector
from models.detecting.detector import Detector, Trained
from models.detecting.training_data import TrainingData
from models.figures.gate import FEWEST, Compared, compare
from models.spans.artifact import read_suggester
from models.versions.choice import choose, chosen_version
from models.versions.groups import groups_of
from models.versions.kind import KIND

FIRST = "It is the first one."
OTHER_QUESTION = "The one before answers another question."
UNREADABLE = "The one before cannot be read."
TOO_FEW = "There are too few documents to compare it with the one before."


def judge(db: Database, data: TrainingData, trained: Trained) -> tuple[bool, str]:
    """Whether the trained one is to serve, and why, as a sentence."""
    try:
        version = serving_model(db, KIND)
        if version is None:
            return True, FIRST
        detector = read_detector(version)
    except ModelDamaged:
        return True, UNREADABLE
    asked = ("question", "positive", "negative")
    if any(version.settings[name] != trained.settings[name] for name in asked):
        return True, OTHER_QUESTION
    compared = compare_with(db, detector, data, trained)
    if compared is None:
        return True, TOO_FEW
    verdict = f"worse than version {version.id}" if compared.is_worse else f"not worse than version {version.id}"
    return not compared.is_worse, f"It is {verdict}: {compared.words}."


def compare_with(db: Database, detector: Detector, data: TrainingData, trained: Trained) -> Compared | None:
    """A version against the trained one, on today's answers to documents that neither saw; None: too few of them.

    What the version learned from, it is judged by out of fold, as it was then; of the rest it has seen nothing, but
    for near-duplicates of what it learned from, whether that is answered today or not: these are left out.
    """
    said = {row.document_id: row.score for row in out_of_fold_of(db, detector.id)}
    known = np.array([document_id in said for document_id in data.ids])
    clusters = groups_of(db, data.ids)
    seen = {*groups_of(db, said), *(group for group, is_known in zip(data.groups, known, strict=True) if is_known)}
    unseen = np.array([seen.isdisjoint(pair) for pair in zip(data.groups, clusters, strict=True)])
    if not said or (known | unseen).sum() < FEWEST:
        return None
    old = np.array([said.get(document_id, np.nan) for document_id in data.ids])
    old[unseen] = detector.scores([text for text, is_unseen in zip(data.texts, unseen, strict=True) if is_unseen])
    rows = np.flatnonzero(known | unseen)
    y = np.array(data.is_positive, dtype=int)[rows]
    level = trained.level[rows]
    return compare(y, old[rows], trained.p[rows], [data.groups[row] for row in rows], level)


def let_serve(
    db: Database, number: int | None = None, *, recall: float | None = None, kind: str = KIND
) -> ModelVersion:
    """Let version `number`, or the one that serves, serve from now on, to find `recall` of the reports; None: best F1.

    NoModel where there is no such version or no such offer, ModelDamaged where it cannot be read; then all stays.
    """
    version = chosen_version(db, number, recall, kind)
    if kind == KIND:
        read_detector(version)
    else:
        read_suggester(version, current_gazetteer(db))
    return choose(db, number, recall=recall, kind=kind)
