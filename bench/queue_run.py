"""An annotator who follows the queue and answers by the gold: what the detector gets after how many answers."""

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlite_utils import Database

from bench.gold import Gold
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.authors import Author, add_author
from labeling.store.database import open_database, write
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from labeling.workflow.reading.queue import next_documents
from models.chores import ask_for_training
from models.figures.evaluation import figures
from models.training import score_documents, serving_detector, train_detector
from tests.operations import message


@dataclass(frozen=True, slots=True)
class Step:
    """After `n` answers: figures on documents that the project does not hold, at the detector's own threshold."""

    n: int
    macro_f1: float
    average_precision: float


def project_with(gold: Sequence[Gold], path: Path, *, seed: int) -> tuple[Database, Author, Callable[[str], None]]:
    """A project of these documents in an order of its own, its annotator, and how that one answers a document."""
    by_id = {one.id: one for one in gold}
    db = open_database(path)
    with write(db):
        amal = add_author(db, "Amal")
        db.execute("UPDATE locked_slice SET salt = ?", (f"seed {seed}",))
    shuffled = random.Random(seed).sample(list(gold), len(gold))
    load_documents(db, [AnnotatedDocument(Document(one.id, one.text)) for one in shuffled])

    def answer(document_id: str) -> None:
        value = "yes" if by_id[document_id].is_positive else "no"
        operations = [message("answer.set", question="attack_report", value=value), message("work.submit")]
        take_operations(db, document_id, amal, operations)

    return db, amal, answer


def follow_queue(known: Sequence[Gold], new: Sequence[Gold], *, seed: int, most: int) -> Iterator[Step]:
    """A step each time the detector trains by itself, up to `most` answers."""
    with tempfile.TemporaryDirectory() as folder:
        db, amal, answer = project_with(known, Path(folder, "project.db"), seed=seed)
        for n in range(1, most + 1):
            answer(next_documents(db, amal, n=1)[0].id)
            if ask_for_training(db):
                train_detector(db)
                db.execute("DELETE FROM jobs")
                score_documents(db, serving_detector(db))
                yield _step(n, db, new)
        db.conn.close()


def _step(n: int, db: Database, new: Sequence[Gold]) -> Step:
    detector, y = serving_detector(db), np.array([one.is_positive for one in new], dtype=int)
    p = detector.scores([one.text for one in new])
    found = figures(y, p, p >= detector.threshold)
    return Step(n, found["macro_f1"], found["average_precision"])
