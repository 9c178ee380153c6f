"""Label Studio's smaller exports are read for spans and answers, and what they mix up with data is said."""

import json

import pytest

from exports.formats import label_studio_min
from labeling.core.annotation import Answer
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME
from tests.exports.tool_files import file_of, is_found_out, left_out


def read(*rows: dict):
    return label_studio_min.read(json.dumps(rows).encode(), file="m.json", scheme=SCHEME, annotator=None)


def row(**more) -> dict:
    return {"id": 1, "text": "Rockets hit.", "annotator": 2, "annotation_id": 5, "lead_time": 1.5} | more


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] == "label-studio-csv"), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("label-studio-min", entry)
    assert reading.faults == []
    assert is_found_out("label-studio-min", entry)
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    assert len({layer.author for one in reading.documents for layer in one.annotations}) == entry["n_annotators"]
    assert sum(len(one.annotations) for one in reading.documents) == entry["n_records"]
    in_meta = sum("attack" in one.document.meta for one in reading.documents)
    assert left_out(reading) == {"document labels": 2, "values that differ between annotations": 3}
    assert 2 + 2 + in_meta == entry["n_doc_labels"]  # two choices, two answers that differ, one that is taken for data


def test_json_min_gives_spans_answers_and_the_tasks_data():
    spans = [{"start": 0, "end": 7, "text": "Rockets", "labels": ["WEAPON", "ACTOR"]}]
    reading = read(
        row(ner=spans, attack_report="no", attack_report_reason="threat", ref="a-1"), row(annotator=3, ref="a-1")
    )
    (one,) = reading.documents
    assert (one.document.id, one.document.meta) == ("1", {"ref": "a-1"})
    assert [(layer.author, len(layer.spans)) for layer in one.annotations] == [("2", 2), ("3", 0)]
    assert one.annotations[0].answers == {"attack_report": Answer("no", "threat")}


def test_regions_of_html_and_images_are_counted():
    html = [{"start": "/p[1]", "end": "/p[1]", "hypertextlabels": ["A"]}]
    assert left_out(read(row(ner=html, box=[{"x": 1, "rectanglelabels": ["B"]}]))) == {
        "hypertextlabels results": 1,
        "rectanglelabels results": 1,
    }


def test_a_stored_text_that_lies_elsewhere_is_a_fault():
    (fault,) = read(row(ner=[{"start": 1, "end": 7, "text": "Rockets", "labels": ["WEAPON"]}])).faults
    assert "its quote is 'Rockets'" in fault.message
