"""What the worker does for span suggestions without being asked: trains when there is more to learn, reads ahead."""

from sqlite_utils import Database

from labeling.core.errors import ModelDamaged
from labeling.store.documents import n_documents
from labeling.store.jobs import add_job, newest_job, open_job
from labeling.store.learned.models import newest_summary
from labeling.store.learned.phrases import newest_operation
from labeling.store.learned.readings import KIND, n_finished_with_spans
from labeling.store.serving import serving

TRAIN = "train_spans"  # the kind of job
FIRST = 10  # finished documents with marks, before the first training
RETRAIN_AFTER = 10  # more of them …
RETRAIN_SHARE = 0.1  # … or, where there are many, this share more


def ask_for_training(db: Database) -> bool:
    """Add a training job as soon as there is enough to learn, then whenever there is a good part more."""
    if open_job(db, TRAIN) or not training_due(db):
        return False
    add_job(db, TRAIN, {"why": "marks", "n_marked": n_finished_with_spans(db)})
    return True


def training_due(db: Database) -> bool:
    """Whether enough documents were finished since the newest version, and since a try that failed or was stopped."""
    n_now, newest = n_finished_with_spans(db), newest_summary(db, KIND)
    last = newest_job(db, TRAIN)
    before = newest.get("n_finished", newest.get("n_marked", 0)) if newest else 0  # older versions learned from all
    if last and last.state in ("failed", "cancelled"):
        before = max(before, last.arguments.get("n_marked", 0))
    if not newest and not before:
        return n_now >= FIRST
    return n_now - before >= max(RETRAIN_AFTER, RETRAIN_SHARE * before)


class Reader:
    """Reads documents ahead with the version that serves; keeps it between batches."""

    def __init__(self) -> None:
        self.suggester = None
        self.model_id = 0
        self.n_unreadable = 0  # the version that cannot be read: said once, then left alone
        self.idle_at: tuple[int, int, int] | None = None  # how things stood when there was nothing to read

    def read_documents(self, db: Database) -> bool:
        chosen = serving(db, KIND)
        if chosen is None or chosen.model_id == self.n_unreadable:
            return False
        stands = (chosen.model_id, newest_operation(db), n_documents(db))
        if stands == self.idle_at:
            return False  # the usual case, told without looking at each document
        if self.model_id != chosen.model_id:
            self.model_id, self.suggester = self._read(db, chosen.model_id)
        from models.spans.serving import read_batch

        if read_batch(db, self.model_id, self.suggester):
            return True
        self.idle_at = stands
        return False

    def _read(self, db: Database, model_id: int):
        from models.spans.serving import serving_suggester

        try:
            return serving_suggester(db)
        except ModelDamaged:
            self.n_unreadable = model_id
            raise
