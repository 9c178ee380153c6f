"""doccano's files are read in every shape, with the unit of their offsets said; what is written is read again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import doccano, doccano_write
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME, annotated
from tests.exports.tool_files import file_of, is_found_out, left_out, same, without

SHAPES = ("doccano-jsonl", "doccano-json", "doccano-jsonl-v0")


def read(*records: dict, file="d.jsonl", annotator=None):
    data = b"\n".join(json.dumps(record).encode() for record in records)
    return doccano.read(data, file=file, scheme=SCHEME, annotator=annotator)


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] in SHAPES), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("doccano", entry)
    assert reading.faults == []
    assert is_found_out("doccano", entry)
    assert len(reading.documents) == entry["n_documents"]
    counts = left_out(reading)
    assert n_spans(reading) + counts.get("spans given twice", 0) == entry["n_spans"]
    assert counts.get("rows without text", 0) == entry.get("n_bad_rows", 0)
    assert counts.get("relations", 0) == entry.get("n_relations", 0)
    assert counts.get("document labels", 0) == entry.get("n_doc_labels", 0)


def test_spans_under_other_keys_are_found_too(shared):
    (entry,) = entries(lambda entry: entry["file"].endswith("flair_train.jsonl"))
    assert n_spans(read_entry("doccano", entry)) == entry["n_spans"]


def test_users_of_an_old_file_are_layers():
    marks = [{"label": 12, "start_offset": 0, "end_offset": 7, "user": user} for user in (1, 2)]
    reading = read({"id": 1, "text": "Rockets hit.", "annotations": marks})
    assert [layer.author for layer in reading.documents[0].annotations] == ["1", "2"]
    assert "the number is taken as the name" in reading.warnings[0]


def test_in_a_zip_the_name_of_the_file_is_the_annotator():
    record = {"text": "Rockets hit.", "label": [[0, 7, "WEAPON"]]}
    for file, author in (
        ("export.zip/amal.jsonl", "amal"),
        ("export.zip/all.jsonl", "import"),
        ("amal.jsonl", "import"),
    ):
        assert read(record, file=file).documents[0].annotations[0].author == author


def test_a_document_label_that_a_question_has_becomes_its_answer():
    (one,) = read({"text": "Rockets hit.", "label": ["no", "attack_report_reason=threat"]}).documents
    assert one.annotations[0].answers == {"attack_report": Answer("no", "threat")}


def test_a_document_with_labels_of_other_questions_only_is_not_taken_for_reviewed():
    assert read({"text": "Rockets hit.", "label": ["sports"]}).documents[0].annotations == ()


@pytest.mark.parametrize(
    ("text", "label", "unit", "quote"),
    [
        ("🚨 Two drones hit.", [3, 13, "WEAPON"], "UTF-16 units", "Two drones"),
        ("🚨 Two drones hit.", [2, 12, "WEAPON"], "code points", "Two drones"),
        ("Cafe\u0301 hit by Two drones.", [12, 22, "WEAPON"], "grapheme clusters", "Two drones"),
        ("A\r\nTwo drones hit.", [2, 12, "WEAPON"], "grapheme clusters", "Two drones"),
    ],
)
def test_the_unit_is_the_one_in_which_words_begin_and_end_and_it_is_said(text, label, unit, quote):
    reading = read({"text": text, "label": [label]})
    ((span,),) = [layer.spans for layer in reading.documents[0].annotations]
    assert span.quote(text) == quote
    assert f"Taken as {unit}" in reading.warnings[0]
    assert "words begin and end there" in reading.warnings[0]


def test_where_the_text_does_not_tell_the_unit_that_is_said_too():
    reading = read({"text": "🚨!!!!", "label": [[2, 3, "ACTOR"]]})
    assert "Taken as UTF-16 units (JavaScript), though the text does not tell" in reading.warnings[0]


def test_nothing_is_said_of_units_where_all_mean_the_same_place():
    assert read({"text": "Two drones 🚨", "label": [[0, 10, "WEAPON"]]}).warnings == []


def test_a_key_that_is_null_for_want_of_a_value_leaves_the_one_in_meta_alone():
    documents = [AnnotatedDocument(Document("r1", "Taji", meta={"offset_unit": [1]}))]
    reading = doccano.read(b"".join(doccano_write.write(documents)), file="out.jsonl", scheme=SCHEME)
    assert reading.faults == []
    same(reading.documents, documents)


@given(st.lists(annotated(), max_size=4, unique_by=lambda one: one.document.id))
def test_documents_come_back_with_all_but_attributes_notes_and_origins(documents):
    reading = doccano.read(b"".join(doccano_write.write(documents)), file="out.jsonl", scheme=SCHEME)
    assert reading.faults == [] or not documents
    assert reading.noticed == {}
    same(reading.documents, [AnnotatedDocument(one.document, _kept(one)) for one in documents])


def _kept(one: AnnotatedDocument) -> tuple[Annotation, ...]:
    return tuple(
        without(
            layer,
            spans=tuple(Span(*span.place, origin="import") for span in layer.spans),
            note=None,
            author_kind="import" if layer.author == "import" else "person",
        )
        for layer in one.annotations
    )


def test_offsets_are_written_as_the_page_counts_them():
    (line,) = doccano_write.write(
        [AnnotatedDocument(Document("r1", "🚨 Two drones"), (Annotation("amal", (Span(2, 12, "WEAPON"),)),))]
    )
    assert json.loads(line)["label"] == [[3, 13, "WEAPON"]]
    assert json.loads(line)["offset_unit"] == "utf16"


def test_every_record_has_every_key():
    """doccano puts records into one frame and refuses the NaN that stands where one of them lacks a key."""
    documents = [
        AnnotatedDocument(Document("r1", "🚨 Two drones", title="Drones", meta={"page": 1}), (Annotation("amal"),)),
        AnnotatedDocument(Document("r2", "Rockets hit.")),
    ]
    first, second = (json.loads(line) for line in doccano_write.write(documents))
    assert first.keys() == second.keys()
