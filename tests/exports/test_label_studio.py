"""Label Studio's tasks are read with every person's work."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import label_studio, label_studio_write
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.span import Span
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME, annotated
from tests.exports.tool_files import file_of, is_found_out, left_out, same, without

NOT_CARRIED = ("datetime", "number", "rectanglelabels", "taxonomy", "textarea", "hypertextlabels")


def read(*tasks: dict, annotator=None):
    return label_studio.read(json.dumps(tasks).encode(), file="t.json", scheme=SCHEME, annotator=annotator)


def region(start, end, quote, *labels, **more) -> dict:
    value = {"start": start, "end": end, "text": quote, "labels": list(labels)}
    return {"id": "r", "type": "labels", "from_name": "ner", "to_name": "text", "value": value, **more}


def choice(name, *choices, **value) -> dict:
    return {"id": "c", "type": "choices", "from_name": name, "value": {"choices": list(choices), **value}}


def task(text, *results, **annotation) -> dict:
    return {"data": {"text": text}, "annotations": [{"result": list(results), **annotation}]}


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] == "label-studio-json"), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("label-studio", entry)
    counts = left_out(reading)
    assert is_found_out("label-studio", entry)
    assert len(reading.documents) == entry["n_documents"]
    n_refused = reading.n_faults if entry["n_documents"] else 0
    assert n_spans(reading) + n_refused == entry["n_spans"]
    assert n_refused == (entry.get("n_text_mismatch", 0) if entry["n_spans"] else 0)
    n_misfit = counts.get("suggestions that do not fit", 0)
    assert len(reading.proposals) + n_misfit == entry.get("n_pred_spans", 0)
    assert counts.get("document labels", 0) == entry.get("n_doc_labels", 0)
    assert counts.get("suggested document labels", 0) == entry.get("n_pred_doc_labels", 0)
    assert counts.get("relations", 0) == entry.get("n_relations", 0) + entry.get("n_pred_relations", 0)
    assert counts.get("predictions exported as numbers only", 0) == entry.get("n_prediction_ids", 0)
    for kind in NOT_CARRIED:
        assert counts.get(f"{kind} results", 0) == entry.get(f"n_not_carried_{kind}", 0)
    layers = [layer for one in reading.documents for layer in one.annotations]
    assert sum(layer.state == "skipped" for layer in layers) == entry.get("n_cancelled", 0)
    assert sum(bool(span.attributes) for layer in layers for span in layer.spans) == entry.get("n_region_choices", 0)


def test_a_file_of_tasks_without_text_is_refused_and_says_so():
    reading = read({"data": {"image": "https://example.org/a.jpg"}, "annotations": []})
    assert "Expected tasks with a text" in reading.faults[0].message
    assert left_out(reading) == {"tasks without text": 1}


def test_json_of_another_kind_gives_no_document():
    assert read({"name": "A long string with blanks in it"}).documents == []


def test_a_fault_names_the_line_of_the_task_the_task_and_the_region():
    data = (
        b'[\n{"data": {"text": "Drones hit."}},\n'
        + json.dumps(task("Rockets hit.", region(0, 4, "Rocket", "WEAPON")))[:-1].encode()
    )
    (fault,) = label_studio.read(data + b', "id": 7}]', file="t.json", scheme=SCHEME).faults
    assert fault.message.startswith("t.json, line 3, task 7, region r: span 0–4 gives 'Rock'")


def test_annotations_by_nobody_stay_apart_and_those_of_one_person_join():
    first, second = ({"result": [region(0, 7, "Rockets", "WEAPON")]}, {"result": [region(8, 11, "hit", "ACTOR")]})
    unnamed = read({"data": {"text": "Rockets hit."}, "annotations": [first, second]})
    assert [layer.author for layer in unnamed.documents[0].annotations] == ["import", "import 2"]
    named = [one | {"completed_by": {"id": 3, "email": "amal@example.org"}} for one in (first, second)]
    (layer,) = read({"data": {"text": "Rockets hit."}, "annotations": named}).documents[0].annotations
    assert (layer.author, len(layer.spans)) == ("amal@example.org", 2)


def test_choices_of_a_question_are_its_answer_and_choices_of_a_region_are_attributes():
    results = [choice("attack_report", "no"), choice("attack_report_reason", "threat"), choice("topic", "war")]
    about = choice("kind", "rocket", start=0, end=7) | {"id": "r"}
    reading = read(task("Rockets hit.", *results, about, region(0, 7, "Rockets", "WEAPON")))
    ((layer,),) = [one.annotations for one in reading.documents]
    assert layer.answers == {"attack_report": Answer("no", "threat")}
    assert [span.attributes for span in layer.spans] == [{"kind": "rocket"}]
    assert left_out(reading) == {"document labels": 1}


def test_two_answers_to_one_question_are_none():
    reading = read(task("Rockets hit.", choice("attack_report", "no", "yes")))
    assert reading.documents[0].annotations == ()
    assert left_out(reading) == {"document labels": 2}


def test_offsets_of_old_versions_are_found_out_by_the_text_stored_with_the_span():
    text = "🚨 Two drones hit."
    reading = read(task(text, region(3, 13, "Two drones", "WEAPON")))
    assert [span.quote(text) for span in reading.documents[0].annotations[0].spans] == ["Two drones"]
    assert "offsets count UTF-16 units" in reading.warnings[0]


def test_a_stored_text_may_write_line_ends_otherwise_and_that_is_said():
    reading = read(task("Two\r\ndrones", region(0, 11, "Two\\ndrones", "WEAPON")))
    assert reading.faults == []
    assert "writes line ends otherwise" in reading.warnings[0]


def test_a_prediction_is_a_proposal_with_its_model_and_score():
    predicted = {"model_version": "m1", "score": 0.5, "result": [region(0, 7, "Rockets", "WEAPON")]}
    (proposal,) = read({"id": 4, "data": {"text": "Rockets hit."}, "predictions": [predicted]}).proposals
    assert (proposal.document_id, proposal.span.place, proposal.score, proposal.source) == (
        "4",
        (0, 7, "WEAPON"),
        0.5,
        "label-studio: m1",
    )


@given(st.lists(annotated(), max_size=4, unique_by=lambda one: one.document.id))
def test_finished_layers_come_back_and_unfinished_ones_as_suggestions(documents):
    reading = label_studio.read(b"".join(label_studio_write.write(documents)), file="out.json", scheme=SCHEME)
    assert reading.faults == [] or not documents
    same(reading.documents, [AnnotatedDocument(one.document, _kept(one)) for one in documents])
    unfinished = [layer for one in documents for layer in one.annotations if layer.state in ("todo", "open")]
    assert len(reading.proposals) == sum(len(layer.spans) for layer in unfinished)


def _kept(one: AnnotatedDocument) -> tuple[Annotation, ...]:
    layers = []
    for layer in one.annotations:
        kind = "import" if layer.author == "import" else "person"
        if layer.state == "skipped":
            layers.append(without(layer, spans=(), answers={}, note=None, author_kind=kind))
        elif layer.state == "done":
            spans = tuple(Span(*span.place, span.attributes, "import") for span in layer.spans)
            layers.append(without(layer, spans=spans, note=None, author_kind=kind))
    return tuple(layers)


def test_a_question_that_the_scheme_does_not_have_is_named():
    choice = {"from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["calm"]}}
    task = {"data": {"text": "Quiet night."}, "annotations": [{"completed_by": 1, "result": [choice]}]}
    reading = label_studio.read(json.dumps([task]).encode(), file="t.json", scheme=SCHEME)
    assert reading.warnings == ["t.json, line 1: the scheme has no question 'tone': what it was answered is left out."]
