import dataclasses

import pytest

from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import TrainingRefused
from labeling.core.span import Span
from labeling.store.schemes import current_scheme
from labeling.workflow.boilerplate import find_all_boilerplate
from labeling.workflow.load import load_documents
from models.detector import train
from models.training_data import check_enough, detector_question, training_data
from tests.models.conftest import answered, data_of


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


def test_a_scheme_without_such_a_question_is_refused(db, monkeypatch):
    class Bare:
        detector_question = None

    monkeypatch.setattr("models.training_data.current_scheme", lambda _: Bare)
    with pytest.raises(TrainingRefused, match="nothing to detect"):
        detector_question(db)
    assert current_scheme(db).detector_question
