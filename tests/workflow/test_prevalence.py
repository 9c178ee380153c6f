import random

import pytest

from labeling.store.database import write
from labeling.store.honest_sample import honest_sample
from labeling.store.locked_slice import LABELLED
from labeling.store.schemes import current_scheme
from labeling.workflow.annotate import take_operations
from labeling.workflow.reading.prevalence import prevalence
from tests.operations import message

QUESTION = "attack_report"


@pytest.fixture
def project(db, add):
    """200 documents, every tenth a report; their ids in the order of their hashes."""
    add(**{f"d{number}": f"Text {number}." for number in range(200)})
    return [row[0] for row in db.execute("SELECT id FROM documents ORDER BY sha256")]


@pytest.fixture
def answer(db, amal):
    def answered(document_id: str) -> None:
        value = "yes" if int(document_id[1:]) % 10 == 0 else "no"
        take_operations(db, document_id, amal, [message("answer.set", question=QUESTION, value=value)])

    return answered


def test_answers_to_chosen_documents_tell_nothing_of_all(db, project, answer):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 0")
    for document_id in project[:60]:
        answer(document_id)
    drawn = prevalence(db, current_scheme(db).detector_question)
    for document_id in [one for one in project[61:] if one.endswith("0")]:
        answer(document_id)
    assert prevalence(db, current_scheme(db).detector_question) == drawn
    assert drawn.n == 60
    assert drawn.low <= 0.1 <= drawn.high


def test_the_sample_ends_where_the_first_document_waits_and_skipped_ones_do_not_end_it(db, project, answer, amal):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 0")
    for document_id in (*project[:5], *project[6:8], *project[9:20]):
        answer(document_id)
    assert honest_sample(db, QUESTION) == project[:5]
    take_operations(db, project[5], amal, [message("work.skip")])
    assert honest_sample(db, QUESTION) == [*project[:5], *project[6:8]]


def test_the_locked_slice_has_a_head_of_its_own(db, project, answer):
    locked = set(random.Random(1).sample(project, 40))
    with write(db):
        for document_id in project:
            db.execute("UPDATE draws SET is_locked = ? WHERE document_id = ?", (document_id in locked, document_id))
    first = [one for one in project if one in locked][:10]
    for document_id in first:
        answer(document_id)
    assert honest_sample(db, QUESTION) == first


def test_what_came_with_labels_is_no_sample_of_the_rest_unless_the_queue_drew_beyond_it(db, project, answer):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 0")
        for document_id in project[:100:2]:
            db.execute("UPDATE draws SET why = ? WHERE document_id = ?", (LABELLED, document_id))
    for document_id in project[:100:2]:
        answer(document_id)
    assert honest_sample(db, QUESTION) == []
    answer(project[1])
    assert honest_sample(db, QUESTION) == project[:2]
    for document_id in (*project[3:100:2], *project[100:]):
        answer(document_id)
    assert sorted(honest_sample(db, QUESTION)) == sorted(project)


def test_without_an_answer_nothing_is_told(db, project):
    assert prevalence(db, current_scheme(db).detector_question) is None
