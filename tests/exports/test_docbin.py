"""spaCy's DocBin: every conformance file, every bad one, bombs, and what is written is read again."""

import contextlib
import struct
import time
import tracemalloc
import zlib
from collections import Counter
from functools import cache

import pytest
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

from exports.formats import docbin, docbin_write
from exports.formats.docbin_table import MOST_IN_ONE
from exports.formats.msgpack_reader import Budget, MsgpackFault, unpack
from labeling.core.annotation import AnnotatedDocument, Annotation, Answer
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.nlp.tokens import blank_pipeline, tokenise
from tests.annotated import annotated
from tests.exports.conformance import entries, first_line, n_left_out, n_spans, read_entry
from tests.exports.corpus import reports
from tests.exports.test_round_trip import ANSWERS, SCHEME, TEXTS, spans

ENTRIES = entries(lambda entry: entry["format"] == "spacy-docbin")
GOOD = b"".join(docbin_write.write(reports(3)))


def read(data: bytes):
    return docbin.read(data, file="x.spacy", scheme=SCHEME)


def changed(**parts) -> bytes:
    """A good DocBin with some of its parts changed, or gone where None."""
    message = srsly.msgpack_loads(zlib.decompress(GOOD)) | parts
    return zlib.compress(srsly.msgpack_dumps({name: part for name, part in message.items() if part is not None}))


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 3


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded_or_counted(entry):
    reading = read_entry("spacy", entry)
    assert reading.faults == []
    n_answers = sum(len(layer.answers) for one in reading.documents for layer in one.annotations)
    assert len(reading.documents) + n_left_out(reading, "without text") == entry["n_documents"]
    assert n_spans(reading) == entry["n_spans"]
    denied = n_left_out(reading, "denied document labels")
    assert denied == entry.get("n_doc_labels_negative", 0)
    assert n_answers + n_left_out(reading, "document labels") - denied == entry.get("n_doc_labels", 0)


def test_a_pack_comes_back_with_ids_attributes_and_answers():
    text, marks = annotated("[Members of [Iraq's air force|ACTOR]|CASUALTY] died.")
    marks = (Span(marks[0].start, marks[0].end, "CASUALTY", {"outcome": "killed", "min": 2}), *marks[1:])
    given_ = AnnotatedDocument(
        Document("r1", text, title="Dead", published="2022-01-05"),
        (Annotation("Amal", marks, {"attack_report": Answer("yes")}),),
    )
    (back,) = read(b"".join(docbin_write.write([given_]))).documents
    assert back.document == given_.document
    (layer,) = back.annotations
    assert (layer.author, layer.answers) == ("Amal", {"attack_report": Answer("yes")})
    assert [(span.place, span.attributes) for span in layer.spans] == [(s.place, s.attributes) for s in marks]


def test_spacy_reads_what_is_written():
    docs = list(DocBin().from_bytes(GOOD).get_docs(blank_pipeline().vocab))
    for doc, one in zip(docs, reports(3), strict=True):
        marks = one.annotations[0].spans
        assert doc.text == one.document.text
        assert sorted((span.start_char, span.end_char, span.label_) for span in doc.spans["sc"]) == [
            span.place for span in marks
        ]
        assert len(doc.ents) <= len(marks)
    assert docs[0].cats == {"no": 1.0, "yes": 0.0}


def test_what_a_docbin_has_no_room_for_is_counted():
    one = AnnotatedDocument(
        Document("r1", "Camp Taji \nburned"),
        (Annotation("Amal", (Span(5, 8, "BASE"), Span(5, 9, "BASE"), Span(9, 10, "BASE")), note="look"),),
    )
    left_out = Counter()
    list(docbin_write.write([one], left_out=left_out))
    assert left_out == {
        "notes": 1,
        "spans on the same tokens": 1,
        "spans of blanks alone": 1,
    }


@pytest.mark.parametrize(
    "parts",
    [
        {"attrs": []},
        {"attrs": ["65"]},
        {"attrs": None},
        {"strings": [1]},
        {"strings": []},
        {"lengths": b"\xff\xff\xff\xff"},
        {"lengths": struct.pack("<i", 2**31 - 1)},
        {"lengths": struct.pack("<i", MOST_IN_ONE + 1)},
        {"lengths": b"abc"},
        {"tokens": b""},
        {"spaces": "text"},
        {"cats": [{}]},
        {"span_groups": [srsly.msgpack_dumps([b"x"])] * 3},
        {"span_groups": [srsly.msgpack_dumps([srsly.msgpack_dumps({"spans": [b"x" * 40]})])] * 3},
        {"span_groups": [srsly.msgpack_dumps([srsly.msgpack_dumps({"spans": [b"short"]})])] * 3},
        {"user_data": [srsly.msgpack_dumps({"annotator": "\n"})] * 3},
        {"user_data": [b"\xc1"] * 3},
    ],
    ids=str,
)
def test_a_damaged_part_is_a_fault(parts):
    reading = read(changed(**parts))
    assert reading.n_faults
    first_line(reading)


BOMBS = {
    "zeros": lambda: zlib.compress(bytes(200_000_000)),
    "lengths that lie": lambda: zlib.compress(b"\xdd\xff\xff\xff\xff" * 1_000),
    "bytes that lie": lambda: zlib.compress(b"\xc6\xff\xff\xff\xff" + b"x" * 1_000),
    "depth": lambda: zlib.compress(b"\x91" * 5_000_000),
    "many small values": lambda: zlib.compress(b"\xdd\x00\x98\x96\x80" + b"\x80" * 10_000_000),
    "many documents": lambda: changed(lengths=struct.pack("<i", 0) * 500_001),
    "a long string": lambda: changed(strings=["x" * 900_000]),
}


@cache
def bomb(name: str) -> bytes:
    """Made when a test asks for it: every process of a run collects this file."""
    return BOMBS[name]()


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_seconds(name):
    data = bomb(name)
    began = time.process_time()
    assert read(data).n_faults
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", [name for name in BOMBS if name != "many small values"])  # bounded by their number
def test_a_bomb_is_refused_in_little_memory(name):
    data = bomb(name)
    tracemalloc.start()
    read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000


def test_a_string_named_very_often_is_refused_before_the_text_is_made():
    doc = blank_pipeline().make_doc("x" * 100_000)
    made = DocBin(attrs=[])
    made.add(doc)
    message = srsly.msgpack_loads(zlib.decompress(made.to_bytes()))
    n = 900_000
    message |= {"tokens": message["tokens"] * n, "spaces": b"\0" * n, "lengths": struct.pack("<i", n)}
    reading = read(zlib.compress(srsly.msgpack_dumps(message)))
    assert "too long" in reading.faults[0].message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(0, 9), inner),
)


@given(VALUES)
def test_msgpack_is_read_as_it_was_written(value):
    assert unpack(memoryview(srsly.msgpack_dumps(value)), Budget()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_msgpack_or_a_fault(data):
    with contextlib.suppress(MsgpackFault):
        unpack(memoryview(data), Budget())


@given(st.integers(0, len(zlib.decompress(GOOD)) - 1), st.binary(max_size=5), st.integers(0, 5))
def test_a_good_file_with_some_bytes_changed_gives_documents_or_faults(at, put, n_removed):
    data = zlib.decompress(GOOD)
    first_line(read(zlib.compress(data[:at] + put + data[at + n_removed :])))


@st.composite
def on_whole_tokens(draw) -> AnnotatedDocument:
    """A document whose spans begin and end where tokens do."""
    text = draw(TEXTS)
    (tokens,) = tokenise([text])
    found = {}
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(tokens.starts) - 1))
        end = draw(st.integers(start, len(tokens.ends) - 1))
        span = Span(tokens.starts[start], tokens.ends[end], draw(st.sampled_from(SCHEME.labels)).name, origin="import")
        found[span.place] = span
    answers = {name: Answer(answer.value) for name, answer in draw(ANSWERS).items()}
    layer = Annotation("Amal", tuple(found[place] for place in sorted(found)), answers)
    return AnnotatedDocument(Document(draw(st.text("abc/🚀", min_size=1)), text), (layer,) if found or answers else ())


@settings(deadline=None)
@given(st.lists(on_whole_tokens(), min_size=1, max_size=3))
def test_documents_spans_and_answers_come_back_as_they_were(documents):
    reading = read(b"".join(docbin_write.write(documents)))
    assert reading.faults == []
    assert reading.documents == documents
    for back, one in zip(reading.documents, documents, strict=True):
        assert [layer.answers for layer in back.annotations] == [layer.answers for layer in one.annotations]


@settings(deadline=None)
@given(st.tuples(TEXTS, st.data()))
def test_any_span_comes_back_on_whole_tokens_around_it(drawn):
    text, data = drawn
    given_ = data.draw(spans(text))
    written = docbin_write.write([AnnotatedDocument(Document("x", text), (Annotation("Amal", given_),))])
    found = [s for one in read(b"".join(written)).documents for layer in one.annotations for s in layer.spans]
    for span in given_:
        quote = span.quote(text).strip()
        assert not quote or any(one.label == span.label and quote in one.quote(text) for one in found)
