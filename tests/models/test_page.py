import subprocess
import sys

import pytest

from labeling.store.authors import author_named
from labeling.store.jobs import add_job, claim_job, fail_job, finish_job, jobs, open_job, report_progress
from labeling.store.leases import take_lease
from labeling.workflow.annotate import take_operations
from labeling.workflow.load import load_documents
from models.chores import TRAIN
from models.pages.detector import PARTS
from models.pages.verdict import EARLY, NO, ORDER, YES, verdict
from models.process import LEASE
from models.training import score_documents, serving_detector, train_detector
from tests.models.conftest import ROOT, answered
from tests.models.detector_page import button, opened, words
from tests.operations import message


def test_with_few_answers_the_page_says_how_many_are_missing(page, db):
    load_documents(db, [answered(f"d{n}", f"Rockets hit {n}.", amal="yes") for n in range(2)])
    shown = page()
    assert "No detector yet" in words(shown)
    assert "Answer 1 more with “yes” and 3 more with “no”." in words(shown)
    assert not any(one.label.startswith("Train") for one in shown.button)


def test_the_button_asks_the_worker_to_train(page, db, load):
    load(10)
    shown = page()
    assert "10 documents answered" in words(shown)
    button(shown, "Train the detector").click().run()
    assert open_job(db, TRAIN).arguments == {"why": "button", "n_answers": 10}


def test_while_it_trains_the_page_shows_how_far_it_is_and_a_way_to_stop(page, db, load):
    load(10)
    number = add_job(db, TRAIN, {"n_answers": 10})
    take_lease(db, LEASE, "worker", 60)
    assert not any(button.label == "Train the detector" for button in page().button)
    claim_job(db, "worker")
    report_progress(db, number, 0.4, "Fold 2 of 5")
    shown = page()
    assert not shown.warning
    button(shown, "Stop the training").click().run()
    assert open_job(db, TRAIN) is None
    assert jobs(db)[0].state == "cancelled"


def test_where_no_worker_is_at_work_the_page_says_how_to_start_one(page, db, load):
    load(10)
    add_job(db, TRAIN, {})
    assert "sitrep worker" in words(page())


def test_a_training_that_failed_says_why_until_one_succeeds(page, db, load):
    load(10)
    number = add_job(db, TRAIN, {"n_answers": 10})
    claim_job(db, "worker")
    fail_job(db, number, "The disk is full.")
    assert "The last training failed: The disk is full." in words(page())
    number = add_job(db, TRAIN, {"n_answers": 10})
    claim_job(db, "worker")
    finish_job(db, number, "Version 1.")
    assert "failed" not in words(page())


def test_a_trained_detector_says_whether_it_is_worth_using_with_n_and_intervals(page, db, load):
    load(60)
    metrics = train_detector(db).metrics
    score_documents(db, serving_detector(db))
    shown = page()
    assert shown.header[0].value == "Worth using"
    assert "Of 100 reports it finds" in words(shown)
    low, high = metrics["intervals"]["f1"]
    assert f"F1 at the best balance {metrics['f1']:.2f} ({low:.2f}–{high:.2f})" in words(shown)
    assert f"against {metrics['all_yes_f1']:.2f} for answering" in words(shown)
    assert {metric.label: metric.value for metric in shown.metric} == {
        "Average precision": f"{metrics['average_precision']:.2f}",
        "F1": f"{metrics['f1']:.2f}",
        "Macro-F1": f"{metrics['macro_f1']:.2f}",
        "Brier": f"{metrics['brier']:.2f}",
    }
    assert "n = 60 documents (30 yes, 30 no), out of fold" in words(shown)
    assert "No document newly answered since version 1; after 5 it trains by itself." in words(shown)


def test_a_page_that_was_shown_has_not_imported_what_only_the_worker_needs(db, load):
    load(30)
    train_detector(db)
    code = (
        "import sys\n"
        "import labeling.pages.session as session\n"
        "session.author_name = lambda: 'Amal'\n"
        "from streamlit.testing.v1 import AppTest\n"
        "script = 'import models.pages.detector as detector; detector.show()'\n"
        f"for part in {[name for name, *_ in PARTS]}:\n"
        "    page = AppTest.from_string(script, default_timeout=60)\n"
        "    page.session_state['part'] = part\n"
        "    assert not page.run().exception\n"
        "print([name for name in ('sklearn', 'spacy', 'skops') if name in sys.modules])\n"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_what_changed_since_the_last_version_counts_the_answers_that_were_changed(page, db, load):
    load(30)
    train_detector(db)
    change = message("answer.set", question="attack_report", value="no")
    assert take_operations(db, "d0", author_named(db, "amal"), [change]).committed
    train_detector(db)
    assert "Version 2 against version 1:** 1 changed answer. On the same 30 documents" in words(page())


def test_while_documents_wait_for_their_scores_the_page_says_how_many(page, db, load):
    load(30)
    train_detector(db)
    assert "0 of 30 documents have a score of version 1 so far" in words(page())
    score_documents(db, serving_detector(db))
    assert "so far" not in words(page())


def test_all_versions_are_listed_with_what_changed(page, db, load):
    load(20)
    train_detector(db)
    train_detector(db)
    load(10, start=20)
    train_detector(db)
    table = opened(page(), "Versions").dataframe[0].value
    assert list(table["Version"]) == [3, 2, 1]
    assert list(table["What changed"]) == ["+10 documents", "nothing", "the first one"]
    assert list(table["n"]) == [30, 20, 20]


def test_few_trained_documents_have_no_curve_and_no_verdict(page, db, load):
    load(8)
    train_detector(db)
    shown = opened(page(), "How good")
    assert shown.header[0].value == "Too early to tell"
    assert "From 20 answers on" in words(shown)


INTERVALS = {"f1": (0.71, 0.9), "average_precision": (0.6, 0.9)}


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, YES),
        ({"n": 49}, EARLY),
        ({"intervals": {"f1": (0.6, 0.9), "average_precision": (0.6, 0.9)}}, ORDER),
        ({"intervals": {"f1": (0.6, 0.9), "average_precision": (0.4, 0.9)}}, NO),
        ({"intervals": {}}, YES),
        ({"intervals": {}, "f1": 0.7}, NO),
    ],
)
def test_the_verdict_weighs_the_figures(question, changed, kind):
    known = {"f1": 0.81, "all_yes_f1": 0.69, "n": 1300, "average_precision": 0.8, "prevalence": 0.5}
    said = verdict({**known, "intervals": INTERVALS, **changed}, question)
    assert said.kind == kind
    assert "against 0.69" in said.sentence
    assert f"n = {changed.get('n', 1300):,}" in said.sentence
