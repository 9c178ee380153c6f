"""spaCy's JSON: every conformance file, and what is written is read again, by us and by spaCy."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.training import Example

from exports.formats import spacy_json, spacy_json_write
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.nlp.tokens import blank_pipeline
from tests.annotated import annotated
from tests.exports.conformance import CONFORMANCE, entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.corpus import reports
from tests.exports.test_round_trip import ANSWERS, SCHEME, TEXTS, spans

FORMATS = ("spacy-v2-tuples", "spacy-v2-json", "spacy-textcat-jsonl")
ENTRIES = entries(lambda entry: entry["format"] in FORMATS)


def read(value: object):
    return spacy_json.read(json.dumps(value).encode(), file="x.json", scheme=SCHEME)


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 4


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded_or_counted(entry):
    reading = read_entry("spacy-json", entry)
    assert reading.faults == []
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    denied = n_left_out(reading, "denied document labels")
    assert denied == entry.get("n_doc_labels_negative", 0)
    assert n_left_out(reading, "document labels") - denied == entry.get("n_doc_labels", 0)
    assert spacy_json.looks_like((CONFORMANCE / entry["file"]).read_bytes(), entry["file"])


def test_no_other_tools_file_looks_like_it(shared):
    others = entries(lambda entry: ".json" in entry["file"] and entry["format"] not in FORMATS)
    taken = [e["file"] for e in others if spacy_json.looks_like((CONFORMANCE / e["file"]).read_bytes()[:65536], "x")]
    assert taken == []


def test_entities_that_are_in_a_group_too_are_one_mark():
    said = {"entities": [[4, 13, "BASE"]], "spans": {"sc": [[4, 13, "BASE"], [4, 8, "ACTOR"]]}, "cats": {"yes": 1.0}}
    reading = read([["Hit Camp Taji", said]])
    (layer,) = reading.documents[0].annotations
    assert [span.place for span in layer.spans] == [(4, 8, "ACTOR"), (4, 13, "BASE")]
    assert layer.answers == {"attack_report": Answer("yes")}
    assert not reading.not_carried


def test_a_tree_keeps_its_own_text_and_treebank_quotes_lie_in_it():
    tokens = [{"orth": "``", "ner": "O"}, {"orth": "Camp", "ner": "B-BASE"}, {"orth": "Taji", "ner": "L-BASE"}]
    sentence = {"tokens": [*tokens, {"orth": "''", "ner": "-"}]}
    reading = read([{"id": 1, "paragraphs": [{"raw": '"Camp  Taji"', "sentences": [sentence]}]}])
    assert reading.documents[0].document.text == '"Camp  Taji"'
    assert reading.documents[0].annotations[0].spans == (Span(1, 11, "BASE", origin="import"),)
    other = read([{"id": 1, "paragraphs": [{"raw": "Balad", "sentences": [sentence]}]}])
    assert other.documents[0].document.text == "`` Camp Taji ''"
    assert "put together" in other.warnings[0]


@pytest.mark.parametrize(
    "value",
    [
        [["text"]],
        [["text", []]],
        [[1, {}]],
        [["text", {"entities": [[0, 9, "X"]]}]],
        [["text", {"entities": [["0", 2, "X"]]}]],
        [["text", {"entities": [[0, 2]]}]],
        [["text", {"entities": ["U-X"]}]],
        [["text", {"entities": {}}]],
        [["text", {"entities": [[0, 2, ""]]}]],
        [{"paragraphs": [{}]}],
        [{"paragraphs": 1}],
        [{"paragraphs": [{"sentences": [{"tokens": [{}]}]}]}],
        [{"paragraphs": [{"sentences": [{"tokens": [{"orth": "a", "ner": "L-X"}]}]}]}],
        [{"text": None, "cats": {}}],
        [3],
        [],
    ],
    ids=str,
)
def test_what_is_none_of_the_shapes_is_a_fault(value):
    reading = read(value)
    assert reading.n_faults == 1
    first_line(reading)


def test_spacy_makes_examples_of_what_is_written():
    pairs = json.loads(b"".join(spacy_json_write.write(reports(4))))
    make_doc = blank_pipeline().make_doc
    for (text, said), one in zip(pairs, reports(4), strict=True):
        doc = Example.from_dict(make_doc(text), said).reference
        assert {(span.start_char, span.end_char, span.label_) for span in doc.spans["sc"]} == {
            span.place for span in one.annotations[0].spans
        }
        assert doc.cats == {
            name: float(name == one.annotations[0].answers["attack_report"].value) for name in ("no", "yes")
        }


def test_what_the_json_has_no_room_for_is_counted():
    text, (span,) = annotated("[Rockets|WEAPON] hit.")
    span = Span(span.start, span.end, span.label, {"kind": "rocket"})
    layer = Annotation("Amal", (span,), {"attack_report": Answer("no", "threat")}, note="look")
    left_out = Counter()
    list(spacy_json_write.write([AnnotatedDocument(Document("r1", text), (layer,))], left_out=left_out))
    assert left_out == {"ids": 1, "notes": 1, "attributes": 1, "reasons of answers": 1}


@st.composite
def documents(draw) -> list[AnnotatedDocument]:
    found = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text = draw(TEXTS)
        marks = tuple(Span(*span.place, origin="import") for span in draw(spans(text)))
        answers = {name: Answer(answer.value) for name, answer in draw(ANSWERS).items()}
        layer = Annotation("import", marks, answers, author_kind="import")
        found.append(AnnotatedDocument(Document(f"x-{number}", text), (layer,) if marks or answers else ()))
    return found


@given(documents())
def test_texts_spans_and_answers_come_back_as_they_were(given_):
    reading = spacy_json.read(b"".join(spacy_json_write.write(given_)), file="x.json", scheme=SCHEME)
    assert reading.faults == []
    assert not reading.not_carried
    assert reading.documents == given_
    for back, one in zip(reading.documents, given_, strict=True):
        assert [layer.answers for layer in back.annotations] == [layer.answers for layer in one.annotations]
