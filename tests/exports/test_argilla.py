"""Argilla's records are read with the status of every response, where the file has it."""

import json

import pytest

from exports.formats import argilla
from labeling.core.annotation import Answer
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME
from tests.exports.tool_files import file_of, is_found_out, left_out

SPAN = {"label": "WEAPON", "start": 0, "end": 7}


def read(*records: dict):
    return argilla.read(json.dumps(records).encode(), file="a.json", scheme=SCHEME, annotator=None)


def flat(**more) -> dict:
    return {"id": "r1", "status": "completed", "_server_id": None, "text": "Rockets hit."} | more


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] == "argilla-v2-json"), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("argilla", entry)
    assert reading.faults == []
    assert is_found_out("argilla", entry)
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    layers = [layer for one in reading.documents for layer in one.annotations]
    assert len({layer.author for layer in layers}) == entry["n_annotators"]
    n_answers = sum(len(layer.answers) for layer in layers)
    assert n_answers + left_out(reading)["document labels"] == entry["n_doc_labels"]
    assert len(reading.proposals) == entry["n_pred_spans"]
    assert left_out(reading)["suggested document labels"] == entry["n_pred_doc_labels"]
    assert "does not say which responses were submitted" in reading.warnings[0]


def test_the_flat_form_keeps_drafts_open_and_discarded_responses_skipped():
    statuses = ["submitted", "draft", "discarded"]
    given = {"s.responses": [[SPAN]] * 3, "s.responses.users": ["a", "b", "c"], "s.responses.status": statuses}
    reading = read(flat(**given))
    (one,) = reading.documents
    assert [(layer.author, layer.state, len(layer.spans)) for layer in one.annotations] == [
        ("a", "done", 1),
        ("b", "open", 1),
        ("c", "skipped", 0),
    ]
    assert left_out(reading) == {"marks of discarded responses": 1}
    assert reading.warnings == []


def test_answers_and_suggestions_of_the_flat_form():
    reading = read(
        flat(
            **{"attack_report.responses": ["yes"], "attack_report.responses.users": ["a"]},
            **{"attack_report.responses.status": ["submitted"], "mood.responses": None, "source": "ap"},
            **{"s.suggestion": [SPAN], "s.suggestion.score": 0.5, "s.suggestion.agent": "m1"},
        )
    )
    (one,) = reading.documents
    assert (one.document.id, one.document.source) == ("r1", "ap")
    assert one.annotations[0].answers == {"attack_report": Answer("yes")}
    assert [(one.span.place, one.score, one.source) for one in reading.proposals] == [
        ((0, 7, "WEAPON"), 0.5, "argilla: m1")
    ]


def test_ratings_are_counted_and_leave_no_empty_layer():
    reading = read(flat(**{"q.responses": [4], "q.responses.users": ["a"], "q.responses.status": ["submitted"]}))
    assert reading.documents[0].annotations == ()
    assert left_out(reading) == {"answers that are no labels": 1}


def test_lists_of_unequal_length_are_a_fault():
    (fault,) = read(flat(**{"q.responses": ["x"], "q.responses.users": [], "q.responses.status": ["submitted"]})).faults
    assert "not lists of one length" in fault.message
