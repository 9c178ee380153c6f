"""Potato's output is read in the shapes of its versions, with texts from the data file where it has none."""

import json

import pytest

from exports.formats import potato
from labeling.core.annotation import Answer
from tests.exports.conformance import CONFORMANCE, entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME
from tests.exports.tool_files import file_of, is_found_out, left_out

SHAPES = ("potato-v1-jsonl", "potato-v1-tsv", "potato-v2-user-state")
LABELED = {"id": "1", "displayed_text": "Rockets hit.", "label_annotations": {"attack_report": {"yes": "true"}}}
DATA = b'{"id": "r1", "text": "Rockets hit."}\n{"id": "r2", "text": "Drones hit."}\n'


def read(value: object, file="p.jsonl", beside=None):
    return potato.read(json.dumps(value).encode(), file=file, scheme=SCHEME, annotator=None, beside=beside)


def state(**more) -> dict:
    return {"user_id": "alice", "instance_id_to_label_to_value": {}, "instance_id_to_span_to_value": {}} | more


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] in SHAPES), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("potato", entry)
    assert is_found_out("potato", entry)
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    assert reading.n_faults == (entry["n_documents"] == 0)
    assert left_out(reading).get("document labels", 0) == entry.get("n_doc_labels", 0)


def test_without_texts_the_data_file_is_asked_for(shared):
    data = (CONFORMANCE / "potato" / "v2_user_state_alice.json").read_bytes()
    (fault,) = potato.read(data, file="user_state.json", scheme=SCHEME, beside=lambda name: None).faults
    assert "its data file beside it, named data.jsonl, data.json, data.csv or data.tsv" in fault.message


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        (
            [[{"schema": "attack_report", "name": "yes"}, "true"]],
            [[{"schema": "ner", "name": "WEAPON", "start": 0, "end": 7}, "true"]],
        ),
        (
            {"attack_report": {"yes": "true"}},
            {"ner": [{"start": 0, "end": 7, "label": "WEAPON", "text": "Rockets"}]},
        ),
        ({"attack_report": {"labels": {"yes": True}}}, {"ner": [{"start": 0, "end": 7, "label": "WEAPON"}]}),
    ],
)
def test_a_users_state_is_joined_with_the_texts_of_the_data_file(labels, spans):
    value = state(instance_id_to_label_to_value={"r1": labels}, instance_id_to_span_to_value={"r1": spans})
    reading = read(value, beside={"data.jsonl": DATA}.get)
    ((layer,),) = [one.annotations for one in reading.documents]
    assert (layer.author, layer.answers) == ("alice", {"attack_report": Answer("yes")})
    assert [span.place for span in layer.spans] == [(0, 7, "WEAPON")]


def test_a_table_of_texts_serves_as_data_file_too():
    reading = read(
        {"id": "r1", "annotation": {"attack_report": ["no"]}}, beside={"data.csv": b"id,text\nr1,Quiet.\n"}.get
    )
    assert reading.documents[0].annotations[0].answers == {"attack_report": Answer("no")}


def test_the_folder_of_a_users_file_is_the_user():
    (one,) = read(LABELED, file="annotation_output/bob/annotated_instances.jsonl").documents
    assert one.annotations[0].author == "bob"


def test_free_text_is_counted_and_leaves_no_empty_layer():
    reading = read(LABELED | {"label_annotations": {"why": {"text_box": "because"}}})
    assert reading.documents[0].annotations == ()
    assert left_out(reading) == {"answers that are no labels": 1}


def test_offsets_of_the_browser_are_found_out_by_the_text_stored_with_the_span():
    span = {"start": 3, "end": 9, "span": "drones", "annotation": "WEAPON"}
    reading = read({"id": "1", "displayed_text": "🚨 drones", "span_annotations": [span]})
    assert [found.place for found in reading.documents[0].annotations[0].spans] == [(2, 8, "WEAPON")]
    assert "offsets count UTF-16 units" in reading.warnings[0]


def test_a_span_that_lies_elsewhere_than_its_text_is_a_fault():
    span = {"start": 0, "end": 6, "span": "Rockets", "annotation": "WEAPON"}
    (fault,) = read(LABELED | {"span_annotations": [span]}).faults
    assert fault.message.startswith("p.jsonl, line 1: span 0–6 gives 'Rocket'")
