"""GATE documents: every conformance file, places by nodes, annotation sets as layers, damaged and hostile files."""

import json

import pytest

from exports.formats import gate
from exports.sources import read_paths
from tests.exports.conformance import entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.test_conll import marks
from tests.exports.test_round_trip import SCHEME
from tests.exports.tool_files import file_of, is_found_out, left_out

ENTRIES = entries(lambda entry: entry["format"].startswith("gate-"))
SETS = '<AnnotationSet>{}</AnnotationSet><AnnotationSet Name="amal">{}</AnnotationSet>'
FEATURE = '<Feature><Name className="java.lang.String">{}</Name><Value className="java.lang.{}">{}</Value></Feature>'
TEXT = '<Node id="0"/>Hit 🚀 <Node id="7"/>Camp&#13;&#10;Taji<Node id="17"/> now<Node id="21"/>'


def document(sets: str = "", *, text: str = TEXT, features: str = "") -> str:
    features = f"<GateDocumentFeatures>{features}</GateDocumentFeatures>"
    inner = f"{features}<TextWithNodes>{text}</TextWithNodes>\n{sets}"
    return f'<?xml version="1.0"?>\n<GateDocument version="3">{inner}</GateDocument>'


def annotation(start: object = 7, end: object = 17, kind: str = "BASE", features: str = "") -> str:
    return f'<Annotation Id="1" Type="{kind}" StartNode="{start}" EndNode="{end}">{features}</Annotation>'


def read(content: str | dict, annotator: str | None = None):
    file, content = ("r1.bdocjs", json.dumps(content)) if isinstance(content, dict) else ("r1.xml", content)
    return gate.read(content.encode("utf-8"), file=file, scheme=SCHEME, annotator=annotator)


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 4


@pytest.mark.parametrize("entry", ENTRIES, ids=file_of)
def test_all_that_a_file_holds_is_loaded_or_counted(entry):
    reading = read_entry("gate", entry)
    assert reading.faults == []
    assert n_spans(reading) + n_left_out(reading, "of no length") == entry["n_spans"]
    assert n_left_out(reading, "linguistic layers") == entry.get("n_other_layer_spans", 0)
    assert is_found_out("gate", entry)


def test_a_node_is_where_it_stands_and_line_ends_stay():
    reading = read(document(SETS.format(annotation(), "")))
    assert marks(reading) == [("Camp\r\nTaji", "BASE")]
    assert reading.warnings == []


def test_nodes_whose_numbers_are_no_places_are_taken_where_they_stand_and_this_is_said():
    reading = read(document(SETS.format(annotation(), ""), text=TEXT.replace("&#13;&#10;", "\r\n")))
    assert marks(reading) == [("Camp\nTaji", "BASE")]
    assert reading.warnings == [f"r1.xml: {gate.RENUMBERED}"]


def test_each_annotation_set_is_a_layer_and_key_is_gold():
    sets = SETS.format(annotation() + annotation(kind="Token"), annotation(kind="SITE"))
    sets += f'<AnnotationSet Name="Key">{annotation()}</AnnotationSet>'
    sets += f'<AnnotationSet Name="Original markups">{annotation(kind="p")}</AnnotationSet>'
    (record,) = read(document(sets)).documents
    assert [(one.author, one.author_kind, len(one.spans)) for one in record.annotations] == [
        ("import", "import", 1),
        ("amal", "person", 1),
        ("Key", "gold", 1),
    ]
    (record,) = read(document(sets), annotator="amal").documents
    assert [(one.author, len(one.spans)) for one in record.annotations] == [("amal", 2), ("Key", 1)]


def test_features_are_attributes_and_answers_where_the_scheme_has_them_and_counted_where_not():
    said = FEATURE.format("site", "String", "camp") + FEATURE.format("site", "String", "base")
    said += FEATURE.format("rule", "String", "R7") + FEATURE.format("list", "Object", "[]")
    about = FEATURE.format("attack_report", "String", "yes") + FEATURE.format("title", "String", "A title")
    about += FEATURE.format("n", "Integer", "-3") + FEATURE.format("map", "Object", "{}")
    why = FEATURE.format("why", "String", "x")
    relation = f'<RelationSet><Relation Id="2" Type="at" Members="0;1">{why}</Relation></RelationSet>'
    reading = read(document(SETS.format(annotation(features=said), "") + relation, features=about))
    (record,) = reading.documents
    (layer,) = record.annotations
    assert dict(layer.spans[0].attributes) == {"site": "base"}
    assert layer.answers["attack_report"].value == "yes"
    assert (record.document.title, record.document.meta) == ("A title", {"n": -3})
    assert left_out(reading) == {"relations": 1, "other features of documents": 1, "other features of spans": 2}


@pytest.mark.parametrize(("unit", "start"), [("p", 6), ("j", 7)])
def test_offsets_of_bdocjs_count_as_the_file_says(unit, start):
    one = {"type": "BASE", "start": start, "end": start + 4, "id": 0, "features": {"site": "base", "odd": []}}
    content = {
        "annotation_sets": {"": {"annotations": [one]}},
        "text": "Hit 🚀 Camp",
        "features": {},
        "offset_type": unit,
    }
    reading = read(content)
    assert marks(reading) == [("Camp", "BASE")]
    assert left_out(reading) == {"other features of spans": 1}
    content["annotation_sets"][""]["annotations"][0]["end"] = 99
    assert first_line(read(content)) is None
    assert "does not fit a text" in read(content).faults[0].message
    for key, value in (("offset_type", "x"), ("annotation_sets", []), ("text", None)):
        assert "r1.bdocjs" in read(content | {key: value}).faults[0].message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (document(SETS.format(annotation(99), "")), "r1.xml, line 3: an annotation ends at node '99'"),
        (document(SETS.format(annotation(17, 7), "")), "r1.xml, line 3: span 16–6"),
        (document(text=TEXT + '<Node id="7"/>'), "r1.xml, line 2: a second node '7'"),
        ('<GateDocument version="3"/>', "r1.xml: there is no TextWithNodes"),
        ("<View><Text/></View>", "r1.xml, line 1: the root is 'View'; expected GateDocument"),
        (document()[:-20], "r1.xml, line 2: this is not XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + document().partition("\n")[2], "r1.xml, line 1: a document type"),
        (document(text=""), "empty"),
    ],
)
def test_a_damaged_document_is_refused_with_its_line(content, said):
    reading = read(content)
    assert said in reading.faults[0].message
    assert reading.bad


def test_of_other_xml_in_a_folder_nothing_is_taken_for_a_document(tmp_path):
    (tmp_path / "r1.xml").write_text(document(SETS.format("", annotation())), "utf-8")
    (tmp_path / "config.xml").write_text("<View><Text/></View>", "utf-8")
    reading = read_paths([tmp_path], scheme=SCHEME)
    assert [one.document.id for one in reading.documents] == ["r1"]
    assert "passed over: config.xml" in reading.warnings[0]
    alone = read_paths([tmp_path / "config.xml"], scheme=SCHEME)
    assert "files of this kind are not read" in alone.faults[0].message
