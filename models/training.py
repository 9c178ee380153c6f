"""Training as a whole: read the answers, fit, store the version, score the documents."""

from collections.abc import Callable

from sqlite_utils import Database

from labeling.store.answers import n_answers
from labeling.store.documents import n_documents
from labeling.store.gazetteers import current_gazetteer
from labeling.store.models import ModelVersion, add_model_version, latest_model
from labeling.store.suggestions import documents_without_score, write_scores
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.reading_text import reading_texts
from models.artifact import read_detector, write_model
from models.chores import KIND
from models.detector import Detector, train
from models.training_data import detector_question, training_data

BATCH = 200
Progress = Callable[[float, str], object]


def train_detector(db: Database, progress: Progress = lambda share, what: None) -> ModelVersion:
    """Train on every answer outside the locked slice and store the version. The old one serves until this is stored."""
    question = detector_question(db)
    find_all_boilerplate(db, lambda share, what: progress(0.0, what))
    find_all_clusters(db, lambda share, what: progress(0.0, what))
    n_now = n_answers(db, question.name)
    trained = train(training_data(db), question, progress, gazetteer=current_gazetteer(db))
    add_model_version(
        db,
        kind=KIND,
        artifact=write_model(trained.model),
        metrics=trained.metrics | {"n_answers": n_now},
        settings=trained.settings,
        trained_on=trained.fingerprint,
    )
    return latest_model(db, KIND)


def newest_detector(db: Database) -> Detector:
    """The detector that serves, or NoModel."""
    return read_detector(latest_model(db, KIND))


def score_batch(db: Database, detector: Detector) -> int:
    """Score up to BATCH documents that this version has not scored; how many there were."""
    rows = documents_without_score(db, detector.id, BATCH)
    scores = detector.scores([text for _, text in reading_texts(db, rows)])
    if rows:
        pairs = zip((document_id for document_id, _ in rows), scores, strict=True)
        write_scores(db, model_id=detector.id, question=detector.question, scores=pairs)
    return len(rows)


def score_documents(db: Database, detector: Detector, progress: Progress = lambda share, what: None) -> int:
    """Score every document this version has not scored."""
    n_done, n_all = 0, max(1, n_documents(db))
    find_all_boilerplate(db, lambda share, what: progress(0.0, what))
    while n := score_batch(db, detector):
        n_done += n
        progress(min(1.0, n_done / n_all), f"{n_done:,} documents scored")
    return n_done
