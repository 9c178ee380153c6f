"""The dictionary is learned between other work, and comes to the same as learned at once."""

import tracemalloc
from dataclasses import replace

import pytest

from labeling.core.span import Span
from labeling.store.database import write
from labeling.store.gazetteers import current_gazetteer
from labeling.store.learned.phrases import dictionary, forget_phrases, layers_with_spans
from labeling.workflow.annotate import take_operations
from labeling.workflow.suggesting.dictionary import is_dictionary_old, learn_dictionary
from models import chores
from models.chores import Learner
from tests.operations import added, message

TEXT = "The Desert Wing struck Camp Taji. Two soldiers were wounded. Iraqi troops blamed the desert wing."


@pytest.fixture
def slices(monkeypatch):
    """A layer at a time."""
    monkeypatch.setattr(chores, "SLICE", -1)
    monkeypatch.setattr(chores, "LEARNING_REST", 0)


@pytest.fixture
def marked(db, add, amal):
    """Four documents in which Amal marked the same phrase."""
    texts = {f"d{n}": f"Report {n}. {TEXT}" for n in range(4)}
    add(**texts)
    for document_id, text in texts.items():
        start = text.index("Desert")
        take_operations(db, document_id, amal, [added(text, Span(start, start + 11, "ACTOR")), message("work.submit")])
    return texts


def n_slices(db, learner: Learner) -> int:
    n = 0
    while learner.learn(db):
        n += 1
    return n


def test_slices_come_to_the_same_as_learning_at_once_and_so_do_later_times(db, marked, amal, slices):
    learner = Learner()
    assert n_slices(db, learner) > 8  # two looks at each of four layers
    by_slices = dictionary(db)
    assert by_slices == learn_dictionary(db)
    assert {("camp taji", "BASE"), ("desert wing", "ACTOR"), ("pattern:", "ACTOR")} <= by_slices.counts.keys()
    assert not learner.learn(db)
    start = marked["d0"].index("Camp")
    take_operations(db, "d0", amal, [added(marked["d0"], Span(start, start + 9, "BASE"))])
    n_slices(db, learner)
    assert dictionary(db) == learn_dictionary(db)
    assert dictionary(db).counts["camp taji", "BASE"].n_marked == 1


def test_of_many_marked_texts_one_is_in_memory_at_a_time(db, add, amal):
    texts = {f"d{n}": f"Report {n}. {TEXT} " + "x" * 200_000 for n in range(20)}
    add(**texts)
    for document_id, text in texts.items():
        take_operations(db, document_id, amal, [added(text, Span(0, 6, "ACTOR"))])
    del texts
    tracemalloc.start()
    assert sum(1 for _ in layers_with_spans(db)) == 20
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_what_is_marked_in_between_is_learned_the_next_time(db, marked, amal, slices):
    learner = Learner()
    learner.learn(db)
    text = marked["d3"]
    start = text.index("Camp")
    take_operations(db, "d3", amal, [added(text, Span(start, start + 9, "BASE"))])
    n_slices(db, learner)
    assert not is_dictionary_old(db)
    assert dictionary(db) == learn_dictionary(db)


def test_what_may_no_longer_be_learned_from_is_left_out_when_it_was_counted_already(db, marked, slices):
    learner = Learner()
    for _ in range(6):
        assert learner.learn(db)
    with write(db):  # as the beginning of a blind round does
        db.execute("DELETE FROM spans WHERE document_id != 'd0'")
        forget_phrases(db)
    n_slices(db, learner)
    assert dictionary(db).counts["desert wing", "ACTOR"].n_marked == 1
    assert dictionary(db) == learn_dictionary(db)


def test_another_gazetteer_is_looked_for_anew(db, marked, slices, monkeypatch):
    learner = Learner()
    n_slices(db, learner)
    assert ("camp taji", "BASE") in dictionary(db).counts
    known = current_gazetteer(db)
    bare = replace(known, id="another", entries=(), patterns=())
    monkeypatch.setattr("labeling.workflow.suggesting.dictionary.current_gazetteer", lambda db: bare)
    with write(db):
        forget_phrases(db)
    n_slices(db, learner)
    assert ("camp taji", "BASE") not in dictionary(db).counts


def test_a_fault_midway_lets_it_begin_anew(db, marked, slices, monkeypatch):
    learner = Learner()
    for _ in range(6):
        learner.learn(db)
    with monkeypatch.context() as patched:
        patched.setattr("labeling.workflow.suggesting.dictionary.words_of", lambda text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            learner.learn(db)
    assert n_slices(db, learner) > 8
    assert dictionary(db) == learn_dictionary(db)
