import pytest
from streamlit.testing.v1 import AppTest

from labeling.store.jobs import add_job, claim_job, fail_job, finish_job, jobs, open_job, report_progress
from labeling.store.leases import take_lease
from labeling.workflow.load import load_documents
from models.chores import TRAIN
from models.pages.verdict import verdict
from models.process import LEASE
from models.training import score_documents, serving_detector, train_detector
from tests.models.conftest import answered


@pytest.fixture
def page(db, monkeypatch):
    """The Detector page as Amal sees it."""
    monkeypatch.setattr("labeling.pages.session.author_name", lambda: "Amal")

    def script():
        import importlib

        importlib.import_module("models.pages.detector").show()

    def shown() -> AppTest:
        page = AppTest.from_function(script, default_timeout=30).run()
        assert not page.exception
        return page

    return shown


def words(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.error, *page.warning]
    return " ".join(str(element.value).replace("\\", "") for element in elements)


def button(page: AppTest, label: str):
    return next(button for button in page.button if button.label == label)


def test_with_few_answers_the_page_says_how_many_are_missing(page, db):
    load_documents(db, [answered(f"d{n}", f"Rockets hit {n}.", amal="yes") for n in range(2)])
    shown = page()
    assert "No detector yet" in words(shown)
    assert "Answer 1 more with “yes” and 3 more with “no”." in words(shown)
    assert button(shown, "Train the detector").disabled


def test_the_button_asks_the_worker_to_train(page, db, load):
    load(10)
    shown = page()
    assert "10 documents are answered" in words(shown)
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


def test_a_trained_detector_shows_its_figures_with_n_and_the_trap_to_beat(page, db, load):
    load(60)
    metrics = train_detector(db).metrics
    score_documents(db, serving_detector(db))
    shown = page()
    assert {metric.label: metric.value for metric in shown.metric} == {
        "F1": f"{metrics['f1']:.3f}",
        "Average precision": f"{metrics['average_precision']:.3f}",
        "Macro-F1": f"{metrics['macro_f1']:.3f}",
        "Brier": f"{metrics['brier']:.3f}",
        "F1 of all-yes": f"{metrics['all_yes_f1']:.3f}",
    }
    assert "Finds reports better than answering “yes” to everything" in words(shown)
    assert "n = 60 documents (30 yes, 30 no), out of fold" in words(shown)
    assert "60 of 60 documents carry a score" in words(shown)
    assert "0 answers came since version 1; after 25 it trains by itself." in words(shown)
    assert shown.code[-1].value == "sitrep train detector"


def test_all_versions_are_listed_with_what_changed(page, db, load):
    load(20)
    train_detector(db)
    train_detector(db)
    load(10, start=20)
    train_detector(db)
    table = page().dataframe[0].value
    assert list(table["Version"]) == [3, 2, 1]
    assert list(table["What changed"]) == ["+10 documents", "nothing", "the first one"]
    assert list(table["n"]) == [30, 20, 20]


def test_few_trained_documents_have_no_curve_and_no_verdict(page, db, load):
    load(8)
    train_detector(db)
    shown = page()
    assert "Too early to tell" in words(shown)
    assert "From 20 answers on" in words(shown)


@pytest.mark.parametrize(
    ("f1", "n", "said"),
    [(0.81, 1300, "Finds reports better"), (0.70, 1300, "Not better yet"), (0.9, 49, "Too early to tell")],
)
def test_the_verdict_weighs_the_figures(question, f1, n, said):
    sentence = verdict({"f1": f1, "all_yes_f1": 0.69, "n": n, "method": "out of fold"}, question)
    assert sentence.startswith(said)
    assert f"F1 {f1:.2f} against 0.69, out of fold, n = {n:,}" in sentence
