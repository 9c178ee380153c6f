"""Training as a whole: read the answers, fit, store the version, score the documents."""

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from labeling.store.answers import n_answers_to_learn_from
from labeling.store.documents import n_documents
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned.models import ModelVersion, add_model_version, latest_model, serving_model
from labeling.store.learned.out_of_fold import OutOfFold
from labeling.store.learned.suggestions import documents_without_score, write_scores
from labeling.store.serving import serving
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.reading_text import reading_texts
from models.detecting.artifact import read_detector, write_model
from models.detecting.detector import Detector, Trained, train
from models.detecting.training_data import TrainingData, detector_question, training_data
from models.reading_order import order_reading
from models.succession import judge
from models.versions.kind import KIND

BATCH = 200
Progress = Callable[[float, str], object]


def train_detector(db: Database, progress: Progress = lambda share, what: None) -> ModelVersion:
    """Train on every answer outside the locked slice and store the version; it serves unless it is worse.

    The old one serves until the new one is stored, and on where the new one is worse on the same documents.
    """
    question = detector_question(db)
    find_all_boilerplate(db, lambda share, what: progress(0.0, what))
    find_all_clusters(db, lambda share, what: progress(0.0, what))
    n_now, data = n_answers_to_learn_from(db, question.name), training_data(db)
    trained = train(data, question, progress, gazetteer=current_gazetteer(db))
    progress(0.95, "Comparing with the version that serves")
    serves, why = judge(db, data, trained)
    add_model_version(
        db,
        kind=KIND,
        artifact=write_model(trained.model),
        metrics=trained.metrics | {"n_answers": n_now, "why": why},
        settings=trained.settings,
        trained_on=trained.fingerprint,
        out_of_fold=_out_of_fold(trained, data),
        serves=serves,
        why=why,
    )
    return latest_model(db, KIND)


def _out_of_fold(trained: Trained, data: TrainingData) -> Iterator[OutOfFold]:
    columns = (trained.ids, trained.fold_of.tolist(), data.is_positive, trained.p.tolist(), trained.doubt.tolist())
    for row in zip(*columns, strict=True):
        yield OutOfFold(*row)


def serving_detector(db: Database) -> Detector:
    """The detector that serves, at the threshold that was chosen, or NoModel."""
    chosen = serving(db, KIND)
    return read_detector(serving_model(db, KIND), recall=chosen.recall if chosen else None)


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
    order_reading(db, detector)
    return n_done
