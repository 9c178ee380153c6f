"""The words of one document that move the score of the version that serves, found and kept."""

from sqlite_utils import Database

from labeling.store.documents import texts
from labeling.store.learned.marked_words import write_marked_words
from labeling.workflow.reading_text import reading_texts
from models.detecting.reading import marked_words
from models.training import serving_detector

LEAST = 0.002  # of probability; what moves a score less is not told


def mark_words(db: Database, document_id: str) -> int:
    """How many words there are to mark; NoModel without a version."""
    detector, found = serving_detector(db), []
    for _, text in reading_texts(db, texts(db, [document_id])):
        found = [mark for mark in marked_words(text, detector.scores) if abs(mark[2]) >= LEAST]
    write_marked_words(db, document_id, detector.id, found)
    return len(found)
