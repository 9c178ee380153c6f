"""Sitrep JSONL: what a record may say, and what is refused and how."""

import json

import pytest

from exports.formats import jsonl
from exports.formats.reading import MOST_FAULTS
from labeling.core.annotation import Answer
from labeling.core.errors import FileRefused

TEXT = "Rockets hit Camp Taji."
ROCKETS = {"start": 0, "end": 7, "label": "WEAPON"}


@pytest.fixture
def read(scheme):
    def read(*records: dict | str, annotator: str | None = None):
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        return jsonl.read("\n".join(lines).encode(), file="news.jsonl", scheme=scheme, annotator=annotator)

    return read


def layers_of(reading):
    assert reading.faults == []
    return reading.documents[0].annotations


def test_a_flat_record_without_marks_is_a_document_nobody_worked_on(read):
    for record in ({"text": TEXT}, {"text": TEXT, "spans": []}, {"text": TEXT, "attack_report": None, "spans": None}):
        assert layers_of(read(record)) == ()


def test_an_answer_alone_is_finished_work(read):
    (layer,) = layers_of(read({"text": TEXT, "attack_report": "no", "attack_report_reason": "threat", "spans": []}))
    assert (layer.state, layer.spans, layer.answers) == ("done", (), {"attack_report": Answer("no", "threat")})


def test_flat_marks_belong_to_the_annotator_named_else_to_an_import(read):
    (named,) = layers_of(read({"text": TEXT, "spans": [ROCKETS]}, annotator="amal"))
    (unnamed,) = layers_of(read({"text": TEXT, "spans": [ROCKETS]}))
    assert (named.author, named.author_kind) == ("amal", "person")
    assert (unnamed.author, unnamed.author_kind) == ("import", "import")


def test_a_missing_id_is_made_from_the_text_and_a_number_becomes_its_digits(read):
    reading = read({"text": TEXT}, {"id": None, "text": TEXT}, {"id": 17, "text": TEXT})
    ids = [annotated.document.id for annotated in reading.documents]
    assert ids[0] == ids[1] == reading.documents[0].document.sha256[:16]
    assert ids[2] == "17"


def test_unknown_keys_are_kept_in_meta(read):
    reading = read({"text": TEXT, "desk": "Baghdad", "meta": {"page": 3}})
    assert reading.documents[0].document.meta == {"page": 3, "desk": "Baghdad"}


def test_boilerplate_is_taken_back_without_a_word_and_not_kept(read):
    reading = read({"text": TEXT, "boilerplate": [[0, 3], [5, 9]]}, {"text": TEXT + ".", "boilerplate": "none"})
    assert [one.document.meta for one in reading.documents] == [{}, {"boilerplate": "none"}]
    assert reading.warnings == []


def test_meta_that_is_no_object_is_kept_under_its_name(read):
    assert read({"text": TEXT, "meta": [1]}).documents[0].document.meta == {"meta": [1]}


def test_lines_end_at_line_feeds_only(read):
    reading = read(json.dumps({"text": "One\u2028two\x85three"}, ensure_ascii=False), "", {"text": 3})
    assert reading.documents[0].document.text == "One\u2028two\x85three"
    assert reading.faults[0].line == 3


def test_a_span_that_comes_twice_is_kept_once_and_said(read):
    reading = read({"text": TEXT, "spans": [ROCKETS, ROCKETS, ROCKETS]})
    assert len(layers_of(reading)[0].spans) == 1
    assert reading.warnings == [
        "news.jsonl, line 1: a span comes twice in one layer and is kept once. (2 times in this file.)"
    ]


def test_a_span_key_that_is_not_kept_is_said(read):
    reading = read({"text": TEXT, "spans": [ROCKETS | {"lable": "WEAPON"}]})
    assert reading.warnings == ["news.jsonl, line 1: the key 'lable' of a span is not kept. Did you mean 'label'?"]


REFUSED = {
    "another text in meta": ({"text": TEXT, "desk": 1, "meta": {"desk": 2}}, "'desk' is in the record and"),
    "a date that is none": ({"text": TEXT, "date": "2022-02-30"}, "`date` is '2022-02-30'; expected a day that exists"),
    "a date in another order": ({"text": TEXT, "date": "05.01.2022"}, "written 2022-01-05"),
    "a title that is a number": ({"text": TEXT, "title": 5}, "`title` is 5; expected a string or null"),
    "an id that is true": ({"text": TEXT, "id": True}, "`id` is True"),
    "an empty id": ({"text": TEXT, "id": " "}, "the id is empty"),
    "an id with a line end": ({"text": TEXT, "id": "a\nb"}, "control character"),
    "an endless id": ({"text": TEXT, "id": "a" * 201}, "201 characters"),
    "a NUL in the title": ({"text": TEXT, "title": "a\0"}, "NUL character"),
    "half a character in meta": ('{"text": "Hit.", "meta": {"a": "\\ud800"}}', "surrogate"),
    "spans that are no list": ({"text": TEXT, "spans": {"a": 1}}, "expected a list of objects"),
    "a span that is a list": (
        {"text": TEXT, "spans": [[0, 7, "WEAPON"]]},
        "expected an object with start, end and label",
    ),
    "a span without an end": ({"text": TEXT, "spans": [{"start": 0, "label": "WEAPON"}]}, "a span has no `end`"),
    "a quote of other words": ({"text": TEXT, "spans": [ROCKETS | {"quote": "Mortars"}]}, "its quote is 'Mortars'"),
    "a quote that is a number": ({"text": TEXT, "spans": [ROCKETS | {"quote": 1}]}, "`quote` is 1"),
    "an attribute the label lacks": (
        {"text": TEXT, "spans": [ROCKETS | {"attributes": {"rol": "x"}}]},
        "no attribute 'rol'",
    ),
    "a value out of the list": (
        {"text": TEXT, "spans": [ROCKETS | {"attributes": {"kind": "sword"}}]},
        "expected one of",
    ),
    "an origin with blanks": ({"text": TEXT, "spans": [ROCKETS | {"origin": "by hand"}]}, "`origin` is 'by hand'"),
    "two spans with other attributes": (
        {"text": TEXT, "spans": [ROCKETS, ROCKETS | {"attributes": {"kind": "rocket"}}]},
        "comes twice here with different attributes",
    ),
    "an answer out of the list": ({"text": TEXT, "attack_report": "maybe"}, "expected one of yes, no, unsure"),
    "an answer that is true": ({"text": TEXT, "attack_report": True}, "attack_report is True"),
    "a reason without an answer": ({"text": TEXT, "attack_report_reason": "threat"}, "a reason and no value"),
    "both shapes": ({"text": TEXT, "spans": [ROCKETS], "annotations": []}, "Use the full shape or the flat one"),
    "annotations that are no list": ({"text": TEXT, "annotations": "x"}, "`annotations` is 'x'"),
    "an annotation without author": ({"text": TEXT, "annotations": [{}]}, "the author is None"),
    "an author of blanks": ({"text": TEXT, "annotations": [{"author": " "}]}, "the author is ' '"),
    "an unknown state": ({"text": TEXT, "annotations": [{"author": "a", "state": "busy"}]}, "one of todo, open"),
    "a state that is a list": ({"text": TEXT, "annotations": [{"author": "a", "state": []}]}, "`state` is []"),
    "one author twice": ({"text": TEXT, "annotations": [{"author": "a"}, {"author": "a"}]}, "One author has one layer"),
    "an unknown question": ({"text": TEXT, "annotations": [{"author": "a", "answers": {"q": "x"}}]}, "no question 'q'"),
    "answers in a list": ({"text": TEXT, "annotations": [{"author": "a", "answers": ["x"]}]}, "expected an object"),
    "infinity by exponent": ('{"text": "Hit.", "meta": 1e999}', "too large"),
    "two objects a line": ('{"text": "a"} {"text": "b"}', "more after the first value"),
    "an indented object": ('{\n "text": "Hit."\n}', "goes on in the next line"),
    "a long list inside lists": ('{"text": "a", "meta": ' + "[" * 300 + "]" * 300 + "}", "nested too deep"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_is_refused_with_its_place_and_what_to_do(name, read):
    record, part = REFUSED[name]
    reading = read(record)
    assert reading.n_faults == 1, reading.faults
    assert reading.faults[0].message.startswith("news.jsonl, line 1")
    assert part in reading.faults[0].message


def test_every_fault_is_counted_and_the_first_twenty_are_listed(read):
    reading = read(*[{"id": str(number)} for number in range(34)])
    with pytest.raises(FileRefused) as refused:
        reading.check()
    lines = str(refused.value).split("\n")
    assert len(lines) == MOST_FAULTS + 2
    assert lines[-2:] == ["… and 14 more faults.", "Nothing was loaded."]


def test_a_fault_never_fills_the_page(read):
    reading = read({"text": TEXT, "attack_report": "x" * 100_000})
    assert len(reading.faults[0].message) <= 500


def test_an_array_of_many_lines_is_one_fault(read):
    reading = read("[", '{"text": "a"},', '{"text": "b"}', "]")
    assert reading.n_faults == 1
    assert "JSON array" in reading.faults[0].message


def test_a_file_of_blank_lines_holds_nothing(read):
    assert "no document in this file" in read("", " ", "").faults[0].message


def test_the_full_shape_takes_plain_answers_and_gives_back_whole_ones(read, scheme):
    annotation = {"author": "amal", "answers": {"attack_report": "yes"}, "spans": [ROCKETS], "note": "late"}
    reading = read({"text": TEXT, "annotations": [annotation]})
    (layer,) = layers_of(reading)
    assert (layer.answers, layer.note) == ({"attack_report": Answer("yes")}, "late")
    written = json.loads(b"".join(jsonl.write(reading.documents)))
    assert written["annotations"][0]["answers"] == {"attack_report": {"value": "yes", "reason": None}}
    assert written["annotations"][0]["spans"][0]["quote"] == "Rockets"


def test_texts_are_written_as_they_are_not_as_escapes(read):
    reading = read({"id": "é", "text": "صواريخ 🚀"})
    assert "صواريخ 🚀".encode() in b"".join(jsonl.write(reading.documents))


@pytest.mark.parametrize("key", ["attributes", "origin", "span_id"])
def test_null_is_nothing_and_an_empty_list_is_not(read, key):
    assert layers_of(read({"text": TEXT, "spans": [ROCKETS | {key: None}]}))[0].spans[0].attributes == {}
    assert read({"text": TEXT, "spans": [ROCKETS | {key: []}]}).n_faults == 1
