"""Predictions in the files of other tools are loaded as suggestions, their labels made to fit like those of spans."""

import json

import pytest

from labeling.store.database import open_database
from labeling.store.learned.suggestions import proposals_of
from tests.exports.test_loading_files import TEXT, run


def region(start: int, end: int, label: str) -> dict:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    return {"id": f"r{start}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def task(*predicted: dict, annotated: dict | None = None) -> str:
    done = [{"completed_by": 1, "result": [annotated]}] if annotated else []
    prediction = {"model_version": "my-model", "score": 0.75, "result": list(predicted)}
    return json.dumps([{"id": 1, "data": {"text": TEXT}, "annotations": done, "predictions": [prediction]}])


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tasks.json"
    path.write_text(task(region(0, 7, "ARM"), region(12, 21, "BASE"), annotated=region(12, 21, "BASE")))
    return path


def stored(tmp_path) -> list[tuple]:
    db = open_database(tmp_path / "x.db")
    found = [(*one.span.place, one.score, one.source) for one in proposals_of(db, "1")]
    db.conn.close()
    return found


def test_predictions_are_counted_as_suggestions_and_the_second_time_nothing_is(tmp_path, file):
    db, mapped = tmp_path / "x.db", ("--map", "ARM=WEAPON")
    tried = run(db, "load", str(file), *mapped, "--dry-run")
    assert "1 span, 0 answers; 2 predictions would be suggestions." in tried.output
    assert not db.exists()
    assert "1 span, 0 answers; 2 predictions are suggestions now." in run(db, "load", str(file), *mapped).output
    source = "label-studio: my-model"
    assert stored(tmp_path) == [(0, 7, "WEAPON", 0.75, source), (12, 21, "BASE", 0.75, source)]
    again = run(db, "load", str(file), *mapped, "--json")
    assert json.loads(again.stdout)["n_suggestions"] == 0
    assert len(stored(tmp_path)) == 2


def test_a_label_that_only_a_prediction_has_is_refused_with_the_option_that_helps(tmp_path, file):
    result = run(tmp_path / "x.db", "load", str(file))
    assert result.exit_code == 1
    assert "the scheme has no label 'ARM'" in result.output
    assert "--map ARM=" in result.output
    assert not (tmp_path / "x.db").exists()


def test_predictions_of_a_dropped_label_are_counted_and_new_labels_are_taken_in(tmp_path, file):
    dropped = run(tmp_path / "x.db", "load", str(file), "--drop", "ARM")
    assert "not carried: 1 prediction of ARM (dropped)" in dropped.output
    assert "1 prediction is a suggestion now" in dropped.output
    assert "2 predictions are suggestions now" in run(tmp_path / "y.db", "load", str(file), "--add-labels").output


def test_predictions_for_documents_that_are_there_are_added_by_a_later_load(tmp_path, file):
    first = tmp_path / "first.json"
    first.write_text(task(annotated=region(12, 21, "BASE")))
    assert "suggestion" not in run(tmp_path / "x.db", "load", str(first)).output
    later = run(tmp_path / "x.db", "load", str(file), "--map", "ARM=WEAPON")
    assert "0 documents loaded, 1 already there; 0 spans, 0 answers; 2 predictions" in later.output
