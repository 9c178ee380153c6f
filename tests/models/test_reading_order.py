import numpy as np

from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from labeling.store.reading_order import ordered_by, unsure_unanswered
from labeling.workflow.load import load_documents
from models.chores import Scorer
from models.reading_order import diverse_order
from models.training import serving_detector, train_detector
from tests.models.conftest import texts_and_answers
from tests.stories import edited, story


def test_of_two_that_are_alike_the_second_waits_and_so_does_what_is_like_an_answered_one():
    topics = np.array([[1.0, 0, 0], [1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    doubt = np.array([0.0, 0.01, 0.02, 0.1])
    assert diverse_order(doubt, topics, topics[:0]) == [0, 2, 3, 1]
    assert diverse_order(doubt, topics, topics[:1]) == [2, 3, 0, 1]


def test_where_the_detector_is_sure_it_is_not_asked_for_the_sake_of_diversity():
    topics = np.array([[1.0, 0], [0.9, np.sqrt(1 - 0.81)], [0, 1.0]])
    assert diverse_order(np.array([0.0, 0.02, 0.5]), topics, topics[:0]) == [0, 1, 2]


def test_the_worker_orders_what_nobody_answered_once_after_each_training(db, load):
    load(30)
    texts, _ = texts_and_answers(60)
    load_documents(db, [AnnotatedDocument(Document(f"new{row}", texts[row])) for row in range(40, 60)])
    first, scorer = train_detector(db), Scorer()
    while scorer.score_documents(db):
        pass
    assert ordered_by(db) == first.id
    rows = db.execute("SELECT document_id FROM reading_order ORDER BY rank").fetchall()
    assert rows
    assert all(document_id.startswith("new") for (document_id,) in rows)
    second = train_detector(db)
    while scorer.score_documents(db):
        pass
    assert ordered_by(db) == second.id


def test_where_everything_is_answered_there_is_nothing_to_order_and_no_end_is_missed(db, load):
    load(30)
    train_detector(db)
    scorer = Scorer()
    n_steps = 0
    while scorer.score_documents(db):
        n_steps += 1
        assert n_steps < 5
    assert ordered_by(db) is None


def test_one_of_a_cluster_is_ordered_and_none_whose_near_duplicate_is_answered(db, load):
    load(30)
    near = [AnnotatedDocument(Document(f"e{row}", edited(story(1), row))) for row in range(3)]
    load_documents(db, [AnnotatedDocument(Document("s", story(1))), *near])
    version = train_detector(db)
    while Scorer().score_documents(db) and ordered_by(db) is None:
        pass
    detector = serving_detector(db)
    found = unsure_unanswered(db, version.id, detector.question, detector.threshold, 50)
    assert len(found) == 1
