"""fastText's lines are documents whose labels are answers, where the scheme has them."""

import pytest

from exports.formats import fasttext
from labeling.core.annotation import Answer
from tests.exports.conformance import entries, read_entry
from tests.exports.test_round_trip import SCHEME
from tests.exports.tool_files import file_of, is_found_out, left_out


@pytest.mark.parametrize("entry", entries(lambda entry: entry["format"] == "doccano-fasttext"), ids=file_of)
def test_what_is_loaded_and_left_out_adds_up_to_the_file(shared, entry):
    reading = read_entry("fasttext", entry)
    assert reading.faults == []
    assert is_found_out("fasttext", entry)
    assert len(reading.documents) == entry["n_documents"]
    assert left_out(reading) == {"rows without text": entry["n_bad_rows"], "document labels": entry["n_doc_labels"]}


def test_a_label_of_the_scheme_is_an_answer_and_the_text_stays_as_it_is():
    data = b"__label__attack_report=yes  Rockets hit. \r\n\r\nQuiet.\n"
    first, second = fasttext.read(data, file="f.txt", scheme=SCHEME).documents
    assert first.document.text == " Rockets hit. "
    assert first.annotations[0].answers == {"attack_report": Answer("yes")}
    assert (second.document.text, second.annotations) == ("Quiet.", ())


def test_bytes_that_are_no_text_are_a_fault():
    (fault,) = fasttext.read(b"__label__a \xff", file="f.txt", scheme=SCHEME).faults
    assert fault.message.startswith("f.txt, line 1")
