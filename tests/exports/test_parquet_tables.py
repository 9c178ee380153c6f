"""Tables in Parquet come back as they were, and are read by their columns as CSV is."""

import io

import pyarrow
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from exports.formats import format_by_content, parquet_tables
from labeling.core.annotation import AnnotatedDocument
from labeling.core.document import Document
from tests.exports.conformance import n_spans
from tests.exports.test_round_trip import SCHEME, annotated
from tests.exports.tool_files import same


def table(**columns: list) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    return file.getvalue()


def read(data: bytes, file="t.parquet", beside=None):
    return parquet_tables.read(data, file=file, scheme=SCHEME, beside=beside)


@settings(max_examples=8, deadline=None)
@given(st.lists(annotated(), min_size=1, max_size=4, unique_by=lambda one: one.document.id))
def test_four_tables_come_back_as_they_were(documents):
    files = dict(parquet_tables.write_files(documents))
    assert [format_by_content(data, name) for name, data in files.items()] == ["parquet"] * 4
    reading = read(files["documents.parquet"], "documents.parquet", files.get)
    assert reading.faults == []
    same(reading.documents, documents)


def test_a_row_for_each_span_of_a_document_joins_to_one_document():
    reading = read(table(text=["Rockets hit."] * 2, start=[0, 8], end=[7.0, 11.0], label=["WEAPON", "ACTOR"]))
    assert "`end` is 7.0; expected a whole number" in reading.faults[0].message
    reading = read(table(text=["Rockets hit."] * 2, start=[0, 8], end=[7, 11], label=["WEAPON", "ACTOR"]))
    assert (len(reading.documents), n_spans(reading)) == (1, 2)


def test_a_table_without_rows_and_bytes_that_are_no_table_are_faults():
    (empty,) = read(table(text=pyarrow.array([], "string"))).faults
    assert "there is no column `text`" in empty.message
    (fault,) = read(b"PAR1 and no more").faults
    assert fault.message.startswith("t.parquet")


def test_a_number_that_is_none_is_no_meta_data():
    (one,) = read(table(text=["Rockets hit."], n_killed=[float("nan")], sizes=[[1.5, float("nan")]])).documents
    assert one.document.meta == {"sizes": [1.5, None]}


def test_a_document_alone_needs_no_other_table():
    files = dict(parquet_tables.write_files([AnnotatedDocument(Document("r1", "Rockets hit."))]))
    assert [one.document.id for one in read(files["documents.parquet"], "documents.parquet").documents] == ["r1"]
