"""Tables are read by their columns, four come back as they were, and no cell written is run by a spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.formats import csv_tables
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.formula_cells import as_it_was, kept_as_text
from labeling.core.span import Span
from tests.exports.conformance import entries, n_spans, read_entry
from tests.exports.test_round_trip import SCHEME, annotated
from tests.exports.tool_files import file_of, is_found_out, left_out, same

TABLES = ("potato-v0-csv", "doccano-csv")
RUN = ("=", "+", "-", "@", "\t", "\r", "\n")


def read(text: str, file="t.csv", beside=None, annotator=None):
    return csv_tables.read(text.encode(), file=file, scheme=SCHEME, annotator=annotator, beside=beside)


def written(*documents: AnnotatedDocument) -> dict[str, bytes]:
    return dict(csv_tables.write_files(documents))


def read_back(files: dict[str, bytes]):
    return csv_tables.read(files["documents.csv"], file="out/documents.csv", scheme=SCHEME, beside=files.get)


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] in TABLES), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("csv", entry)
    assert reading.faults == []
    assert is_found_out("csv", entry)
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    assert left_out(reading).get("rows without text", 0) == entry.get("n_bad_rows", 0)
    assert left_out(reading).get("document labels", 0) == entry.get("n_doc_labels", 0)


def test_a_row_for_each_span_of_a_document_joins_to_one_document():
    reading = read(
        "doc_id,text,start,end,label,annotator\n"
        "r1,Rockets hit Camp Taji.,0,7,WEAPON,amal\n"
        "r1,Rockets hit Camp Taji.,12,21,BASE,amal\n"
        "r1,Rockets hit Camp Taji.,12,21,BASE,bob\n"
        "r2,Quiet.,,,,\n"
    )
    assert [(one.document.id, len(one.annotations)) for one in reading.documents] == [("r1", 2), ("r2", 0)]
    assert n_spans(reading) == 3


def test_a_column_named_as_a_question_is_its_answer_and_unknown_columns_are_meta():
    (one,) = read("id,text,attack_report,attack_report_reason,desk\nr1,Rockets hit.,no,threat,ap\n").documents
    assert one.annotations[0].answers == {"attack_report": Answer("no", "threat")}
    assert one.document.meta == {"desk": "ap"}


@pytest.mark.parametrize("start", ["0.5", "-1", "x", "9" * 5000, "²"])
def test_an_offset_that_is_no_place_in_the_text_is_a_fault_at_its_line(start):
    (fault,) = read(f"text,start,end,label\nRockets.,{start},3,WEAPON\n").faults
    assert fault.line == 2


def test_another_programs_cells_are_read_as_they_are():
    (one,) = read("id,text\nr1,'=1+1 rockets\n").documents
    assert one.document.text == "'=1+1 rockets"


@given(st.text(max_size=8))
def test_a_cell_kept_as_text_is_never_run_and_comes_back(cell):
    assert not kept_as_text(cell).startswith(RUN)
    assert as_it_was(kept_as_text(cell)) == cell


@given(st.lists(annotated(), min_size=1, max_size=4, unique_by=lambda one: one.document.id))
def test_four_tables_come_back_as_they_were(documents):
    reading = read_back(written(*documents))
    assert reading.faults == []
    same(reading.documents, documents)


@given(annotated())
def test_no_cell_of_a_file_begins_as_a_formula(one):
    for data in written(one).values():
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        assert not any(cell.startswith(RUN) for cell in cells)


def test_the_other_three_tables_give_nothing_by_themselves():
    layer = Annotation("amal", (Span(0, 7, "WEAPON"),), {"attack_report": Answer("yes")})
    files = written(AnnotatedDocument(Document("r1", "Rockets hit."), (layer,)))
    for name in ("layers.csv", "spans.csv", "answers.csv"):
        reading = csv_tables.read(files[name], file=name, scheme=SCHEME, beside=files.get)
        assert (reading.documents, reading.faults) == ([], [])
        (fault,) = csv_tables.read(files[name], file=name, scheme=SCHEME, beside={}.get).faults
        assert "documents.csv, which has the texts, is not beside it" in fault.message


def test_a_span_of_a_document_that_is_not_there_is_a_fault_of_its_own_file():
    files = written(AnnotatedDocument(Document("r1", "Rockets hit."), (Annotation("amal", (Span(0, 7, "WEAPON"),)),)))
    files["spans.csv"] = files["spans.csv"].replace(b"r1", b"r2")
    (fault,) = read_back(files).faults
    assert fault.message.startswith("out/spans.csv, line 2: no document has the id 'r2'")


def test_a_span_whose_quote_moved_is_a_fault():
    files = written(AnnotatedDocument(Document("r1", "Rockets hit."), (Annotation("amal", (Span(0, 7, "WEAPON"),)),)))
    files["documents.csv"] = files["documents.csv"].replace(b"Rockets", b"Mortars")
    (fault,) = read_back(files).faults
    assert "its quote is 'Rockets'" in fault.message
