"""brat: every conformance file, every bad one, and what is written is read again."""

from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from exports.formats import brat, brat_write
from exports.formats.file_names import file_name_of
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.errors import FileRefused
from labeling.core.span import Span
from tests.annotated import annotated
from tests.exports.conformance import entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.test_round_trip import CHARACTERS, SCHEME, TEXTS, spans

ENTRIES = entries(lambda entry: entry["format"] == "brat-standoff")
IDS = st.characters(exclude_categories=("Cc", "Cs"))
LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def read(ann: str, text: str, **options):
    return brat.read(ann.encode(), file="r1.ann", scheme=SCHEME, beside={"r1.txt": text.encode("utf-8")}.get, **options)


def test_the_collections_are_there(shared):
    assert len(ENTRIES) == 8


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_collection_holds_is_loaded_or_counted(entry):
    reading = read_entry("brat", entry)
    assert reading.faults == []
    assert len(reading.documents) == entry["n_documents"] == 1
    assert n_spans(reading) == entry["n_spans"]
    assert n_left_out(reading, "blanks in it") == entry.get("n_bad_rows", 0)
    for count in ("relations", "events", "notes", "normalisations", "attributes"):
        assert n_left_out(reading, count) == entry.get(f"n_{count}", 0), count
    assert n_left_out(reading, "equivalences") == entry.get("n_equiv", 0)
    triggers = [lines for (_, what), lines in reading.noticed.items() if what.startswith("the trigger")]
    assert sum(map(len, triggers)) in (entry.get("n_trigger_spans", 0), 0)


def test_a_span_cut_at_a_line_end_is_one_span_and_a_true_gap_leaves_it_out():
    reading = read("T1\tBASE 4 8;9 13\tCamp Taji\nT2\tACTOR 0 3;14 18\tthe hits\n", "the Camp\nTaji hits")
    (layer,) = reading.documents[0].annotations
    assert [span.place for span in layer.spans] == [(4, 13, "BASE")]
    assert dict(reading.not_carried) == {("r1.ann", "discontinuous spans"): 1}


def test_an_attribute_is_kept_where_the_scheme_has_it_and_counted_where_not():
    ann = "T1\tWEAPON 0 7\tRockets\nA1\tkind T1 rocket\nA2\tkind T1 bow\nA3\tNegation T1\nA4\tmin T1 3\n"
    reading = read(ann, "Rockets hit.")
    (layer,) = reading.documents[0].annotations
    assert layer.spans[0].attributes == {"kind": "rocket"}
    assert dict(reading.not_carried) == {("r1.ann", "attributes"): 3}


def test_a_label_that_is_still_to_be_mapped_keeps_what_any_label_may_have():
    reading = read("T1\tGun 0 7\tRockets\nA1\tkind T1 rocket\nA2\tmin T1 3\nA3\tmax T1 many\n", "Rockets hit.")
    assert reading.documents[0].annotations[0].spans[0].attributes == {"kind": "rocket", "min": 3}
    assert dict(reading.not_carried) == {("r1.ann", "attributes"): 1}


def test_marks_belong_to_the_annotator_named_or_to_an_import():
    for annotator, author in (("Amal", ("Amal", "person")), (None, ("import", "import"))):
        (layer,) = read("T1\tWEAPON 0 7\tRockets\n", "Rockets hit.", annotator=annotator).documents[0].annotations
        assert (layer.author, layer.author_kind) == author


def test_a_text_that_counts_utf_16_is_refused_and_not_shifted():
    reading = read("T1\tBASE 3 7\tTaji\n", "🚀 Taji burns")
    assert "UTF-16" in reading.faults[0].message


def test_two_layers_are_refused_for_nobody_chooses_between_annotators():
    text, marks = annotated("[Rockets|WEAPON] hit.")
    document = AnnotatedDocument(Document("r1", text), (Annotation("Amal", marks), Annotation("Badr", marks)))
    with pytest.raises(FileRefused, match="'r1' has 2 layers, by Amal, Badr"):
        list(brat_write.write_files([document]))


def test_what_brat_has_no_place_for_is_counted():
    span = Span(0, 1, "BASE")
    document = AnnotatedDocument(Document("r1", "\nx"), (Annotation("Amal", (span,), note="look"),))
    left_out = Counter()
    files = dict(brat_write.write_files([document], left_out=left_out))
    assert files["r1.ann"] == b""
    assert left_out == {"notes": 1, "spans of line ends alone": 1}


@st.composite
def documents(draw) -> AnnotatedDocument:
    text = draw(TEXTS | st.text(st.sampled_from("ab \n\r\t🚀\u2028"), min_size=1, max_size=20).filter(str.strip))
    assume(not text.startswith("\ufeff"))  # at the start of a file it is a mark of the encoding, and dropped
    identifier = draw(st.text(IDS, min_size=1, max_size=8).filter(str.strip))
    marks = tuple(Span(s.start, s.end, s.label, s.attributes, "import") for s in draw(spans(text)))
    return AnnotatedDocument(Document(identifier, text), (Annotation("import", marks, author_kind="import"),))


@given(documents())
@example(AnnotatedDocument(Document("a/b", "x\r\ny"), (Annotation("import", (Span(0, 4, "BASE"),)),)))
def test_brat_gives_back_the_text_and_the_spans(one):
    files = dict(brat_write.write_files([one]))
    name = file_name_of(one.document.id)
    assert set(files) == {f"{name}.txt", f"{name}.ann", "annotation.conf"}
    reading = brat.read(files[f"{name}.ann"], file=f"{name}.ann", scheme=SCHEME, beside=files.get)
    assert reading.faults == []
    (back,) = reading.documents
    assert (back.document.id, back.document.text) == (name, one.document.text)
    expected = {}
    for span in one.annotations[0].spans:
        quote = span.quote(one.document.text)
        start = span.start + len(quote) - len(quote.lstrip(LINE_ENDS))
        end = span.end - (len(quote) - len(quote.rstrip(LINE_ENDS)))
        if start < end:
            expected.setdefault((start, end, span.label), span.attributes)
    found = {span.place: span.attributes for layer in back.annotations for span in layer.spans}
    assert found == expected


@given(st.lists(st.text("abAB", min_size=1, max_size=3) | st.text(CHARACTERS, max_size=80), unique=True))
def test_two_ids_never_share_a_file_name(ids):
    names = [file_name_of(document_id) for document_id in ids]
    assert len(set(names)) == len(ids)
    assert all("/" not in name and len(name.encode()) <= 200 for name in names)


LINES = st.lists(
    st.sampled_from(["T1", "T2", "E1", "R1", "A1", "#1", "*", "N1", "X", "\t", " ", "ACTOR", "0 4", ";", "Camp", "T1"])
    | st.text(max_size=3)
)


@given(st.lists(LINES.map("".join), max_size=5).map("\n".join) | st.text(max_size=30), st.text(CHARACTERS, max_size=8))
def test_any_marks_on_any_text_give_documents_or_faults(ann, text):
    reading = read(ann.encode("utf-8", "replace").decode(), text)
    assert reading.documents or reading.faults
    first_line(reading)
