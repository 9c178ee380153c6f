"""What the worker does without being asked: each chore does one batch and says whether there was anything to do."""

import time
from collections.abc import Iterator
from dataclasses import replace

from sqlite_utils import Database

from labeling.core.errors import ModelDamaged
from labeling.core.scheme import Question
from labeling.core.suggesting.dictionary import Dictionary
from labeling.store.answers import n_answers_to_learn_from
from labeling.store.boilerplate import n_documents_and_checked
from labeling.store.clusters import n_signatures
from labeling.store.documents import n_documents
from labeling.store.jobs import add_job, newest_job, open_job
from labeling.store.learned.models import newest_settings, newest_summary, serving_threshold
from labeling.store.learned.suggestions import n_scored
from labeling.store.reading_order import ordered_by
from labeling.store.schemes import current_scheme
from labeling.store.serving import serving
from labeling.store.tokens import documents_without_tokens, write_tokens
from labeling.workflow.boilerplate import Repeating, find_boilerplate
from labeling.workflow.clusters import Known, find_clusters
from labeling.workflow.reading.readiness import readiness
from labeling.workflow.suggesting.dictionary import is_dictionary_old, learning
from labeling.workflow.suggesting.known_finds import KnownFinds
from models.versions.kind import KIND

TRAIN = "train_detector"  # the kind of job
SNAPSHOT = "take_snapshot"
MARK_WORDS = "mark_words"  # arguments: document_id
TOKEN_BATCH = 50
# More answers than the last training had, until the next; a training takes seconds, and a version a megabyte.
RETRAIN_SOON, RETRAIN_LATER, RETRAIN_AFTER = 5, 10, 25
SOON_UNTIL, LATER_UNTIL = 100, 300
FEWEST_LOCKED = 20  # answered locked documents to measure on; below that an interval is as wide as the scale
LEARNING_REST = 20  # times as long as learning took
SLICE = 0.5  # seconds of learning at a time: a job that comes meanwhile waits no longer


class Finder:
    """Finds the boilerplate of what was loaded; keeps what repeats in a source between batches."""

    def __init__(self) -> None:
        self.repeating = Repeating()
        self.idle_at: tuple[int, int] | None = None  # how things stood when there was nothing to do

    def find_boilerplate(self, db: Database) -> bool:
        counts = n_documents_and_checked(db)
        if counts == self.idle_at:
            return False  # the usual case, told without looking at each document
        if find_boilerplate(db, repeating=self.repeating):
            return True
        self.idle_at = counts
        return False


class Comparer:
    """Finds the near-duplicates of what was loaded; keeps the signatures between batches."""

    def __init__(self) -> None:
        self.known: Known | None = None

    def find_clusters(self, db: Database) -> bool:
        if n_signatures(db) >= n_documents(db):
            return False  # the usual case, told without looking at each document
        self.known = self.known or Known()
        return find_clusters(db, known=self.known) > 0


def tokenise_documents(db: Database) -> bool:
    """Find the tokens ahead, so that the annotator opens a document without spaCy."""
    rows = documents_without_tokens(db, TOKEN_BATCH)
    if rows:
        from labeling.nlp.tokens import tokenise

        ids = [document_id for document_id, _ in rows]
        write_tokens(db, list(zip(ids, tokenise(text for _, text in rows), strict=True)))
    return bool(rows)


def ask_for_training(db: Database) -> bool:
    """Add a training job as soon as there are answers enough for the first, then whenever `training_due` says so."""
    question = current_scheme(db).detector_question
    if question is None or open_job(db, TRAIN) or not training_due(db, question):
        return False
    add_job(db, TRAIN, {"why": "answers", "n_answers": n_answers_to_learn_from(db, question.name)})
    return True


def retrain_after(n_answers: int) -> int:
    """How many more answers the next training waits for, when the last one had `n_answers`.

    >>> retrain_after(6), retrain_after(100), retrain_after(300)
    (5, 10, 25)
    """
    if n_answers < SOON_UNTIL:
        return RETRAIN_SOON
    return RETRAIN_LATER if n_answers < LATER_UNTIL else RETRAIN_AFTER


def training_due(db: Database, question: Question) -> bool:
    """Whether enough answers came since the newest version, and since the last try: a failed or stopped one counts."""
    n_now, newest = n_answers_to_learn_from(db, question.name), newest_summary(db, KIND)
    last = newest_job(db, TRAIN)
    n_tried = last.arguments.get("n_answers", 0) if last and last.state in ("failed", "cancelled") else None
    if n_tried is not None and n_now - n_tried < retrain_after(n_tried):
        return False
    if newest and is_asked_the_same(db, question):
        n_then = newest.get("n_answers", 0)
        return n_now - n_then >= retrain_after(n_then)
    return not readiness(db, question).missing


def is_asked_the_same(db: Database, question: Question) -> bool:
    """Whether the newest version learned this question with these values: the scheme may have changed since."""
    settings = newest_settings(db, KIND)
    known = tuple(settings.get(name) for name in ("question", "positive", "negative"))
    return None in known or known == (question.name, question.positive, question.negative)


class Learner:
    """Learns the dictionary after people marked something, a slice at a time: half a minute at 10,000 documents.

    It rests in proportion to what the last time took, and keeps what does not change between two times.
    """

    def __init__(self) -> None:
        self.known = KnownFinds()
        self.under_way: Iterator[Dictionary | None] | None = None
        self.seconds = 0.0
        self.resting_until = 0.0

    def learn(self, db: Database) -> bool:
        """One slice; False where nothing was marked since the last time, or it is too early to learn again."""
        begun = time.monotonic()
        if self.under_way is None:
            if begun < self.resting_until or not is_dictionary_old(db):
                return False
            self.under_way, self.seconds = learning(db, self.known), 0.0
        layers, self.under_way = self.under_way, None  # where it fails it begins anew
        for _ in layers:
            if time.monotonic() - begun > SLICE:
                self.under_way = layers
                break
        self.seconds += time.monotonic() - begun
        if self.under_way is None:
            self.resting_until = time.monotonic() + LEARNING_REST * self.seconds
        return True


class Scorer:
    """Scores the documents that the version that serves has not scored, then puts them in order for the queue.

    It keeps that version between batches.
    """

    def __init__(self) -> None:
        self.detector = None
        self.n_ordered = 0  # the version that put documents in order, if only none
        self.n_unreadable = 0  # the version that cannot be read: said once, then left alone

    def score_documents(self, db: Database) -> bool:
        chosen = serving(db, KIND)
        if chosen is None or chosen.model_id == self.n_unreadable:
            return False
        is_all_scored = n_scored(db, chosen.model_id) >= n_documents(db)
        if is_all_scored and chosen.model_id in (ordered_by(db), self.n_ordered):
            return False  # the usual case, told without looking at each document
        if self.detector is None or self.detector.id != chosen.model_id:
            self.detector = self._read(db, chosen.model_id)
        if is_all_scored:
            from models.reading_order import order_reading

            order_reading(db, replace(self.detector, threshold=serving_threshold(db)))  # it may have been changed
            self.n_ordered = chosen.model_id
            return True
        from models.training import score_batch

        return score_batch(db, self.detector) > 0

    def _read(self, db: Database, model_id: int):
        from models.training import serving_detector

        try:
            return serving_detector(db)
        except ModelDamaged:
            self.n_unreadable = model_id
            raise
