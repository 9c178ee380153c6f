"""Prodigy's files are read for what was accepted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import prodigy, prodigy_write
from exports.formats.prodigy_tokens import tokens_of
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from tests.annotated import annotated as marked
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME, annotated
from tests.exports.tool_files import file_of, is_found_out, left_out, same, without

TEXT = "Rockets hit Camp Taji."


def read(*records: dict, annotator=None):
    data = b"\n".join(json.dumps(record).encode() for record in records)
    return prodigy.read(data, file="p.jsonl", scheme=SCHEME, annotator=annotator)


def answered(answer="accept", spans=((0, 7, "WEAPON"),), **more) -> dict:
    places = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return {"text": TEXT, "spans": places, "answer": answer, **more}


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] == "prodigy-jsonl"), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("prodigy", entry)
    assert reading.faults == []
    assert is_found_out("prodigy", entry) == ("n_records_none" not in entry)
    assert len(reading.documents) == entry["n_documents"]
    counts = left_out(reading)
    assert n_spans(reading) + counts.get("spans given twice", 0) == entry.get("n_spans_accept", 0)
    assert counts.get("rejected spans", 0) == entry.get("n_spans_reject", 0)
    assert counts.get("spans of skipped records", 0) == entry.get("n_spans_ignore", 0)
    assert len(reading.proposals) == entry.get("n_spans_none", 0)
    assert counts.get("relations", 0) == entry.get("n_relations", 0)
    assert counts.get("spans of versions before a review", 0) == entry.get("n_version_spans", 0)
    assert counts.get("document labels", 0) == entry.get("n_choice_answers", 0)


def test_two_annotators_of_one_text_are_two_layers_of_one_document():
    reading = read(answered(_annotator_id="amal"), answered(spans=(), _annotator_id="bob"))
    (one,) = reading.documents
    assert [(layer.author, len(layer.spans), layer.state) for layer in one.annotations] == [
        ("amal", 1, "done"),
        ("bob", 0, "done"),
    ]


def test_a_session_named_for_the_time_names_nobody():
    (one,) = read(answered(_session_id="news-2024-05-01_10-00-00"), annotator="Amal").documents
    assert [(layer.author, layer.author_kind) for layer in one.annotations] == [("Amal", "person")]


def test_binary_answers_to_one_text_join_and_stay_open():
    binary = {"_is_binary": True, "_input_hash": 5}
    reading = read(
        answered(**binary),
        answered(spans=((12, 21, "BASE"),), **binary),
        answered("reject", spans=((0, 4, "ACTOR"),), **binary),
    )
    ((layer,),) = [one.annotations for one in reading.documents]
    assert [span.place for span in layer.spans] == [(0, 7, "WEAPON"), (12, 21, "BASE")]
    assert layer.state == "open"
    assert left_out(reading) == {"rejected spans": 1}
    assert "stays open" in reading.warnings[0]


def test_a_span_rejected_in_an_accepted_record_is_left_out():
    record = answered(spans=((0, 7, "WEAPON"), (12, 21, "BASE")))
    record["spans"][1]["answer"] = "reject"
    reading = read(record)
    assert n_spans(reading) == 1
    assert left_out(reading) == {"rejected spans": 1}


def test_a_choice_that_is_an_answer_becomes_one_and_others_are_counted():
    choice = {"text": TEXT, "options": [{"id": "yes"}], "accept": ["attack_report=no", "sports"], "answer": "accept"}
    reading = read(choice | {"accept": ["attack_report=no", "attack_report_reason=threat", "sports"]})
    assert reading.documents[0].annotations[0].answers == {"attack_report": Answer("no", "threat")}
    assert left_out(reading) == {"document labels": 1}


def test_a_skipped_record_is_a_skipped_layer_without_marks():
    reading = read(answered("ignore"))
    assert reading.documents[0].annotations == (Annotation("import", state="skipped", author_kind="import"),)


def test_a_span_that_lies_elsewhere_than_its_text_is_a_fault_with_its_line():
    record = answered()
    record["spans"][0]["text"] = "Rocket"
    (fault,) = read(answered(), record).faults
    assert (fault.line, "its quote is 'Rocket'" in fault.message) == (2, True)


@given(st.lists(annotated(), max_size=4, unique_by=lambda one: one.document.id))
def test_finished_layers_come_back_and_unfinished_ones_as_suggestions(documents):
    reading = prodigy.read(b"".join(prodigy_write.write(documents)), file="out.jsonl", scheme=SCHEME)
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


@given(annotated())
def test_tokens_cover_the_text_and_every_edge_of_a_span(one):
    text = one.document.text
    for layer in one.annotations:
        tokens = tokens_of(text, layer.spans)
        assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
        assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
        assert {span.start for span in layer.spans} <= {token["start"] for token in tokens}
        assert {span.end for span in layer.spans} <= {token["end"] for token in tokens}


def test_spans_that_overlap_are_written_for_the_page_that_can_show_them():
    text, spans = marked("[members of [Iraq's air force|ACTOR]|CASUALTY] were hurt")
    (line,) = prodigy_write.write([AnnotatedDocument(Document("r1", text), (Annotation("amal", spans),))])
    assert json.loads(line)["_view_id"] == "spans_manual"
