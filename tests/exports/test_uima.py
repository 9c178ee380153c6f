"""UIMA CAS: every conformance file, the same cases as TSV, XML that would grow or reach out, and damaged files."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import uima, webanno
from tests.exports.conformance import CONFORMANCE, entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.test_conll import marks
from tests.exports.test_round_trip import SCHEME

ENTRIES = entries(lambda entry: entry["format"] in ("uima-xmi", "uima-cas-json"))
COMPANIONS = entries(lambda entry: any(name.endswith(".xmi") for name in entry.get("companions", ())))
XMI = (
    '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///custom.ecore">'
    '{}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Hit Camp&#10;Taji 🚀 Balad"/>{}</xmi:XMI>'
)
TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>custom.Site</name><supertypeName>custom.Mark</supertypeName><features/></typeDescription>
<typeDescription><name>custom.Mark</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>who</name><rangeTypeName>uima.tcas.Annotation</rangeTypeName></featureDescription>
<featureDescription><name>kind</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>"""


def read(content: str | bytes, file: str = "r1.xmi", **beside: str):
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    found = {name.replace("_", "."): text.encode() for name, text in beside.items()}
    return uima.read(data, file=file, scheme=SCHEME, beside=found.get)


def span(start: int, end: int, name: str = "custom:Span", **features: str) -> str:
    said = "".join(f' {feature}="{value}"' for feature, value in features.items())
    return f'<{name} xmi:id="{start + 10}" sofa="1" begin="{start}" end="{end}"{said}/>'


def test_the_files_are_there(shared):
    assert (len(ENTRIES), len(COMPANIONS)) == (4, 8)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded_or_counted(entry):
    reading = read_entry("uima-cas", entry)
    assert reading.faults == []
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    assert n_left_out(reading, "linguistic layers") == entry["n_other_layer_spans"]
    assert uima.looks_like((CONFORMANCE / entry["file"]).read_bytes(), "x")


@pytest.mark.parametrize("entry", COMPANIONS, ids=lambda entry: entry["file"])
def test_xmi_and_tsv_of_one_case_hold_the_same_spans(entry):
    (xmi,) = [name for name in entry["companions"] if name.endswith(".xmi")]
    readings = [
        reader.read((CONFORMANCE / name).read_bytes(), file="x.y", scheme=SCHEME)
        for reader, name in ((webanno, entry["file"]), (uima, xmi))
    ]
    texts = [reading.documents[0].document.text for reading in readings]
    places = [
        [(one.start, one.end) for layer in reading.documents[0].annotations for one in layer.spans]
        for reading in readings
    ]
    assert texts[0] == texts[1]
    assert places[0] == places[1]
    for kind in ("relations", "slot links", "spans of no length", "spans given twice"):
        assert n_left_out(readings[0], kind) == n_left_out(readings[1], kind)


def test_offsets_count_utf_16_units_and_line_ends_stay():
    reading = read(XMI.format(span(4, 13, value="BASE"), span(17, 22)))
    assert marks(reading) == [("Camp\nTaji", "BASE"), ("Balad", "Span")]


def test_the_types_beside_say_which_feature_is_the_label():
    content = XMI.format(span(4, 13, "custom:Site", who="7", kind="camp"), "")
    assert marks(read(content)) == [("Camp\nTaji", "Site")]
    reading = read(content, TypeSystem_xml=TYPES)
    assert marks(reading) == [("Camp\nTaji", "camp")]
    assert n_left_out(reading, "other features of spans") == 1


def test_only_what_a_view_lists_counts_and_a_second_text_is_a_second_document():
    more = '<cas:Sofa xmi:id="2" sofaID="other" sofaString="Quiet."/><cas:Sofa xmi:id="3" sofaID="sound"/>'
    views = '<cas:View sofa="1" members="14"/><cas:View sofa="2" members=""/>'
    reading = read(XMI.format(span(4, 13) + span(17, 22), more + views))
    assert [one.document.id for one in reading.documents] == ["r1-_InitialView", "r1-other"]
    assert marks(reading) == [("Camp\nTaji", "Span")]
    assert n_left_out(reading, "outside the index") == 1
    assert n_left_out(reading, "texts that are not in the file") == 1


def test_id_title_and_language_come_from_the_metadata_and_the_folders_come_first():
    about = span(0, 3, "custom:DocumentMetaData", documentId="d7", documentTitle="A hit", language="de")
    (one,) = read(XMI.format(about, "")).documents
    assert (one.document.id, one.document.title, one.document.language) == ("d7", "A hit", "de")
    content = XMI.format(about + span(4, 13), "")
    (one,) = read(content, "annotation/news.txt/amal.xmi").documents
    assert (one.document.id, one.annotations[0].author) == ("news.txt", "amal")


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + XMI.format("", "").replace("Hit", "&l11;"),
    "a file": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + XMI.format("&f;", ""),
    "a type definition elsewhere": '<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">' + XMI.format("", ""),
    "in UTF-16": ('<!DOCTYPE x [<!ENTITY a "b">]>' + XMI.format("", "")).encode("utf-16"),
    "depth": XMI.format("<a>" * 100_000, ""),
    "no end": XMI.format("<a>", "")[:-60],
    "another root": "<html/>",
    "no text": XMI.format("", "").replace("sofaString", "sofaURI"),
    "unknown entity": XMI.format("&x;", ""),
    "unknown encoding": "<?xml version='1.0' encoding='klingon'?>" + XMI.format("", ""),
    "empty": b"",
    "beyond the text": XMI.format(span(4, 99), ""),
    "inside a character": XMI.format(span(4, 15), ""),
    "end before start": XMI.format(span(8, 4), ""),
    "no number": XMI.format(span(4, 8).replace('"8"', '"x"'), ""),
    "no end given": XMI.format(span(4, 8).replace(' end="8"', ""), ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused_at_once_and_in_little_memory(name):
    began = time.process_time()
    tracemalloc.start()
    reading = read(HOSTILE[name])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reading.n_faults == 1
    first_line(reading)
    assert peak < 50_000_000
    assert time.process_time() - began < 5


def test_a_hostile_type_system_beside_is_refused_too():
    types = '<!DOCTYPE x [<!ENTITY a "b">]>' + TYPES
    assert "document type" in read(XMI.format(span(4, 8), ""), TypeSystem_xml=types).faults[0].message


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"%FEATURE_STRUCTURES": 1},
        {"%FEATURE_STRUCTURES": [1]},
        {"%FEATURE_STRUCTURES": []},
        {"%FEATURE_STRUCTURES": [{"%TYPE": "uima.cas.Sofa", "sofaString": 3}]},
        {"%FEATURE_STRUCTURES": {"1": {"%TYPE": "uima.cas.Sofa", "sofaString": " "}}},
    ],
    ids=str,
)
def test_json_that_is_no_cas_is_a_fault(value):
    assert read(json.dumps(value), "x.json").n_faults == 1


def test_json_under_ids_is_read_like_a_list():
    structures = {
        "1": {"%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "🚀 Taji"},
        "2": {"%TYPE": "custom.Site", "@sofa": 1, "begin": 3, "end": 7, "kind": "camp"},
    }
    types = {"custom.Site": {"%SUPER_TYPE": "uima.tcas.Annotation", "kind": {"%RANGE": "uima.cas.String"}}}
    content = {"%TYPES": types, "%FEATURE_STRUCTURES": structures, "%VIEWS": {"v": {"%SOFA": 1, "%MEMBERS": [2]}}}
    assert marks(read(json.dumps(content), "x.json")) == [("Taji", "camp")]


GOOD = XMI.format(span(4, 13, value="BASE"), '<cas:View sofa="1" members="14"/>').encode()


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=5), st.integers(0, 5))
def test_a_good_file_with_some_bytes_changed_gives_documents_or_faults(at, put, n_removed):
    reading = read(GOOD[:at] + put + GOOD[at + n_removed :])
    assert reading.documents or reading.n_faults
    first_line(reading)
