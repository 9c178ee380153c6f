"""The suggester at work: from finished documents to suggestions in the next ones."""

import json
import time

import pytest
from click.testing import CliRunner

from cli import sitrep
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.errors import DatabaseBusy, ModelDamaged, NoModel, TrainingRefused
from labeling.core.span import Span
from labeling.store.database import write
from labeling.store.documents import document
from labeling.store.jobs import MOST_ATTEMPTS, add_job, job, jobs, open_job
from labeling.store.learned.readings import KIND, reading_of, unread_documents
from labeling.store.schemes import current_scheme
from labeling.store.serving import serving
from labeling.workflow.load import load_documents
from labeling.workflow.suggesting.suggestions import suggestions
from models.chores import TRAIN
from models.spans import choosing, chores
from models.spans.marked_texts import marked_texts
from models.spans.serving import read_batch, serving_suggester, train_spans
from models.versions.choice import BY_HAND
from models.worker import run
from tests.models.spans.conftest import report

REPORTS, UNSEEN = 14, 900


def finished(number: int, *, author: str = "amal", state: str = "done") -> AnnotatedDocument:
    one = report(number)
    spans = tuple(Span(start, end, label) for start, end, label in one.marks)
    return AnnotatedDocument(Document(one.id, one.text), (Annotation(author, spans, {}, state=state),))


@pytest.fixture
def project(db):
    load_documents(db, [finished(number) for number in range(REPORTS)])
    load_documents(db, [AnnotatedDocument(Document(f"new{n}", report(UNSEEN + n).text), ()) for n in range(3)])
    with write(db):
        db.execute("DELETE FROM draws WHERE document_id LIKE 'new%'")
    return db


def test_what_is_finished_teaches_what_is_suggested_next(project):
    version = train_spans(project)
    assert version.metrics["n_marked"] == REPORTS
    assert read_batch(project, *serving_suggester(project)) == 3
    new = document(project, "new0")
    found = suggestions(project, new, current_scheme(project), [])
    by_model = {one.place for one in found if one.source == f"model-{version.id}"}
    assert by_model
    assert by_model <= set(report(UNSEEN).marks)
    assert {one.label for one in found if one.source != "dictionary"} >= set(version.metrics["model_labels"])


def test_the_words_of_the_scheme_that_speak_for_a_report_are_evidence(project):
    train_spans(project)
    _, suggester = serving_suggester(project)
    question = current_scheme(project).detector_question
    one_word = {phrase for phrase in (*question.keywords, *question.related) if " " not in phrase}
    assert one_word
    assert all(one_word <= known.telling for known in suggester.knowledge.values())


def test_finished_and_locked_documents_are_not_read(project):
    with write(project):
        project.execute("INSERT INTO draws VALUES ('new1', 1, 1, 'drawn', '2026-01-01')")
    version = train_spans(project)
    assert [document_id for document_id, _ in unread_documents(project, version.id, 100)] == ["new0", "new2"]


def test_locked_documents_teach_nothing(project):
    with write(project):
        project.execute("UPDATE draws SET is_locked = 1 WHERE document_id = 'r0'")
    assert [one.id for one in marked_texts(project)] == [f"r{number}" for number in range(1, REPORTS)]


def test_a_mark_counts_where_half_of_those_who_finished_made_it(db):
    text = "Rockets hit Camp Taji."
    layers = [
        Annotation("amal", (Span(0, 7, "WEAPON"), Span(12, 21, "BASE")), {}, state="done"),
        Annotation("basim", (Span(0, 7, "WEAPON"),), {}, state="done"),
        Annotation("carla", (Span(0, 7, "ACTOR"),), {}, state="done"),
        Annotation("dana", (Span(12, 21, "ACTOR"),), {}, state="open"),
    ]
    load_documents(db, [AnnotatedDocument(Document("d1", text), tuple(layers))])
    (one,) = marked_texts(db)
    assert one.marks == [(0, 7, "WEAPON")]


def test_a_document_without_marks_teaches_where_it_was_answered_no(db):
    for number, value in enumerate(("yes", "no", None)):
        answers = {"attack_report": Answer(value)} if value else {}
        layer = Annotation("amal", (), answers, state="done")
        load_documents(db, [AnnotatedDocument(Document(f"d{number}", f"Text {number}."), (layer,))])
    assert [one.id for one in marked_texts(db, current_scheme(db).detector_question)] == ["d1"]


def test_marks_that_no_word_begins_or_ends_with_are_said_to_teach_nothing(db):
    text = "火箭击中基地"  # no blanks, so it is one word
    inside = (Annotation("amal", (Span(0, 2, "WEAPON"),), {}, state="done"),)
    load_documents(db, [AnnotatedDocument(Document(f"d{n}", f"{text}{n}"), inside) for n in range(5)])
    with pytest.raises(TrainingRefused, match="None of the 5 marks"):
        train_spans(db)


def test_too_few_documents_are_said(db):
    load_documents(db, [finished(0), finished(1)])
    with pytest.raises(TrainingRefused, match="2 finished documents with marks: 5 are needed"):
        train_spans(db)
    with pytest.raises(NoModel, match="sitrep train spans"):
        serving_suggester(db)


def test_the_worker_trains_when_ten_are_finished_and_reads_what_is_next(project):
    assert chores.training_due(project)
    run(project.opened_file[0], once=True)
    assert [one.state for one in jobs(project) if one.kind == chores.TRAIN] == ["done"]
    assert reading_of(project, "new0") is not None
    assert not chores.training_due(project)
    load_documents(project, [finished(number) for number in range(100, 100 + chores.RETRAIN_AFTER)])
    assert chores.training_due(project)


def test_of_very_many_documents_some_are_learned_from_and_all_count_for_the_next_training(project, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_MARKED", 8 * max(len(report(number).text) for number in range(REPORTS)))
    version = train_spans(project)
    assert 8 <= version.metrics["n_marked"] < version.metrics["n_finished"] == REPORTS
    assert not chores.training_due(project)


def test_a_click_is_not_kept_waiting_by_the_training_of_spans(project, monkeypatch):
    ended = []

    def train_for_long(db, progress):
        number = add_job(db, TRAIN, {})  # somebody clicks meanwhile
        progress(0.5, "Reading marks")
        ended.append((job(db, number).state, open_job(db, chores.TRAIN).message))
        return train_spans(db)

    monkeypatch.setattr("models.spans.serving.train_spans", train_for_long)
    run(project.opened_file[0], once=True)
    assert ended == [("failed", "Reading marks")]  # nothing was answered, so it is refused: at once
    assert [one.state for one in jobs(project) if one.kind == chores.TRAIN] == ["done"]


def test_scores_do_not_wait_for_the_training_of_spans(project, monkeypatch):
    asked, meanwhile = [], []
    monkeypatch.setattr("models.worker.Scorer.score_documents", lambda scorer, db: asked.append(db))

    def train_for_long(db, progress):
        n_before = len(asked)
        progress(0.5, "Reading marks")
        meanwhile.append(len(asked) - n_before)
        return train_spans(db)

    monkeypatch.setattr("models.spans.serving.train_spans", train_for_long)
    run(project.opened_file[0], once=True)
    assert meanwhile == [1]


def test_a_training_of_spans_on_its_last_try_outlives_a_long_job_in_its_middle(project, monkeypatch):
    monkeypatch.setattr("models.worker.LEASE_SECONDS", 0.5)

    def train_for_longer_than_a_lease(db, progress):
        time.sleep(0.7)
        progress(0.5, "All documents")
        raise TrainingRefused("That was all.")

    def train_on_the_last_try(db, progress):
        with write(db):
            db.execute("UPDATE jobs SET attempts = ? WHERE kind = ?", (MOST_ATTEMPTS, chores.TRAIN))
        add_job(db, TRAIN, {})
        progress(0.5, "Reading marks")
        return train_spans(db)

    monkeypatch.setattr("models.training.train_detector", train_for_longer_than_a_lease)
    monkeypatch.setattr("models.spans.serving.train_spans", train_on_the_last_try)
    run(project.opened_file[0], once=True)
    assert {one.kind: one.state for one in jobs(project)} == {chores.TRAIN: "done", TRAIN: "failed"}


def test_a_suggester_that_cannot_be_read_is_left_alone_and_one_that_was_busy_is_not(project, monkeypatch):
    def refused(error):
        def refuse(db):
            raise error

        return refuse

    train_spans(project)
    for error, reads_later in ((DatabaseBusy("Wait."), True), (ModelDamaged("It is none."), False)):
        reader = chores.Reader()
        with monkeypatch.context() as patched:
            patched.setattr("models.spans.serving.serving_suggester", refused(error))
            with pytest.raises(type(error)):
                reader.read_documents(project)
        assert reader.read_documents(project) == reads_later


def test_a_training_that_failed_waits_for_more_documents(project):
    assert chores.ask_for_training(project)
    asked = next(one for one in jobs(project) if one.kind == chores.TRAIN)
    assert not chores.ask_for_training(project)
    with write(project):
        project.execute("UPDATE jobs SET state = 'failed' WHERE id = ?", (asked.id,))
    assert job(project, asked.id).state == "failed"
    assert not chores.ask_for_training(project)


def test_the_commands_show_what_each_choice_shows_and_which_version_serves(project, db_path):
    def run(*words: str) -> dict:
        result = CliRunner().invoke(sitrep, ["--db", str(db_path), *words, "--json"])
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout.splitlines()[0])

    assert run("suggestions") == {"right_at_least": 0.6, "version": "none yet"}
    run("train", "spans")
    run("train", "spans")
    chosen = run("suggestions", "--right", ".8")
    assert (chosen["right_at_least"], chosen["version"]) == (0.8, 2)
    assert 0 < chosen["at_0.8"]["right"] <= chosen["at_0.8"]["shown"] <= chosen["at_0.5"]["shown"]
    assert chosen["at_0.8"]["found"] == pytest.approx(chosen["at_0.8"]["right"] / chosen["n_marked"])
    run("versions", "--kind", "spans", "--use", "1")
    assert (serving(project, KIND).model_id, serving(project, KIND).why) == (1, BY_HAND)
    newest = run("versions", "--kind", "spans")
    assert (newest["version"], newest["serves"], newest["n"]) == (2, False, REPORTS)
    read_batch(project, *serving_suggester(project))
    assert reading_of(project, "new0")[0] == 1
