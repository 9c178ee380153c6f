"""What the tabs of the Detector page show and store."""

import json

import pytest

from labeling.store.authors import author_named
from labeling.store.database import write
from labeling.store.learned.models import add_model_version, serving_threshold
from labeling.store.learned.readings import KIND as SPANS
from labeling.store.learned.second_looks import second_looks
from labeling.store.queue_shares import queue_shares
from labeling.store.serving import serving
from labeling.workflow.annotate import take_operations
from labeling.workflow.suggesting.precision import precision
from models.chores import MARK_WORDS, SNAPSHOT
from models.pages.detector import PARTS
from models.training import train_detector
from models.versions.kind import KIND
from models.worker import run
from tests.models.detector_page import button, opened, words
from tests.operations import message

NAMES = [name for name, *_ in PARTS]


@pytest.fixture
def trained(db, load):
    load(40)
    return train_detector(db)


def test_the_threshold_is_looked_at_by_dragging_and_stored_by_a_button(page, db, trained):
    shown = page()
    assert "For the best balance, read" in words(shown)
    shown.select_slider[0].set_value(0.95).run()
    assert "To find 95 % of the reports, read" in words(shown)
    assert serving(db, KIND).recall is None
    button(shown, "Use “find 95 %”").click().run()
    assert serving(db, KIND).recall == 0.95
    offer = next(one for one in trained.metrics["offers"] if one["recall"] == 0.95)
    assert serving_threshold(db) == offer["threshold"]
    assert "In use: the queue, the list of documents and screening" in words(shown)


def test_an_answer_that_is_kept_is_not_doubted_again_and_stands_in_the_record(page, db, trained):
    doubt_all(db)
    shown = opened(page(), "Doubtful labels")
    before = [one for one in shown.button if one.label == "Keep as it is"]
    before[0].click().run()
    (kept,) = [look for look in second_looks(db) if look.outcome]
    assert kept.outcome == "kept"
    assert len([one for one in shown.button if one.label == "Keep as it is"]) == len(before)  # the next one came up
    assert not any(kept.document_id in one.key for one in shown.button if one.label == "Keep as it is")


def test_an_answer_that_was_changed_in_the_article_stands_in_the_record(page, db, trained):
    doubt_all(db)
    shown = opened(page(), "Doubtful labels")
    look = second_looks(db)[0]
    other = "no" if look.was == "yes" else "yes"
    change = message("answer.set", question="attack_report", value=other)
    assert take_operations(db, look.document_id, author_named(db, "amal"), [change]).committed
    opened(shown, "Doubtful labels")
    assert [one.outcome for one in second_looks(db) if one.document_id == look.document_id] == ["changed"]
    assert "The next training learns from what was changed." in words(shown)


def test_shares_of_the_queue_are_changed_on_the_page(page, db, trained):
    shown = opened(page(), "Queue")
    shown.number_input(key="share random").set_value(3)
    button(shown, "Deal like this").click().run()
    assert queue_shares(db) == {"unsure": 3, "keywords": 0, "random": 3}
    assert shown.code[-1].value == "sitrep queue --unsure 3 --keywords 0 --random 3"


def test_shares_that_cannot_be_dealt_are_refused_with_a_sentence(page, db, trained):
    shown = opened(page(), "Queue")
    for name in ("unsure", "random"):
        shown.number_input(key=f"share {name}").set_value(0)
    button(shown, "Deal like this").click().run()
    assert "cannot be dealt" in words(shown)
    assert queue_shares(db) is None


def test_the_way_back_asks_why_and_writes_it_down(page, db, trained):
    train_detector(db)
    shown = opened(page(), "Versions")
    button(shown, "Let it serve").click().run()
    assert "Say why in a few words first" in words(shown)
    assert serving(db, KIND).model_id == 2
    shown.text_input[0].set_value("Version 2 missed the drones.")
    button(shown, "Let it serve").click().run()
    assert (serving(db, KIND).model_id, serving(db, KIND).why) == (1, "Version 2 missed the drones.")
    assert "Version 2 is not used; version 1 is." in words(shown)


def test_words_of_an_article_are_marked_by_the_worker_when_somebody_asks(page, db, db_path, trained):
    shown = opened(page(), "What it reads")
    document_id = shown.selectbox[0].value
    button(shown, "Mark the words that moved its score").click().run()
    assert db.execute("SELECT kind FROM jobs").fetchall() == [(MARK_WORDS,)]
    run(db_path, once=True)
    shown = opened(page(), "What it reads")
    assert "without this word, anywhere in the article, the score would fall" in words(shown)
    assert "It learned from this document, answered “" in words(shown)
    ((stored, marks),) = db.execute("SELECT document_id, words FROM marked_words").fetchall()
    assert stored == document_id
    assert json.loads(marks)


def test_without_locked_documents_the_page_says_what_to_do(page, trained):
    assert "No document was locked before this version was trained." in words(opened(page(), "How good"))


def test_a_locked_slice_without_answers_says_how_many_are_needed(page, db, add, load):
    add(**{f"locked{number}": f"Report {number} of a quiet day in the valley." for number in range(60)})
    load(40)
    train_detector(db)
    assert "to measure, 20 answers are needed, both kinds among them" in words(opened(page(), "How good"))


def test_a_look_at_the_locked_slice_is_asked_of_the_worker(page, db, trained):
    with write(db):
        db.execute("UPDATE draws SET is_locked = 1, decided_at = '2000'")
    shown = opened(page(), "How good")
    button(shown, "Measure on the locked slice").click().run()
    assert db.execute("SELECT kind FROM jobs").fetchall() == [(SNAPSHOT,)]
    assert "Start one with sitrep worker" in words(shown).replace("`", "")


def test_a_damaged_version_is_told_and_the_way_out_is_the_button(page, db, trained):
    with write(db):
        db.execute("UPDATE model_versions SET artifact = x'00'")
    shown = page()
    assert "The stored model 1 is damaged." in words(shown)
    assert button(shown, "Train the detector").proto.type == "primary"


@pytest.mark.parametrize("name", NAMES)
def test_a_version_from_before_intervals_and_curves_is_shown_as_far_as_it_goes(page, db, load, name):
    load(20)
    figures = dict.fromkeys(("average_precision", "f1", "macro_f1", "brier", "all_yes_f1"), 0.7)
    counts = {"n": 60, "n_positive": 30, "n_negative": 30, "prevalence": 0.5, "threshold": 0.4}
    curves = {"learning_curve": [], "calibration": [{"score": 0.5, "share": 0.5, "n": 60}]}
    settings = {"question": "attack_report", "positive": "yes", "negative": "no"}
    version = {"kind": KIND, "artifact": b"x", "metrics": figures | counts | curves, "settings": settings}
    add_model_version(db, **version, trained_on="abc")
    shown = opened(page(), name)
    assert shown.header[0].value == "Not worth using yet"
    assert all(one.value.startswith("sitrep ") for one in shown.code)


def add_span_version(db, *, model_labels=("ACTOR",), why=""):
    row = {"n_spans": 40, "precision": 0.8, "recall": 0.7, "f1": 0.75, "f1_low": 0.6, "f1_high": 0.85, "known_f1": 0.4}
    counted = {"0.5": (50, 30), "0.6": (40, 26), "0.7": (30, 22), "0.8": (10, 9), "0.9": (0, 0)}
    labels = {
        "ACTOR": row | {"shown_from": {"0.6": 0.31, "0.8": 0.64}, "shown": counted},
        "BASE": {
            "n_spans": 2,
            "f1": 0.1,
            "known_f1": 0.2,
            "shown_from": {"0.6": None},
            "shown": dict.fromkeys(counted, (0, 0)),
        },
    }
    metrics = {"n": 30, "n_spans": 42, "f1": 0.7, "model_labels": list(model_labels), "labels": labels, "why": why}
    metrics |= {"n_marked": 2_900, "n_finished": 5_300}
    add_model_version(db, kind=SPANS, artifact=b"", metrics=metrics, settings={}, trained_on="abc", serves=not why)


def test_who_suggests_spans_is_told_by_label_with_n_and_what_is_shown_is_chosen(page, db, trained):
    add_span_version(db)
    shown = opened(page(), "Spans")
    table = shown.dataframe[0].value
    assert list(table["Suggested by"]) == ["learned", "dictionary and gazetteer"]
    assert list(table["F1"]) == ["0.75 (0.60–0.85)", "0.10"]
    assert list(table["F1 of dictionary and gazetteer"]) == ["0.40", "0.20"]
    assert list(table["Shown from"]) == ["0.31", "–"]
    assert "It learned from 2,900 of 5,300 finished documents with marks." in words(shown)
    offered = shown.dataframe[1].value
    assert list(offered["Suggestions shown"]) == [50, 40, 30, 10, 0]
    assert list(offered["Right"]) == ["60 of 100", "65 of 100", "73 of 100", "90 of 100", "–"]
    assert list(offered["Of the marked spans it finds"]) == [
        "75 of 100",
        "65 of 100",
        "55 of 100",
        "22 of 100",
        "0 of 100",
    ]
    shown.selectbox[0].set_value(0.8)
    button(shown, "Show these").click().run()
    assert precision(db) == 0.8
    assert "sitrep suggestions --right 0.8" in shown.code[-1].value
    assert list(shown.dataframe[0].value["Shown from"]) == ["0.64", "–"]


def test_a_label_of_which_nothing_learned_is_right_often_enough_is_left_to_the_dictionary(page, db, trained):
    add_span_version(db, model_labels=("ACTOR", "BASE"))
    assert list(opened(page(), "Spans").dataframe[0].value["Suggested by"]) == ["learned", "dictionary and gazetteer"]


def test_versions_of_the_span_suggester_have_a_way_back_too(page, db, trained):
    shown = opened(page(), "Versions")
    shown.button_group[0].set_value(SPANS).run()
    assert "There is no version yet: the span suggester learns" in words(shown)
    add_span_version(db)
    add_span_version(db, model_labels=(), why="It is worse than version 2.")
    shown = opened(shown, "Versions")
    assert list(shown.dataframe[0].value["In use"]) == ["", "in use"]
    assert list(shown.dataframe[0].value["Labels it suggests"]) == ["none", "ACTOR"]
    shown.text_input[0].set_value("To try it.")
    button(shown, "Let it serve").click().run()
    assert (serving(db, SPANS).model_id, serving(db, SPANS).why) == (3, "To try it.")
    assert serving(db, KIND).model_id == trained.id


def doubt_all(db) -> None:
    """As if every answer were likely wrong: a few honest ones may raise no doubt at all."""
    with write(db):
        db.execute("UPDATE out_of_fold SET doubt = 0.9")
