"""CoNLL: every conformance file, every bad one, and what is written is read again."""

import re
import time
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from spacy.training.converters import conll_ner_to_docs

from exports.formats import conll, conll_write
from exports.formats.apart import apart, on_tokens
from labeling.core.annotation import AnnotatedDocument, Annotation
from labeling.core.document import Document
from labeling.core.span import Span
from labeling.nlp.tokens import tokenise
from tests.annotated import annotated
from tests.exports.conformance import (
    CONFORMANCE,
    entries,
    first_line,
    n_left_out,
    n_spans,
    read_entry,
)
from tests.exports.corpus import reports
from tests.exports.test_round_trip import CHARACTERS, SCHEME, TEXTS, spans

ENTRIES = entries(lambda entry: entry["file"].startswith("conll/") or entry["format"] in ("conll2003", "doccano-conll"))


def read(content: str):
    return conll.read(content.encode("utf-8"), file="x.conll", scheme=SCHEME)


def marks(reading) -> list[tuple[str, str]]:
    """(quote, label) of every span."""
    return [
        (span.quote(one.document.text), span.label)
        for one in reading.documents
        for layer in one.annotations
        for span in layer.spans
    ]


def test_the_files_are_there(shared):
    assert len(ENTRIES) == 9


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_all_that_a_file_holds_is_loaded_or_reported(entry):
    reading = read_entry("conll", entry)
    if entry.get("n_bad_rows"):
        assert (reading.n_faults, first_line(reading)) == (entry["n_bad_rows"], 1)
        return
    assert reading.faults == []
    assert (len(reading.documents), n_spans(reading)) == (entry["n_documents"], entry["n_spans"])
    assert sum(len(re.split("[ \n]", one.document.text)) for one in reading.documents) == entry["n_tokens"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_file_is_known_by_its_name_or_its_rows(entry):
    data = (CONFORMANCE / entry["file"]).read_bytes()
    assert conll.looks_like(data, "x.txt") == (entry["file"] not in ("conll/spacy_sent_per_line.iob", INVALID))
    assert not conll.looks_like(b"Rockets hit Camp Taji O\nNobody was hurt.\nSo it was said.\n", "news.txt")


INVALID = "doccano/seqlab_invalid.conll"


@pytest.mark.parametrize(
    "tags",
    [
        "B-ACTOR I-ACTOR O B-BASE B-BASE O",
        "I-ACTOR I-ACTOR O I-BASE B-BASE O",
        "B-ACTOR L-ACTOR O U-BASE U-BASE O",
        "B-ACTOR E-ACTOR O S-BASE S-BASE O",
    ],
    ids=["BIO", "IOB1", "BILUO", "IOBES"],
)
def test_four_encodings_say_the_same(tags):
    rows = zip(["Kataib", "Hezbollah", "hit", "Taji", "Balad", "."], tags.split(" "), strict=True)
    reading = read("".join(f"{word}\t{tag}\n" for word, tag in rows))
    assert reading.faults == []
    assert marks(reading) == [("Kataib Hezbollah", "ACTOR"), ("Taji", "BASE"), ("Balad", "BASE")]


@pytest.mark.parametrize(
    ("tags", "line"), [("B-ACTOR O U-BASE", 2), ("L-ACTOR O O", 1), ("U-BASE O B-ACTOR", 3), ("O B I-BASE", 2)]
)
def test_a_span_without_beginning_or_end_is_refused_with_its_line(tags, line):
    reading = read("".join(f"word\t{tag}\n" for tag in tags.split(" ")))
    assert first_line(reading) == line


def test_a_tag_without_a_prefix_marks_one_token():
    assert marks(read("Taji BASE\nBalad BASE\nhit O\n")) == [("Taji", "BASE"), ("Balad", "BASE")]


def test_a_column_of_plus_and_minus_says_where_blanks_are():
    reading = read("Camp B-BASE +\nTaji I-BASE -\n! O -\n")
    assert reading.documents[0].document.text == "Camp Taji!"
    assert marks(reading) == [("Camp Taji", "BASE")]


def test_conll_u_and_a_list_of_words_are_refused():
    assert "CoNLL-U" in read("1\tTaji\t_\t_\t_\t_\t_\t_\t_\t_\n").faults[0].message
    assert "one column" in read("Taji\nburned\n").faults[0].message


def test_a_docstart_with_nothing_after_it_is_counted():
    reading = read("-DOCSTART- O\n\nTaji B-BASE\n\n-DOCSTART- O\n\n-DOCSTART- O\n")
    assert len(reading.documents) == 1
    assert n_left_out(reading, "documents without tokens") == 2


def test_thirty_thousand_documents_of_one_token_take_seconds():
    began = time.process_time()
    assert len(read("-DOCSTART- O\n\nTaji B-BASE\n\n" * 30_000).documents) == 30_000
    assert time.process_time() - began < 10


def test_spacys_own_converter_finds_the_same_spans():
    written = b"".join(conll_write.write(reports(9)))
    (ours, theirs) = (
        conll.read(written, file="x.conll", scheme=SCHEME),
        conll_ner_to_docs(written.decode(), no_print=True),
    )
    assert sorted((entity.text, entity.label_) for doc in theirs for entity in doc.ents) == sorted(marks(ours))


def test_what_conll_has_no_room_for_is_counted():
    text, spans_ = annotated("[Members of [Iraq's air force|ACTOR]|CASUALTY] at [Taj|BASE]i.")
    left_out = Counter()
    one = AnnotatedDocument(Document("r1", text), (Annotation("Amal", spans_, note="look"),))
    written = b"".join(conll_write.write([one], left_out=left_out)).decode()
    assert [row for row in written.splitlines() if row.endswith("BASE")] == ["Taji -X- _ B-BASE"]
    assert left_out == {"ids": 1, "notes": 1, "spans overlapping longer ones": 1, "edges inside tokens": 1}


WORDS = st.lists(
    st.lists(st.sampled_from(["Camp", "Taji", "rockets", "hit", "🚀"]), min_size=1, max_size=5), min_size=1
)


@st.composite
def in_tokens(draw) -> AnnotatedDocument:
    """A document whose text is its tokens already, with spans that do not overlap."""
    sentences = draw(WORDS)
    text = "\n".join(" ".join(words) for words in sentences)
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    cuts = sorted(draw(st.lists(st.sampled_from(starts), unique=True, max_size=6)))
    found = []
    for start, end in list(pairwise(cuts))[::2]:
        found.append(Span(start, len(text[:end].rstrip()), draw(st.sampled_from(["ACTOR", "BASE"])), origin="import"))
    return AnnotatedDocument(Document("x", text), (Annotation("import", tuple(found), author_kind="import"),))


@given(in_tokens())
def test_tokens_and_spans_that_lie_apart_come_back_as_they_were(one):
    reading = conll.read(b"".join(conll_write.write([one])), file="x.conll", scheme=SCHEME)
    (back,) = reading.documents
    crossed = {at for span in one.annotations[0].spans for at in range(span.start, span.end)}
    text = "".join(" " if c == "\n" and at in crossed else c for at, c in enumerate(one.document.text))
    assert (back.document.id, back.document.text) == ("x", text)
    assert [layer.spans for layer in back.annotations] == [layer.spans for layer in one.annotations if layer.spans]


@given(st.lists(st.tuples(TEXTS, st.data()), min_size=1, max_size=3))
def test_any_text_comes_back_as_its_tokens_and_the_longest_spans(drawn):
    texts = [text for text, _ in drawn]
    assume("-DOCSTART-" not in "".join(texts))
    given_ = [
        AnnotatedDocument(Document(str(number), text), (Annotation("Amal", data.draw(spans(text))),))
        for number, (text, data) in enumerate(drawn)
    ]
    reading = conll.read(b"".join(conll_write.write(given_)), file="x.conll", scheme=SCHEME)
    assert reading.faults == []
    assert len(reading.documents) == len(texts)
    for one, back in zip(given_, reading.documents, strict=True):
        (tokens,) = tokenise([one.document.text])
        words = [one.document.text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
        assert re.split("[ \n]", back.document.text) == words
        kept = apart({place for span in one.annotations[0].spans if (place := on_tokens(span, tokens))})
        quotes = [" ".join(words[start:end]) for start, end, _ in sorted(kept)]
        found = [span for layer in back.annotations for span in layer.spans]
        assert [span.quote(back.document.text) for span in found] == quotes


ROWS = st.lists(
    st.sampled_from(["Taji", "\t", " ", "O", "B-BASE", "I-BASE", "L-X", "-DOCSTART-", "#", "1", "2", "|", "\n"])
)


@given(ROWS.map("".join) | st.text(CHARACTERS, max_size=30))
def test_any_rows_give_documents_or_faults(content):
    reading = read(content)
    assert reading.documents or reading.faults
    first_line(reading)
