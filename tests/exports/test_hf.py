"""Hugging Face rows: every conformance file, odd rows, damaged Parquet, and what is written is read again."""

import io
import json
import random
import time
from collections import Counter
from itertools import pairwise

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from exports.formats import hf, hf_write
from exports.formats.parquet_rows import MOST_VALUES
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.nlp.tokens import tokenise
from tests.annotated import annotated
from tests.exports.conformance import CONFORMANCE, entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.test_conll import marks
from tests.exports.test_docbin import on_whole_tokens
from tests.exports.test_round_trip import SCHEME, TEXTS, spans

ENTRIES = entries(lambda entry: entry["file"].startswith("hf-datasets/"))
GOOD = {"tokens": ["Camp", "Taji", "burned"], "ner_tags": ["B-BASE", "I-BASE", "O"]}


def read(*rows: object, file: str = "x.jsonl"):
    return hf.read("".join(json.dumps(row) + "\n" for row in rows).encode(), file=file, scheme=SCHEME)


def in_parquet(columns: dict, schema=None, description: dict | None = None) -> bytes:
    table = pyarrow.table(columns, schema=schema)
    if description is not None:
        table = table.replace_schema_metadata({"huggingface": json.dumps(description)})
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def read_parquet(data: bytes):
    return hf.read(data, file="x.parquet", scheme=SCHEME)


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 3


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded(entry):
    reading = read_entry("hf", entry)
    assert reading.faults == []
    assert not reading.not_carried
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    if "n_tokens" in entry:
        assert sum(len(one.document.text.split(" ")) for one in reading.documents) == entry["n_tokens"]
        assert hf.looks_like((CONFORMANCE / entry["file"]).read_bytes(), entry["file"])


def test_no_other_tools_file_looks_like_it(shared):
    others = entries(lambda entry: not entry["file"].startswith("hf-datasets/"))
    taken = [e["file"] for e in others if hf.looks_like((CONFORMANCE / e["file"]).read_bytes()[:65536], "x")]
    assert taken == []


def test_the_text_is_kept_where_the_tokens_lie_in_it():
    reading = read(GOOD | {"text": "Camp  Taji\nburned"}, GOOD | {"text": "Balad burned"})
    assert [one.document.text for one in reading.documents] == ["Camp  Taji\nburned", "Camp Taji burned"]
    assert marks(reading) == [("Camp  Taji", "BASE"), ("Camp Taji", "BASE")]
    assert len(reading.warnings) == 1


def test_ids_are_kept_and_numbers_get_the_files_name():
    rows = [
        GOOD | {"id": "r1"},
        GOOD | {"id": "7"},
        GOOD | {"id": 8},
        GOOD,
        GOOD | {"id": "r1", "tokens": ["a", "b", "c"]},
    ]
    assert [one.document.id for one in read(*rows).documents] == ["r1", "x-7", "x-8", "x-4", "r1-row5"]


def test_a_label_or_a_column_named_like_a_question_is_an_answer():
    rows = [
        {"text": "Rockets hit.", "label": "yes"},
        GOOD | {"attack_report": "no"},
        {"text": "Tea.", "label": "maybe"},
    ]
    reading = read(*rows, {"text": "None.", "label": -1})
    answers = [[layer.answers for layer in one.annotations] for one in reading.documents]
    assert answers == [[{"attack_report": Answer("yes")}], [{"attack_report": Answer("no")}], [], []]
    assert n_left_out(reading, "document labels") == 1


def test_columns_that_nothing_is_made_of_are_counted():
    assert n_left_out(read(GOOD | {"pos_tags": [1, 2, 3], "chunk_tags": None}), "values of other columns") == 1


def test_numbers_without_names_are_refused_in_json_and_named_by_parquet():
    numbered = {"tokens": [GOOD["tokens"]], "ner_tags": [[1, 2, 0]]}
    names = {"feature": {"names": ["O", "B-BASE", "I-BASE"], "_type": "ClassLabel"}, "_type": "List"}
    description = {"info": {"features": {"ner_tags": names}}}
    assert marks(read_parquet(in_parquet(numbered, description=description))) == [("Camp Taji", "BASE")]
    for reading in (read_parquet(in_parquet(numbered)), read(GOOD | {"ner_tags": [1, 2, 0]})):
        assert "names of these numbers" in reading.faults[0].message


@pytest.mark.parametrize(
    "row",
    [
        GOOD | {"ner_tags": ["O"]},
        GOOD | {"ner_tags": ["O", "I-BASE", "B-BASE"]},
        GOOD | {"ner_tags": ["O", "X-BASE", "O"]},
        GOOD | {"ner_tags": [None, "O", "O"]},
        GOOD | {"tokens": ["a", 1, None]},
        {"tokens": [], "ner_tags": []},
        {"text": "Taji", "spans": [[0, 9, "BASE"]]},
        {"text": "Taji", "spans": [{"start": 0}]},
        {"text": "Taji", "entities": ["Taji"]},
        {"text": "Taji", "id": "\n"},
        {"words": "Taji"},
        {},
        3,
    ],
    ids=str,
)
def test_a_bad_row_is_a_fault_with_its_line(row):
    reading = read(GOOD, row)
    if row == {"tokens": [], "ner_tags": []}:
        assert (len(reading.documents), n_left_out(reading, "documents without text")) == (1, 1)
    else:
        assert first_line(reading) == 2


def test_other_values_of_parquet_do_no_harm():
    columns = {"text": ["Taji burned."], "meta": [{"at": b"\xff"}], "title": [b"\xff"], "label": [float("nan")]}
    reading = read_parquet(in_parquet(columns))
    assert reading.faults == []
    assert reading.documents[0].document == Document("x", "Taji burned.")


@pytest.mark.parametrize("name", ["cut", "not", "text"])
def test_damaged_parquet_is_a_fault(name):
    data = in_parquet({"text": ["Taji\0burned."]})
    data = {"cut": data[:-9], "not": b"PAR1" + bytes(100), "text": data}[name]
    assert read_parquet(data).n_faults == 1


def test_a_few_bytes_that_unpack_to_millions_of_words_are_refused_in_seconds():
    offsets = pyarrow.array([0, MOST_VALUES + 1], pyarrow.int32())
    words = pyarrow.repeat("a", MOST_VALUES + 1)
    data = in_parquet({"tokens": pyarrow.ListArray.from_arrays(offsets, words)})
    began = time.process_time()
    reading = read_parquet(data)
    assert len(data) < 1_000_000
    assert "values" in reading.faults[0].message
    assert time.process_time() - began < 10


def test_parquet_with_some_bytes_changed_ends_no_process_but_its_own():
    data = bytearray(in_parquet({"tokens": [GOOD["tokens"]] * 5, "ner_tags": [GOOD["ner_tags"]] * 5}))
    chosen = random.Random(1)
    for _ in range(20):
        changed = bytearray(data)
        for at in chosen.sample(range(4, len(data)), 3):
            changed[at] = chosen.randrange(256)
        reading = read_parquet(bytes(changed))
        assert reading.documents or reading.n_faults
        first_line(reading)


def test_what_the_rows_have_no_room_for_is_counted():
    text, found = annotated("[Members of [Iraq's air force|ACTOR]|CASUALTY] died.")
    layer = Annotation("Amal", found, {"attack_report": Answer("no", "threat")}, note="look")
    left_out = Counter()
    list(hf_write.write([AnnotatedDocument(Document("r1", text), (layer,))], left_out=left_out))
    assert left_out == {"notes": 1, "spans overlapping longer ones": 1, "reasons of answers": 1}


def test_every_row_has_the_same_columns():
    answered = Annotation("Amal", (), {"attack_report": Answer("yes")})
    documents = [AnnotatedDocument(Document("r1", "Tea."), (answered,)), AnnotatedDocument(Document("r2", "Tea!"))]
    rows = [json.loads(line) for line in hf_write.write(documents)]
    assert [list(row) for row in rows] == [[*rows[0]]] * 2
    assert [row["attack_report"] for row in rows] == ["yes", None]


def flat(layer: Annotation) -> Annotation:
    """The layer with the spans that lie apart, each the first of those it overlaps, as an import."""
    kept: list[Span] = []
    for span in layer.spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return Annotation("import", tuple(kept), layer.answers, author_kind="import")


@settings(deadline=None)
@given(st.lists(on_whole_tokens(), min_size=1, max_size=3, unique_by=lambda one: one.document.id))
def test_texts_spans_that_lie_apart_and_answers_come_back_as_they_were(drawn):
    documents = [AnnotatedDocument(one.document, tuple(map(flat, one.annotations))) for one in drawn]
    reading = hf.read(b"".join(hf_write.write(documents)), file="x.jsonl", scheme=SCHEME)
    assert reading.faults == []
    assert reading.documents == documents
    for back, one in zip(reading.documents, documents, strict=True):
        assert [layer.answers for layer in back.annotations] == [layer.answers for layer in one.annotations]


@settings(deadline=None)
@given(st.tuples(TEXTS, st.data()))
def test_of_any_spans_some_that_lie_apart_come_back_on_whole_tokens(drawn):
    text, data = drawn
    given_ = data.draw(spans(text))
    written = hf_write.write([AnnotatedDocument(Document("x", text), (Annotation("Amal", given_),))])
    (back,) = hf.read(b"".join(written), file="x.jsonl", scheme=SCHEME).documents
    assert back.document.text == text
    found = [span for layer in back.annotations for span in layer.spans]
    (tokens,) = tokenise([text])
    assert all(span.start in tokens.starts and span.end in tokens.ends for span in found)
    assert bool(found) == any(span.quote(text).strip() for span in given_)
    assert all(one.end <= next_.start for one, next_ in pairwise(found))
