"""What to read next: documents the detector is unsure of, each unlike those before it and those already answered."""

import numpy as np
from sqlite_utils import Database

from labeling.store.answers import answers
from labeling.store.documents import texts
from labeling.store.locked_slice import locked_ids
from labeling.store.reading_order import unsure_unanswered, write_reading_order
from labeling.workflow.reading_text import reading_texts
from models.detecting.detector import Detector

N_ORDERED = 150  # documents put in order after each training: more than are answered before the next one
N_CANDIDATES = 600  # the least sure ones, that are chosen among
N_ANSWERED = 1_000  # answered documents that a document may be like
LIKENESS = 0.25  # how much being wholly like another one counts, against being surely of one kind


def diverse_order(doubt: np.ndarray, topics: np.ndarray, answered: np.ndarray, n: int = N_ORDERED) -> list[int]:
    """Rows in the order to read them, at most `n`: each time the best by doubt less likeness.

    doubt: shape (n_documents,), the distance of the score from the threshold, small is unsure. topics: shape
    (n_documents, n_topics) and answered: shape (n_answered, n_topics), rows of length 1.

    >>> topics = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    >>> diverse_order(np.array([0.0, 0.05, 0.1]), topics, topics[:0])
    [0, 2, 1]
    """
    likeness = (topics @ answered.T).max(axis=1) if len(answered) else np.zeros(len(doubt))
    left, order = np.ones(len(doubt), dtype=bool), []
    for _ in range(min(n, len(doubt))):
        worth = np.where(left, -doubt - LIKENESS * likeness, -np.inf)
        place = int(np.argmax(worth))
        order.append(place)
        left[place] = False
        likeness = np.maximum(likeness, topics @ topics[place])
    return order


def order_reading(db: Database, detector: Detector) -> int:
    """Put the documents nobody answered in order for the queue; how many there were."""
    found = unsure_unanswered(db, detector.id, detector.question, detector.threshold, N_CANDIDATES)
    ids, doubt = [one for one, _ in found], np.array([distance for _, distance in found])
    locked = set(locked_ids(db))
    known = [one for one in dict.fromkeys(row[0] for row in answers(db, detector.question)) if one not in locked]
    topics = detector.model.topics([text for _, text in reading_texts(db, texts(db, [*ids, *known[-N_ANSWERED:]]))])
    order = diverse_order(doubt, topics[: len(ids)], topics[len(ids) :]) if ids else []
    write_reading_order(db, detector.id, [ids[row] for row in order])
    return len(order)
