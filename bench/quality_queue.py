"""The queue on MUC-4: how many answers it takes, and how soon a new training is seen in it."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.gold import Gold, muc4, training_data
from bench.quality_detector import answers_of, texts_of, trained_on
from bench.queue_run import follow_queue, project_with
from bench.row import Row
from labeling.store.reading_order import ordered_by
from labeling.workflow.reading.queue import next_documents
from models.chores import Scorer, ask_for_training
from models.figures.evaluation import figures
from models.training import train_detector

SEEDS = range(5)
MOST = 250  # answers, after which a run is given up
SHARE = 0.95  # of the macro-F1 after all answers


def rows() -> Iterator[Row]:
    known, new = muc4("train"), muc4("dev")
    full = _full_macro_f1(known, new)
    needed, at_100 = [], []
    for seed in SEEDS:
        steps = list(follow_queue(known, new, seed=seed, most=MOST))
        needed.append(next((step.n for step in steps if step.macro_f1 >= SHARE * full), MOST))
        at_100.append(next(step.average_precision for step in steps if step.n >= 100))
    name = f"answers in the queue's order for {SHARE:.0%} of the macro-F1 after all ({full:.3f}), median"
    on = f"{len(SEEDS)} seeds: {', '.join(map(str, needed))} ({MOST}: not reached), n = {len(new)}"
    yield Row(name, statistics.median(needed), (min(needed), max(needed)), on, 100, least=False)
    yield Row(
        "average precision after 100 answers in the queue's order", np.mean(at_100), (min(at_100), max(at_100)), on
    )
    seconds = _seconds_to_be_seen(known)
    name = "seconds from the 25th answer to a new order of the queue"
    yield Row(name, statistics.median(seconds), (min(seconds), max(seconds)), f"n = {len(seconds)}", 5, least=False)


def _full_macro_f1(known: list[Gold], new: list[Gold]) -> float:
    trained = trained_on(training_data(known, marked=False))
    p = trained.model.scores(texts_of(new))
    return figures(answers_of(new), p, p >= trained.metrics["threshold"])["macro_f1"]


def _seconds_to_be_seen(known: list[Gold]) -> list[float]:
    """What the worker does in the project of all documents with 25 to 100 answers; its pauses are added."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        db, amal, answer = project_with(known, Path(folder, "project.db"), seed=0)
        scorer, pauses = Scorer(), 2.0 / 2 + 0.5 / 2  # between two looks for chores, and for a job, on average
        for n in range(1, 101):
            answer(next_documents(db, amal, n=1)[0].id)
            begin = time.monotonic()
            if ask_for_training(db):
                version = train_detector(db)
                db.execute("DELETE FROM jobs")
                while scorer.score_documents(db):
                    pass
                if n > 25 and ordered_by(db) == version.id:
                    found.append(time.monotonic() - begin + pauses)
        db.conn.close()
    return found
