import logging
import os
import signal
import subprocess
import sys

import pytest

from labeling.store.jobs import add_job, cancel_job, job, open_job
from labeling.store.learned.missed_mentions import searched_until
from labeling.store.learned.models import add_model_version, latest_model, model_versions
from labeling.store.learned.phrases import learned_until
from labeling.store.learned.suggestions import n_scored
from labeling.store.leases import lease_held, lease_holder, take_lease
from labeling.store.tokens import documents_without_tokens
from labeling.workflow.suggesting.dictionary import is_dictionary_old
from models import training
from models.chores import TRAIN
from models.process import LEASE, KeptWorker
from models.worker import run
from tests.models.worker_process import ROOT, Workers, is_gone, until


@pytest.fixture
def workers(db_path):
    workers = Workers(db_path)
    yield workers
    workers.end()


def asked(db, **arguments) -> int:
    return add_job(db, TRAIN, {"n_answers": 40, **arguments})


def test_once_trains_scores_and_tokenises_then_ends(db, db_path, load):
    load(60)
    number = asked(db)
    assert run(db_path, once=True)
    done = job(db, number)
    assert (done.state, done.progress, done.attempts) == ("done", 1.0, 1)
    assert done.message.startswith("Version 1: F1 ")
    assert n_scored(db, latest_model(db, "detector").id) == 60
    assert documents_without_tokens(db, 1) == []
    assert not lease_held(db, LEASE)


def test_a_training_without_answers_enough_fails_with_its_sentence(db, db_path, load):
    load(2)
    number = asked(db)
    run(db_path, once=True)
    assert job(db, number).state == "failed"
    assert "needs 3 different documents of each answer" in job(db, number).message


def test_an_error_nobody_expected_is_logged_whole_and_named_by_id(db, db_path, load, monkeypatch, caplog):
    def fails(db, progress):
        raise ZeroDivisionError("of all things")

    load(10)
    monkeypatch.setattr(training, "train_detector", fails)
    number = asked(db)
    with caplog.at_level(logging.ERROR):
        run(db_path, once=True)
    failed = job(db, number)
    logged = next(record for record in caplog.records if record.exc_info)
    error_id = logged.getMessage().split()[1]
    assert failed.state == "failed"
    assert f"error {error_id}" in failed.message
    assert "of all things" not in failed.message


def test_a_cancelled_training_ends_and_the_old_model_serves_on(db, db_path, load, monkeypatch):
    load(40)
    old = training.train_detector(db)
    number = asked(db)
    real = training.train

    def cancelled_in_the_middle(data, question, progress, **known):
        cancel_job(db, number)
        return real(data, question, progress, **known)

    monkeypatch.setattr(training, "train", cancelled_in_the_middle)
    run(db_path, once=True)
    assert job(db, number).state == "cancelled"
    assert [version.id for version in model_versions(db, "detector")] == [old.id]


def test_a_chore_that_fails_keeps_no_other_from_being_done(db, db_path, load, monkeypatch, caplog):
    def broken(texts):
        raise RuntimeError("a text that breaks the tokeniser")

    load(40)
    monkeypatch.setattr("labeling.nlp.tokens.tokenise", broken)
    with caplog.at_level(logging.ERROR):
        run(db_path, once=True)
    assert n_scored(db, latest_model(db, "detector").id) == 40
    assert sum("tokenise_documents" in record.getMessage() for record in caplog.records) == 1


def test_a_model_that_cannot_be_read_keeps_no_other_work_from_being_done(db, db_path, load):
    load(4)
    for kind in ("detector", "spans"):
        add_model_version(db, kind=kind, artifact=b"nothing", metrics={}, settings={}, trained_on="")
    run(db_path, once=True)
    assert not is_dictionary_old(db)
    assert searched_until(db) == learned_until(db)


def test_scoring_can_be_asked_for_as_a_job(db, db_path, load):
    load(40)
    training.train_detector(db)
    number = add_job(db, "score_documents", {})
    run(db_path, once=True)
    assert job(db, number).message == "40 documents scored."


def test_without_a_model_a_scoring_job_is_refused(db, db_path, add):
    add(a="Rockets hit.")
    number = add_job(db, "score_documents", {})
    run(db_path, once=True)
    assert (job(db, number).state, "No detector" in job(db, number).message) == ("failed", True)


def test_a_worker_killed_in_training_has_its_job_done_by_the_next(db, load, workers):
    load(40)
    number = asked(db)
    first = workers.start()
    until(lambda: job(db, number).state == "running")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert job(db, number).state == "running"
    workers.start("--parent", os.getpid())
    until(lambda: job(db, number).state == "done")
    assert job(db, number).attempts == 2
    assert len(model_versions(db, "detector")) == 1


def test_a_worker_that_is_told_to_end_gives_its_job_and_lease_back(db, load, workers):
    load(40)
    number = asked(db)
    worker = workers.start()
    until(lambda: job(db, number).state == "running")
    worker.terminate()
    assert worker.wait(10) == 0
    assert not lease_held(db, LEASE)
    assert job(db, number).state in ("running", "done")
    run(db.opened_file[0], once=True)
    assert job(db, number).state == "done"


def test_a_second_worker_says_that_there_is_one_and_ends(db, load, workers):
    first = workers.start()
    until(lambda: lease_held(db, LEASE))
    second = workers.start()
    _, said = second.communicate(timeout=20)
    assert second.returncode == 0
    assert "another worker is at work" in said
    assert first.poll() is None


def test_the_worker_of_a_second_app_waits_and_takes_over(db, load, workers):
    first = workers.start("--parent", os.getpid())
    until(lambda: lease_held(db, LEASE))
    second = workers.start("--parent", os.getpid())
    first.send_signal(signal.SIGKILL)
    first.wait()
    load(40)
    number = asked(db)
    until(lambda: job(db, number).state == "done")
    assert second.poll() is None


def test_a_worker_ends_with_the_process_that_started_it(db, db_path):
    code = (
        "import sys; from pathlib import Path; from models.process import start_worker;"
        f"worker = start_worker(Path({str(db_path)!r})); print(worker.pid, flush=True); sys.stdin.read()"
    )
    app = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    pid = int(app.stdout.readline())
    until(lambda: lease_held(db, LEASE))
    app.kill()
    app.communicate()
    until(lambda: is_gone(pid), 15)
    assert not lease_held(db, LEASE)


def test_a_killed_worker_is_started_again_and_the_last_one_ends_with_the_app(db, db_path):
    kept = KeptWorker(db_path)
    first = until(lambda: lease_holder(db, LEASE))
    os.kill(int(first.split("-")[0]), signal.SIGKILL)
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM leases")  # it would run out by itself
    db.execute("COMMIT")
    second = until(lambda: lease_holder(db, LEASE))
    assert second != first
    kept.end()
    assert is_gone(int(second.split("-")[0]))


def test_a_worker_that_ends_at_once_each_time_is_started_ever_more_seldom(db_path, monkeypatch, caplog):
    monkeypatch.setattr("models.process.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("models.process.LONGEST_PAUSE", 0.04)
    monkeypatch.setattr("models.process.LOOK", 0.01)
    started = []

    def start(path) -> subprocess.Popen:
        started.append(path)
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])

    kept = KeptWorker(db_path, start)
    until(lambda: len(started) == 5)
    kept.end()
    pauses = [record.args[1] for record in caplog.records if "another one starts" in record.getMessage()]
    assert pauses[:4] == [0.01, 0.02, 0.04, 0.04]


def test_a_worker_whose_database_is_replaced_ends(db_path, load, workers, db):
    worker = workers.start()
    until(lambda: lease_held(db, LEASE))
    os.replace(db_path, db_path.with_suffix(".old"))
    db_path.write_bytes(b"")
    _, said = worker.communicate(timeout=20)
    assert "the worker ends" in said


def test_while_another_holds_the_lease_nothing_is_done(db, db_path, load, monkeypatch):
    load(10)
    monkeypatch.setattr("models.worker.LEASE_SECONDS", 0.1)
    monkeypatch.setattr("models.worker.BEAT", 0.1)
    take_lease(db, LEASE, "somebody else", 30)
    assert not run(db_path, once=True)
    assert open_job(db, TRAIN) is None


def test_a_worker_without_a_database_is_refused(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-m", "models.worker", "--db", str(tmp_path / "none.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert shown.returncode == 1
    assert "There is no database" in shown.stderr
    assert "Traceback" not in shown.stderr
