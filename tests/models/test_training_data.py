import pytest

from labeling.core.errors import TrainingRefused
from labeling.store.schemes import current_scheme
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
