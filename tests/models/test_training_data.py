import dataclasses

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import TrainingRefused
from labeling.core.span import Span
from labeling.store.database import write
from labeling.store.locked_slice import locked_ids
from labeling.store.schemes import current_scheme
from labeling.workflow.annotate import take_operations
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.clusters import find_all_clusters
from labeling.workflow.load import load_documents
from labeling.workflow.reading.readiness import readiness
from models.detecting.detector import train
from models.detecting.training_data import check_enough, detector_question, shortage, slice_data, training_data
from models.training import train_detector
from tests.models.conftest import answered, data_of
from tests.operations import message
from tests.stories import edited, shortened, story


def data(db, *documents):
    load_documents(db, documents)
    return training_data(db)


def test_the_majority_counts_and_a_tie_is_left_out_and_counted(db):
    found = data(
        db,
        answered("most", "Rockets hit.", amal="yes", basim="yes", dina="no"),
        answered("tied", "Mortars fell.", amal="yes", basim="no"),
        answered("alone", "A harvest.", amal="no"),
    )
    assert dict(zip(found.ids, found.is_positive, strict=True)) == {"most": True, "alone": False}
    assert found.n_tied == 1


def test_unsure_is_left_out_and_counted(db):
    found = data(db, answered("a", "Rockets hit.", amal="unsure"), answered("b", "A harvest.", amal="no"))
    assert found.ids == ("b",)
    assert found.n_undecided == 1


def test_documents_without_an_answer_are_not_trained_on(db):
    assert data(db, answered("a", "Rockets hit.")).ids == ()


def test_texts_without_an_answer_are_read_too_each_once(db):
    documents = [answered("a", "Rockets hit.", amal="yes"), answered("b", "It rained."), answered("c", "Rockets hit.")]
    found = data(db, *documents, answered("d", "It rained."))
    assert (found.ids, found.others) == (("a",), ("It rained.",))


def test_words_are_learned_neither_from_near_duplicates_nor_from_the_locked_slice(db):
    """What nearly repeats an answered document would tell the fold that measures on it about its words."""
    documents = [AnnotatedDocument(Document(f"d{number}", story(number))) for number in range(3)]
    near = AnnotatedDocument(Document("near", edited(story(9), 1)))
    load_documents(db, [answered("a", story(9), amal="yes"), near, *documents])
    find_all_clusters(db)
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'd1'")
    assert sorted(training_data(db).others) == sorted([story(0), story(2)])
    assert slice_data(db).others == ()


def test_marks_are_placed_in_the_text_that_is_read(db):
    text = "Read more: other news\nRockets hit Camp Taji."
    spans = (Span(text.index("Rockets"), text.index(" hit"), "WEAPON"), Span(0, 4, "BASE"))
    layer = Annotation("amal", spans, {"attack_report": Answer("yes")})
    load_documents(db, [AnnotatedDocument(Document("a", text), (layer,))])
    find_all_boilerplate(db)
    found = training_data(db)
    assert found.texts == ("Rockets hit Camp Taji.",)
    assert found.marks == (((0, "WEAPON"),),)


def test_new_marks_change_the_fingerprint():
    plain = data_of(["Rockets.", "A harvest."], [True, False])
    marked = dataclasses.replace(plain, marks=(((0, "WEAPON"),), ()))
    assert plain.fingerprint != marked.fingerprint


def test_the_fingerprint_depends_on_texts_and_answers_alone():
    first = data_of(["Rockets.", "A harvest."], [True, False])
    assert first.fingerprint == data_of(["A harvest.", "Rockets."], [False, True]).fingerprint
    assert first.fingerprint != data_of(["Rockets.", "A harvest."], [False, True]).fingerprint
    assert len(first.fingerprint) == 64


def test_too_few_answers_are_refused_with_what_is_missing(question):
    few = data_of([f"Text {number}" for number in range(6)], [True] * 5 + [False])
    with pytest.raises(TrainingRefused) as refused:
        check_enough(few, question)
    assert str(refused.value) == (
        "The detector needs 3 different documents of each answer and there are 5 “yes” and 1 “no”. "
        "Answer 2 more with “no”."
    )


def test_the_same_text_three_times_is_one_text(question):
    with pytest.raises(TrainingRefused, match="3 “yes” and 1 “no”"):
        train(data_of(["a1", "a2", "a3", "same", "same", "same"], [True] * 3 + [False] * 3), question)


def test_near_duplicates_count_once_and_are_in_one_group(db, question):
    texts = [story(1), edited(story(1), 1), shortened(story(1)), story(2), "Rockets hit.", "Rockets hit."]
    load_documents(db, [answered(f"d{number}", text, amal="yes") for number, text in enumerate(texts)])
    assert "there are 5 “yes”" in shortage(training_data(db), question)
    find_all_clusters(db)
    found = training_data(db)
    assert found.groups == ("d0", "d0", "d0", "d3", "d4", "d4")
    assert shortage(found, question) == readiness(db, question).missing
    assert "there are 3 “yes”" in shortage(found, question)


def test_answers_that_contradict_each_other_are_told_where_too_few_are_left(db, question):
    load_documents(db, [answered(f"d{number}", story(number), amal="yes", ben="no") for number in range(8)])
    assert shortage(training_data(db), question).endswith("Left out: 8 where as many people say one as the other.")
    same = data_of(["Rockets hit Taji."] * 4 + ["A harvest."], [True, True, False, False, False])
    assert shortage(same, question).endswith(
        "and there are 1 “yes” and 1 “no”. Answer 2 more with “yes” and 2 more with “no”. "
        "1 with near-duplicates were answered both ways; each counts once, as most of them say."
    )


def test_nothing_is_learned_from_the_locked_slice_and_it_can_be_measured_on(db, amal, question):
    load_documents(db, [AnnotatedDocument(Document(f"d{number}", story(number))) for number in range(100)])
    for number in range(100):
        answer = message("answer.set", question=question.name, value="yes" if number % 2 else "no")
        take_operations(db, f"d{number}", amal, [answer])
    version, locked = train_detector(db), set(locked_ids(db))
    assert locked
    assert set(training_data(db).ids) == {f"d{number}" for number in range(100)} - locked
    assert (version.metrics["n"], version.metrics["n_locked"]) == (100 - len(locked), len(locked))
    assert set(slice_data(db).ids) == set(slice_data(db, before=version.trained_at).ids) == locked
    assert slice_data(db, before="2000-01-01T00:00:00Z").ids == ()


def test_answers_in_the_locked_slice_make_no_project_ready(db, amal, question):
    load_documents(db, [answered(f"d{number}", f"Report {number}.", amal="yes") for number in range(6)])
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1 WHERE document_id IN ('d0', 'd1')")
    assert "there are 4 “yes”" in readiness(db, question).missing
    assert readiness(db, question).missing == shortage(training_data(db), question)


def test_a_scheme_without_such_a_question_is_refused(db, monkeypatch):
    class Bare:
        detector_question = None

    monkeypatch.setattr("models.detecting.training_data.current_scheme", lambda _: Bare)
    with pytest.raises(TrainingRefused, match="nothing to detect"):
        detector_question(db)
    assert current_scheme(db).detector_question
